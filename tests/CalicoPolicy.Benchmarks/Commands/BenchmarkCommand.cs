namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>A command of the program.</summary>
/// <param name="Name">Its word.</param>
/// <param name="Usage">Its options.</param>
/// <param name="Summary">What it measures.</param>
/// <param name="Run">Runs it; gives the exit code.</param>
/// <param name="IsHidden">Whether the list of commands leaves it out.</param>
internal sealed record BenchmarkCommand(string Name, string Usage, string Summary, Func<string[], int> Run, bool IsHidden = false);
