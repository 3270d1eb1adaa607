using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>What one side of a rule asks of that end of the flow. All that is given must hold.</summary>
internal sealed class PeerMatch
{
    public AddressBlocks? Nets { get; init; }

    public AddressBlocks? NotNets { get; init; }

    /// <summary>What the side selects; null: no criterion.</summary>
    public SelectorEntry? Selector { get; init; }

    /// <summary>What the side must not be; unknown addresses pass.</summary>
    public SelectorEntry? NotSelector { get; init; }

    public PortMatch? Ports { get; init; }

    public PortMatch? NotPorts { get; init; }

    /// <summary>Whether domains of network sets count (<see cref="SelectorEntry.Picks"/>).</summary>
    public bool CountsDomains { get; init; }

    public ServiceMembers? Service { get; init; }

    public string[] Domains
    {
        get;
        init
        {
            field = value;
            IsForOutsideOnly = value.Length > 0 && !Array.Exists(value, DomainPattern.MayBeInside);
        }
    }
    = [];

    /// <summary>Whether it names domains, and none that may be a pod's.</summary>
    public bool IsForOutsideOnly { get; private init; }

    /// <summary>Whether the side holds.</summary>
    public Truth Match(in Packet packet, bool isSource, PolicySnapshot snapshot, ref Unknowns unknowns)
    {
        var end = isSource ? packet.Source : packet.Destination;
        var port = isSource ? packet.SourcePort : packet.DestinationPort;
        var missing = isSource ? Unknowns.SourcePort : Unknowns.DestinationPort;
        var answer = Truth.Yes;
        if (Ports is not null && !And(Ports.Hold(port, end, packet.Protocol, Selector, ref unknowns, missing), ref answer)) return Truth.No;
        if (NotPorts is not null && !AndNot(NotPorts.Hold(port, end, packet.Protocol, Selector, ref unknowns, missing), ref answer)) return Truth.No;
        if (Service is not null && !And(Service.Hold(end, packet, isSource, ref unknowns), ref answer)) return Truth.No;
        And(MatchEnd(end, packet.IsIPv6, snapshot, ref unknowns), ref answer);
        return answer;
    }

    /// <summary>Whether the side holds as far as it asks who the end is, and not for its ports or services.</summary>
    public Truth MatchEnd(ResolvedEnd end, bool isIPv6, PolicySnapshot snapshot, ref Unknowns unknowns)
    {
        var answer = Truth.Yes;
        if (Selector is not null && !And(Selector.Picks(end, CountsDomains, snapshot, ref unknowns), ref answer)) return Truth.No;
        if (NotSelector is not null && !AndNot(NotSelector.Picks(end, countsDomains: false, snapshot, ref unknowns), ref answer)) return Truth.No;
        if (Nets is not null && !And(Nets.Hold(end, isIPv6, ref unknowns), ref answer)) return Truth.No;
        if (NotNets is not null && !AndNot(NotNets.Hold(end, isIPv6, ref unknowns), ref answer)) return Truth.No;
        if (Domains.Length > 0 && !And(OfDomains(end, ref unknowns), ref answer)) return Truth.No;
        return answer;
    }

    /// <summary>Whether the side asks nothing of who the end is.</summary>
    public bool IsForAnyone => Selector is null && NotSelector is null && Nets is null && NotNets is null && Domains.Length == 0;

    /// <summary>Whether the side asks the same ports of all ends.</summary>
    public bool HasSameTrafficForAll => Service is null && Ports is not { HasNames: true } && NotPorts is not { HasNames: true };

    /// <summary>The traffic for which the side holds as far as it asks for ports or services, of flows whose source port may be any.</summary>
    public PartialTraffic Traffic(ResolvedEnd end, bool isSource)
    {
        var traffic = PartialTraffic.All;
        if (Ports is not null) traffic = Ports.Traffic(end, Selector, isSource);
        if (NotPorts is not null) traffic = traffic.And(NotPorts.Traffic(end, Selector, isSource).Not());
        return Service is null ? traffic : traffic.And(Service.Traffic(end, isSource));
    }

    private static bool And(Truth one, ref Truth all)
    {
        if (one < all) all = one;
        return one != Truth.No;
    }

    private static bool AndNot(Truth one, ref Truth all) => And(one switch { Truth.No => Truth.Yes, Truth.Yes => Truth.No, _ => Truth.Maybe }, ref all);

    /// <summary>Domains stand for the addresses that they resolve to, of which only the domain itself is sure; pods and hosts have none outside.</summary>
    private Truth OfDomains(ResolvedEnd end, ref Unknowns unknowns)
    {
        if (end.Domain is not null && DomainPattern.AnyMatches(Domains, end.Domain)) return Truth.Yes;
        if (end.Endpoints.Length > 0 && IsForOutsideOnly) return Truth.No;
        unknowns |= Unknowns.Domain;
        return Truth.Maybe;
    }
}
