using System.Net;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>Flows in a random cluster.</summary>
internal sealed class RandomFlows(Dice dice, IReadOnlyList<Resource> cluster, bool isOpen)
{
    private readonly IReadOnlyList<Party> _endpoints = [.. cluster.Select(Parties.Of).OfType<Party>().Where(party => party.IsEndpoint)];

    /// <summary>A flow that the engine claims to follow; null where none came up.</summary>
    public PlainFlow? Next()
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var flow = Any();
            if (IsPossible(flow) && IsFollowed(flow)) return flow;
        }

        return null;
    }

    private PlainFlow Any()
    {
        var protocol = dice.One(Protocol.Tcp, Protocol.Tcp, Protocol.Tcp, Protocol.Udp, Protocol.Udp, Protocol.Sctp, Protocol.Icmp, Protocol.IcmpV6, Protocol.UdpLite, new Protocol(47), new Protocol(0));
        var flow = new PlainFlow(End(isDestination: false), End(isDestination: true), protocol) { EntersThrough = isOpen && dice.OneIn(3) ? dice.One("n1", "n2", "n9") : null };
        if (protocol.HasPorts)
        {
            return flow with
            {
                SourcePort = isOpen && dice.OneIn(2) ? null : dice.One(53, 80, 40000),
                DestinationPort = isOpen && dice.OneIn(6) ? null : dice.One(80, 80, 53, 8080, 22, 443, 179, 68, 40000),
            };
        }

        if (protocol.IanaNumber is not (1 or 58)) return flow;
        return flow with { IcmpType = isOpen && dice.OneIn(3) ? null : dice.One(8, 0, 3, 128), IcmpCode = isOpen && dice.OneIn(3) ? null : dice.One(0, 1) };
    }

    private PlainEnd End(bool isDestination)
    {
        if (dice.OneIn(4) || _endpoints.Count == 0)
        {
            var address = dice.One("203.0.113.7", "203.0.113.200", "198.51.100.7", "2001:db8::7", "2001:db9::7", "192.0.2.1", "192.0.2.2", "10.0.0.77", "10.0.0.1", "10.0.0.2");
            return isOpen && isDestination && dice.OneIn(3) ? new(null, null, dice.One("one.example.com", "x.example.com", "elsewhere.org")) : new(null, IPAddress.Parse(address), null);
        }

        return new(dice.One(_endpoints).Resource, null, null);
    }

    private bool IsPossible(PlainFlow flow)
    {
        var (source, destination) = (PlainEvaluation.FamilyOf(flow.Source), PlainEvaluation.FamilyOf(flow.Destination));
        if (source is not null && destination is not null && source != destination) return false;
        if (source is null && destination is null && flow.Source.Address is null && flow.Protocol.Name == "ICMPv6" && flow.Destination.Domain is not null) return false;
        if (flow.Source == flow.Destination || (PartyOf(flow.Source) is { } party && party == PartyOf(flow.Destination))) return false;

        // Everything is known of a closed cluster, the addresses too.
        var isIPv6 = source ?? destination ?? flow.Protocol.Name == "ICMPv6";
        return isOpen || (HasAddress(flow.Source, isIPv6) && HasAddress(flow.Destination, isIPv6));
    }

    private static bool HasAddress(PlainEnd end, bool isIPv6) => end.Address is not null
        || (end.Endpoint is not null && Parties.Of(end.Endpoint)!.Blocks.Any(block => Blocks.IsIPv6(block) == isIPv6));

    private Party? PartyOf(PlainEnd end) => _endpoints.FirstOrDefault(party => end.Endpoint is not null
        ? ReferenceEquals(party.Resource, end.Endpoint)
        : end.Address is not null && party.Blocks.Any(block => block.Contains(end.Address)));

    private bool IsFollowed(PlainFlow flow)
    {
        var (source, destination) = (PartyOf(flow.Source), PartyOf(flow.Destination));
        var isToOwnHost = source is { Kind: PartyKind.Pod } && destination is not { Kind: PartyKind.Pod }
            && NodesOf(flow.Destination, destination).Any(node => source.Node is null || source.Node == node);
        if (isToOwnHost && !isOpen && PlainFelix.Accepts(cluster, isComplete: true, source!.Node!) is null) return false;

        // Which interface of a host a packet takes is not known, but where one host endpoint stands for all.
        var hasPod = source is { Kind: PartyKind.Pod } || destination is { Kind: PartyKind.Pod };
        return isOpen || !hasPod || cluster.OfType<HostEndpoint>().All(host => host.InterfaceName == "*") || !cluster.OfType<GlobalPolicy>().Any(policy => policy.ApplyOnForward == true);
    }

    private IReadOnlyList<string> NodesOf(PlainEnd end, Party? party)
    {
        if (party is { Kind: PartyKind.Host }) return [party.Node!];
        return end.Address is { } address ? new PlainCluster(cluster, isComplete: true, default, default).NodesAt(address) : [];
    }
}
