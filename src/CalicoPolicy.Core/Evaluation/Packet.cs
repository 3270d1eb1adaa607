namespace CalicoPolicy.Core.Evaluation;

/// <summary>A flow as rules are matched with it. Ports of -1 are not known.</summary>
internal readonly struct Packet
{
    public required ResolvedEnd Source { get; init; }

    public required ResolvedEnd Destination { get; init; }

    /// <summary>The node that a client outside sent it to; null where that is the destination itself.</summary>
    public string? EntersThrough { get; init; }

    /// <summary>The protocol's number, 0 to 255.</summary>
    public required int Protocol { get; init; }

    public required bool IsIPv6 { get; init; }

    public required int SourcePort { get; init; }

    public required int DestinationPort { get; init; }

    public required int IcmpType { get; init; }

    public required int IcmpCode { get; init; }
}
