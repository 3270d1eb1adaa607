namespace CalicoPolicy.Core.Resources;

/// <summary>A service: a stable name and address for pods.</summary>
public sealed record Service : Resource
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CoreApiVersion;

    /// <inheritdoc />
    public override string Kind => "Service";

    /// <inheritdoc />
    public override bool IsNamespaced => true;

    /// <summary>ClusterIP, NodePort, LoadBalancer or ExternalName; null: ClusterIP.</summary>
    public string? Type { get; init; }

    /// <summary>The labels of the pods behind the service; none: others keep its endpoints.</summary>
    public LabelMap Selector { get; init => field = value ?? LabelMap.None; } = LabelMap.None;

    /// <summary>The addresses inside of the cluster; <c>None</c> for a service without one.</summary>
    public IReadOnlyList<string> ClusterIPs { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Addresses outside of the cluster that lead to it, whoever routes them.</summary>
    public IReadOnlyList<string> ExternalIPs { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The ports.</summary>
    public IReadOnlyList<ServicePort> Ports { get; init => field = ValueList.Of(value); } = ValueList<ServicePort>.None;

    /// <summary>Cluster (traffic from outside arrives from a node's address) or Local (it keeps its own); null: Cluster.</summary>
    public string? ExternalTrafficPolicy { get; init; }

    /// <summary>The addresses of its load balancer; names are left out.</summary>
    public IReadOnlyList<string> LoadBalancerIPs { get; init => field = ValueList.Of(value); } = ValueList<string>.None;
}
