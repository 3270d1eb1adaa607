using CalicoPolicy.Core.Cluster;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>Something that is not quarantined, or not released, and why.</summary>
/// <param name="Fault">Which kind of problem.</param>
/// <param name="Target">What it is about: a pod, workload, namespace, selector or policy.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Action">What to do about it.</param>
public sealed record QuarantineProblem(QuarantineFault Fault, string Target, string Message, string Action)
{
    /// <summary>What the server said; null where it was not asked.</summary>
    public ServerError? Error { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Message} {Action}";

    internal static QuarantineProblem Of(string target, ServerError error) =>
        new(QuarantineFault.Server, target, $"{target}: {error.Message}", error.Advice.Length > 0 ? error.Advice : "See what kubectl says to the same question.") { Error = error };
}
