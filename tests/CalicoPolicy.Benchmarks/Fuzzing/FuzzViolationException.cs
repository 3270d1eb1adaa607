namespace CalicoPolicy.Benchmarks.Fuzzing;

/// <summary>Something came out of an input that must never come out.</summary>
internal sealed class FuzzViolationException : Exception
{
    public FuzzViolationException()
    {
    }

    public FuzzViolationException(string message)
        : base(message)
    {
    }

    public FuzzViolationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
