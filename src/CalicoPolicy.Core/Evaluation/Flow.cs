using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The first packet of a connection, after addresses of services were translated.</summary>
/// <param name="Source">Who sends it.</param>
/// <param name="Destination">Who it is for.</param>
/// <param name="Protocol">The protocol.</param>
public sealed record Flow(FlowEnd Source, FlowEnd Destination, Protocol Protocol)
{
    /// <summary>The port that it is sent from; null where it is any, as clients choose it.</summary>
    public int? SourcePort { get; init; }

    /// <summary>The port that it is sent to; null where the protocol has none.</summary>
    public int? DestinationPort { get; init; }

    /// <summary>The ICMP type; null where it is not given.</summary>
    public int? IcmpType { get; init; }

    /// <summary>The ICMP code; null where it is not given.</summary>
    public int? IcmpCode { get; init; }

    /// <summary>
    /// The node whose address or port a client outside used, as with services of type NodePort and LoadBalancer; null where it sends to the
    /// destination itself. The node translates the destination's address, and where it sends the packet on to another node also the
    /// source's: it then arrives from an address of that node (decision 9). Without meaning for sources that are endpoints.
    /// </summary>
    public string? EntersThrough { get; init; }

    /// <inheritdoc />
    public override string ToString() => DestinationPort is { } port
        ? FormattableString.Invariant($"{Source} -> {Destination} {Protocol}/{port}")
        : $"{Source} -> {Destination} {Protocol}";
}
