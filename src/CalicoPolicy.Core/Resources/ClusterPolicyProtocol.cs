namespace CalicoPolicy.Core.Resources;

/// <summary>A protocol with its destination port, or a port by name; exactly one member is given.</summary>
public sealed record ClusterPolicyProtocol : ResourcePart
{
    /// <summary>TCP.</summary>
    public TransportMatch? Tcp { get; init; }

    /// <summary>UDP.</summary>
    public TransportMatch? Udp { get; init; }

    /// <summary>SCTP.</summary>
    public TransportMatch? Sctp { get; init; }

    /// <summary>The name of a container's port, whatever its protocol.</summary>
    public string? DestinationNamedPort { get; init; }
}
