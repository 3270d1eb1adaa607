using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Something that a policy or selector picks: an endpoint, or in rules a network set.</summary>
public sealed record PolicyEndpoint
{
    /// <summary>The cluster; null where the snapshot is made of files.</summary>
    public string? Cluster { get; init; }

    /// <summary>The policy that picks it; null where it was asked for by selector.</summary>
    public Resource? Policy { get; init; }

    /// <summary>Where it is picked: <c>selector</c>, or in a rule e.g. <c>ingress[0].source</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The endpoint; null for a network set.</summary>
    public Endpoint? Endpoint { get; init; }

    /// <summary>The pod, workload, HostEndpoint or network set.</summary>
    public required Resource Resource { get; init; }

    /// <summary>Whether it is sure; Maybe where labels are not in the snapshot.</summary>
    public required Truth Match { get; init; }

    /// <summary>The kind of the object.</summary>
    public string Kind => Resource.Kind;

    /// <summary>The namespace; null where it has none.</summary>
    public string? Namespace => Resource.Namespace;

    /// <summary>The name.</summary>
    public string Name => Resource.Name;

    /// <summary>The workload that made the pod; null for a network set.</summary>
    public string? Workload => Endpoint?.Workload;

    /// <summary>The node that it runs on; null where that is not known.</summary>
    public string? Node => Endpoint?.Node;

    /// <summary>Its own labels, with the automatic ones.</summary>
    public LabelMap Labels => Endpoint?.Labels.Own ?? Resource.Labels;

    /// <summary>Namespace and name.</summary>
    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";
}
