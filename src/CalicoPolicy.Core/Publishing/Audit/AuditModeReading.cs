using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Audit;

/// <summary>What came of asking a cluster for its audit modes.</summary>
public sealed record AuditModeReading
{
    /// <summary>The cluster: the name of its context.</summary>
    public required string Cluster { get; init; }

    /// <summary>The modes.</summary>
    public IReadOnlyList<AuditModeState> States { get; init => field = ValueList.Of(value); } = ValueList<AuditModeState>.None;

    /// <summary>What could not be read, and why.</summary>
    public IReadOnlyList<ServerError> Errors { get; init => field = ValueList.Of(value); } = ValueList<ServerError>.None;

    /// <summary>Nodes that were asked for and that the cluster does not have.</summary>
    public IReadOnlyList<string> MissingNodes { get; init => field = ValueList.Of(value); } = ValueList<string>.None;
}
