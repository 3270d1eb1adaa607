using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>
/// Packets of one endpoint and direction, given by what they have in common: everything that is said of them holds. What a rule matches
/// is one box, or a few.
/// </summary>
internal sealed record PacketBox
{
    /// <summary>The place on the line of source ports of packets that have none; ports lie before it.</summary>
    private const int NoPort = 1;

    /// <summary>Every source port.</summary>
    public static TrafficSet WithSourcePort { get; } = TrafficSet.OfPorts(0, 0, 65535);

    /// <summary>Every packet.</summary>
    public static PacketBox Everything { get; } = new();

    /// <summary>The dataplanes, a bit each: they do not take all names of protocols for the same.</summary>
    public int Dataplanes { get; init; } = 3;

    /// <summary>Whether packets of IPv4 are among them.</summary>
    public bool HasIPv4 { get; init; } = true;

    /// <summary>Whether packets of IPv6 are among them.</summary>
    public bool HasIPv6 { get; init; } = true;

    /// <summary>The protocols, with destination ports or types and codes of ICMP.</summary>
    public TrafficSet Traffic { get; init; } = TrafficSet.All;

    /// <summary>The source ports, on the line of protocol 0; that of protocol 1 stands for none.</summary>
    public TrafficSet SourcePorts { get; init; } = TrafficSet.All;

    /// <summary>The source's addresses.</summary>
    public AddressRanges Source { get; init; } = AddressRanges.All;

    /// <summary>The destination's addresses.</summary>
    public AddressRanges Destination { get; init; } = AddressRanges.All;

    /// <summary>What else is true of them.</summary>
    public IReadOnlyList<BoxLiteral> Literals { get; init; } = [];

    /// <summary>Whether no packet has such a header.</summary>
    public bool HasNoHeader => Dataplanes == 0 || !(IsPossible(isIPv6: false) || IsPossible(isIPv6: true)) || !HasPorts(Traffic, SourcePorts);

    /// <summary>What both have in common of headers, with the literals of this one.</summary>
    public PacketBox Header(PacketBox other) => this with
    {
        Dataplanes = Dataplanes & other.Dataplanes,
        HasIPv4 = HasIPv4 && other.HasIPv4,
        HasIPv6 = HasIPv6 && other.HasIPv6,
        Traffic = Traffic.Intersect(other.Traffic),
        SourcePorts = SourcePorts.Intersect(other.SourcePorts),
        Source = Source.Intersect(other.Source),
        Destination = Destination.Intersect(other.Destination),
    };

    /// <summary>Whether some header is of both. Allocates nothing where no rule asks for source ports.</summary>
    public bool OverlapsHeader(PacketBox other)
    {
        if ((Dataplanes & other.Dataplanes) == 0 || !Traffic.Overlaps(other.Traffic)) return false;
        if (!OverlapsAddresses(other, isIPv6: false) && !OverlapsAddresses(other, isIPv6: true)) return false;
        if (SourcePorts.IsAll && other.SourcePorts.IsAll) return true;
        return HasPorts(Traffic.Intersect(other.Traffic), SourcePorts.Intersect(other.SourcePorts));
    }

    /// <summary>Whether all headers of the other are among these.</summary>
    public bool ContainsHeader(PacketBox other) =>
        (Dataplanes & other.Dataplanes) == other.Dataplanes
        && ContainsAddresses(other, isIPv6: false) && ContainsAddresses(other, isIPv6: true)
        && Traffic.Contains(other.Traffic) && SourcePorts.Contains(other.SourcePorts);

    /// <summary>The headers of this one that the other lacks: boxes without a packet in common, some of which may have none at all.</summary>
    public IEnumerable<PacketBox> HeadersWithout(PacketBox other)
    {
        var rest = this;
        if ((rest.Dataplanes & ~other.Dataplanes) is var dataplanes and not 0) yield return rest with { Dataplanes = dataplanes };
        rest = rest with { Dataplanes = rest.Dataplanes & other.Dataplanes };
        if ((rest.HasIPv4 && !other.HasIPv4) || (rest.HasIPv6 && !other.HasIPv6))
            yield return rest with { HasIPv4 = rest.HasIPv4 && !other.HasIPv4, HasIPv6 = rest.HasIPv6 && !other.HasIPv6 };
        rest = rest with { HasIPv4 = rest.HasIPv4 && other.HasIPv4, HasIPv6 = rest.HasIPv6 && other.HasIPv6 };
        if (!other.Traffic.IsAll)
        {
            yield return rest with { Traffic = rest.Traffic.Except(other.Traffic) };
            rest = rest with { Traffic = rest.Traffic.Intersect(other.Traffic) };
        }

        if (!other.SourcePorts.IsAll)
        {
            yield return rest with { SourcePorts = rest.SourcePorts.Except(other.SourcePorts) };
            rest = rest with { SourcePorts = rest.SourcePorts.Intersect(other.SourcePorts) };
        }

        if (!ReferenceEquals(other.Source, AddressRanges.All))
        {
            yield return rest with { Source = rest.Source.Except(other.Source) };
            rest = rest with { Source = rest.Source.Intersect(other.Source) };
        }

        if (!ReferenceEquals(other.Destination, AddressRanges.All))
            yield return rest with { Destination = rest.Destination.Except(other.Destination) };
    }

    private bool Has(bool isIPv6) => isIPv6 ? HasIPv6 : HasIPv4;

    private bool IsPossible(bool isIPv6) => Has(isIPv6) && !Source.IsEmpty(isIPv6) && !Destination.IsEmpty(isIPv6);

    private bool OverlapsAddresses(PacketBox other, bool isIPv6) => Has(isIPv6) && other.Has(isIPv6)
        && Source.Overlaps(other.Source, isIPv6) && Destination.Overlaps(other.Destination, isIPv6);

    private bool ContainsAddresses(PacketBox other, bool isIPv6) => !other.IsPossible(isIPv6)
        || (Has(isIPv6) && Source.Contains(other.Source, isIPv6) && Destination.Contains(other.Destination, isIPv6));

    /// <summary>Whether the source ports are those of protocols that are among the traffic.</summary>
    private static bool HasPorts(TrafficSet traffic, TrafficSet sourcePorts)
    {
        if (traffic.IsEmpty || sourcePorts.IsEmpty) return false;
        if (sourcePorts.IsAll || traffic.IsAll) return true;
        return (sourcePorts.Contains(NoPort, 0) && !TrafficSet.WithPorts.Contains(traffic))
            || (sourcePorts.Overlaps(WithSourcePort) && traffic.Overlaps(TrafficSet.WithPorts));
    }
}
