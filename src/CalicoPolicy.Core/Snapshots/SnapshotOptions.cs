using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>What is known of the objects that a snapshot is made of.</summary>
public sealed record SnapshotOptions
{
    /// <summary>The cluster that they are of; null where they come from files.</summary>
    public string? Cluster { get; init; }

    /// <summary>Whether they are all that there is, so that what is not among them does not exist.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether they were read from a running cluster: then pods are endpoints and templates are not (decision 5).</summary>
    public bool IsLive { get; init; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<SnapshotGap> Gaps { get; init => field = ValueList.Of(value); } = ValueList<SnapshotGap>.None;
}
