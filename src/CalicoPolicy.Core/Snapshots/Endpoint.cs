using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>A place where traffic begins or ends and where policy applies: a pod, the pods that a template will make, or a host's interface.</summary>
public sealed class Endpoint
{
    internal Endpoint(Resource resource, EndpointKind kind, int labelClass)
    {
        Resource = resource;
        Kind = kind;
        LabelClass = labelClass;
    }

    /// <summary>The pod, workload or HostEndpoint that it comes from.</summary>
    public Resource Resource { get; }

    /// <summary>What it is an interface of.</summary>
    public EndpointKind Kind { get; }

    /// <summary>The namespace; null for a host.</summary>
    public string? Namespace => Resource.Namespace;

    /// <summary>The name of the pod, workload or HostEndpoint.</summary>
    public string Name => Resource.Name;

    /// <summary>The workload that made the pod, e.g. <c>Deployment web</c>; the resource itself where nothing did.</summary>
    public string Workload { get; internal init; } = string.Empty;

    /// <summary>The node that it runs on; null where that is not known.</summary>
    public string? Node { get; internal init; }

    /// <summary>The service account; null for a host.</summary>
    public string? ServiceAccount { get; internal init; }

    /// <summary>Its addresses; none where they are not known, as of a template.</summary>
    public IReadOnlyList<Cidr> Addresses { get; internal init; } = [];

    /// <summary>Its named ports.</summary>
    public IReadOnlyList<EndpointPort> Ports { get; internal init; } = [];

    /// <summary>How many pods it stands for.</summary>
    public long Replicas { get; internal init; } = 1;

    /// <summary>The profiles whose rules come after all tiers, in their order; of a pod, that of its namespace comes first.</summary>
    public IReadOnlyList<string> Profiles { get; internal init; } = [];

    /// <summary>The labels by which it is selected.</summary>
    public required EndpointLabels Labels { get; init; }

    /// <summary>The number of the class of endpoints with the same labels, from 0.</summary>
    internal int LabelClass { get; }

    /// <summary>The namespace and name.</summary>
    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";
}
