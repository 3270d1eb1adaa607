namespace CalicoPolicy.Core.Resources;

/// <summary>A destination port of a Kubernetes rule.</summary>
public sealed record KubernetesPolicyPort : ResourcePart
{
    /// <summary>TCP, UDP or SCTP; null where the document does not say, which means TCP.</summary>
    public Protocol? Protocol { get; init; }

    /// <summary>The port's number or name; null: every port of the protocol.</summary>
    public KubernetesPort? Port { get; init; }

    /// <summary>The last port of a range that starts at <see cref="Port"/>; null: no range.</summary>
    public long? EndPort { get; init; }
}
