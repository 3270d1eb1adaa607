namespace CalicoPolicy.Core.Resources;

/// <summary>What Calico notes of the cluster: which product and version it is.</summary>
public sealed record ClusterInformation : Resource
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CalicoApiVersion;

    /// <inheritdoc />
    public override string Kind => "ClusterInformation";

    /// <inheritdoc />
    public override bool IsNamespaced => false;

    /// <summary>What the cluster is of, e.g. <c>typha,kdd,k8s,operator,bgp</c>.</summary>
    public string? ClusterType { get; init; }

    /// <summary>The version of open-source Calico, e.g. <c>v3.31.2</c>.</summary>
    public string? CalicoVersion { get; init; }

    /// <summary>The version of Calico Enterprise; null for open source.</summary>
    public string? CnxVersion { get; init; }

    /// <summary>Which product is active; null where it does not say.</summary>
    public string? Variant { get; init; }
}
