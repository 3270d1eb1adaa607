using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>What a quarantine would do in one cluster, and what it cannot.</summary>
/// <param name="Snapshot">The cluster before.</param>
/// <param name="Steps">What would be done, a pod each.</param>
/// <param name="Problems">What cannot be done.</param>
public sealed record QuarantinePlan(PolicySnapshot Snapshot, IReadOnlyList<QuarantineStep> Steps, IReadOnlyList<QuarantineProblem> Problems)
{
    /// <summary>What would be done, a pod each.</summary>
    public IReadOnlyList<QuarantineStep> Steps { get; } = ValueList.Of(Steps);

    /// <summary>What cannot be done.</summary>
    public IReadOnlyList<QuarantineProblem> Problems { get; } = ValueList.Of(Problems);

    /// <summary>What the user is to know before: whom a standing policy lets in that nobody asked for now.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = ValueList.Of(value); } = ValueList<string>.None;
}
