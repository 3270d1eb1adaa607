using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>How far some workloads are open by their own policies, whoever there may be on the other side.</summary>
public sealed record ExposureRow
{
    /// <summary>The cluster; null where the objects come from files.</summary>
    public string? Cluster { get; init; }

    /// <summary>The workloads in words.</summary>
    public required string Workload { get; init; }

    /// <summary>Ingress: who may reach them; egress: whom they may reach.</summary>
    public required PolicyType Direction { get; init; }

    /// <summary>Who, by kind.</summary>
    public required ExposureAudience Audience { get; init; }

    /// <summary>Who, in words.</summary>
    public required string OpenTo { get; init; }

    /// <summary>On what.</summary>
    public required TrafficSet Traffic { get; init; }

    /// <summary>The address family, 4 or 6; null where it is the same in both.</summary>
    public int? IPVersion { get; init; }

    /// <summary>The workloads.</summary>
    public required IReadOnlyList<PeerName> Workloads { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Workload} {Direction} {OpenTo}: {Traffic}";
}
