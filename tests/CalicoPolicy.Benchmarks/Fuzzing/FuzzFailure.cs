namespace CalicoPolicy.Benchmarks.Fuzzing;

/// <summary>An input that was not survived.</summary>
/// <param name="Target">By what.</param>
/// <param name="Index">Which input of its seed, from 0.</param>
/// <param name="Input">The text.</param>
/// <param name="Exception">What came out instead of an error of the document or selector.</param>
internal sealed record FuzzFailure(string Target, long Index, string Input, Exception Exception)
{
    /// <summary>The same for failures that are most likely one defect.</summary>
    public string Kind => $"{Target}: {Exception.GetType().Name} {Exception.StackTrace?.Split('\n', StringSplitOptions.TrimEntries).FirstOrDefault() ?? Exception.Message}";
}
