namespace CalicoPolicy.Tests.Console;

/// <summary>How a run of calico-policy ended, and all it wrote.</summary>
internal sealed record ConsoleResult(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.TrimEnd('\n').Split('\n');
}
