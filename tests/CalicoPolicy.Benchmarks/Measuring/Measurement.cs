namespace CalicoPolicy.Benchmarks.Measuring;

/// <summary>What one piece of work cost in a process of its own.</summary>
internal sealed record Measurement
{
    /// <summary>What was done.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>How many things came out.</summary>
    public long Count { get; init; }

    /// <summary>Time on the clock.</summary>
    public double Milliseconds { get; init; }

    /// <summary>Time of all processors together.</summary>
    public double CpuMilliseconds { get; init; }

    /// <summary>What was allocated on the managed heap, freed or not.</summary>
    public double AllocatedMegabytes { get; init; }

    /// <summary>What the process held at most from its start to the end of the work, all told.</summary>
    public double PeakMegabytes { get; init; }

    /// <summary>Time that all threads stood still for the garbage collector.</summary>
    public double PauseMilliseconds { get; init; }

    /// <summary>Anything else worth telling.</summary>
    public string Remark { get; init; } = string.Empty;
}
