using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Cluster;

/// <summary>What a call of kubectl gave.</summary>
/// <param name="ExitCode">Its exit code; -1 where it was ended (timeout, too much output).</param>
/// <param name="Output">What it printed to standard output.</param>
/// <param name="Error">What went wrong; null where the exit code is 0.</param>
public sealed record KubectlResult(int ExitCode, string Output, ServerError? Error)
{
    /// <summary>The warnings of the server (deprecated fields, admission policies), without their prefix.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = ValueList.Of(value); } = ValueList<string>.None;
}
