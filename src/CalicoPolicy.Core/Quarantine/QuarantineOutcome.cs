using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>What came of quarantining or releasing pods.</summary>
/// <param name="Pods">The pods, with the proof of their isolation where they were quarantined.</param>
/// <param name="Problems">What went wrong.</param>
/// <param name="Warnings">What the user is to know.</param>
public sealed record QuarantineOutcome(IReadOnlyList<PodQuarantine> Pods, IReadOnlyList<QuarantineProblem> Problems, IReadOnlyList<string> Warnings)
{
    /// <summary>The pods.</summary>
    public IReadOnlyList<PodQuarantine> Pods { get; } = ValueList.Of(Pods);

    /// <summary>What went wrong.</summary>
    public IReadOnlyList<QuarantineProblem> Problems { get; } = ValueList.Of(Problems);

    /// <summary>What the user is to know.</summary>
    public IReadOnlyList<string> Warnings { get; } = ValueList.Of(Warnings);
}
