using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>Whether a rule matches a packet: everything that it asks for must hold (calico-dataplane.md 3.3, calico-policy.md 1.5).</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="ns">The namespace of the rule's policy; null for a global one and for profiles.</param>
/// <param name="isEgress">Whether it is an egress rule.</param>
internal sealed class RuleReading(PlainCluster cluster, string? ns, bool isEgress)
{
    public bool Matches(PolicyRule rule, PlainPacket packet)
    {
        if (VersionOf(rule) is { } version && version != (packet.IsIPv6 ? 6 : 4)) return false;
        if (rule.Protocol is { } protocol && NumberOf(protocol) != packet.Protocol) return false;
        if (rule.NotProtocol is { } not && NumberOf(not) == packet.Protocol) return false;
        if (rule.Icmp is { } icmp && AsksForIcmp(icmp) && !Matches(icmp, packet)) return false;
        if (rule.NotIcmp is { } notIcmp && AsksForIcmp(notIcmp) && Matches(notIcmp, packet)) return false;
        if (!Matches(rule.Source, packet.Source, packet, rule) || !Matches(rule.Destination, packet.Destination, packet, rule)) return false;

        // Only application layer policy looks at requests, and a flow says nothing of them.
        return rule.Http is null || packet.World.Ask((rule, "http"));
    }

    // In eBPF these two names stand for number 0 (3.6).
    private long? NumberOf(Protocol protocol) =>
        cluster.Dataplane == DataplaneKind.Ebpf && (protocol.Name == "ICMPv6" || protocol.Name == "UDPLite") ? 0 : protocol.IanaNumber;

    /// <summary>ICMP and ICMPv6 by name are for one version; by number they are not.</summary>
    private static long? VersionOf(PolicyRule rule) => rule.IPVersion ?? rule.Protocol?.Name switch { "ICMP" => 4, "ICMPv6" => 6, _ => null };

    // Without a type Calico passes the whole criterion over.
    private static bool AsksForIcmp(IcmpMatch icmp) => icmp.Type is not null;

    private static bool Matches(IcmpMatch icmp, PlainPacket packet) =>
        packet.IsIcmp && icmp.Type == packet.IcmpType && (icmp.Code is null || icmp.Code == packet.IcmpCode);

    private bool Matches(PolicyPeer peer, PlainHere end, PlainPacket packet, PolicyRule rule)
    {
        var isSource = ReferenceEquals(end, packet.Source);
        if (!MayHold(peer, packet.IsIPv6)) return false;
        if (peer.Nets.Count > 0 && !peer.Nets.Any(net => Blocks.Of(net).Contains(end.Address))) return false;
        if (peer.NotNets.Any(net => Blocks.Of(net).Contains(end.Address))) return false;

        // Either it selects some, and the address must be one of theirs and none that is excluded...
        var asksForSome = EntitySelection.AsksForSome(peer, ns);
        bool IsSelected(Party party) => !asksForSome || cluster.Selection.Selects(peer, ns, party, packet.World);
        if (asksForSome && !end.Members.Any(IsSelected) && !IsOfSelectedDomain(peer, end, packet, rule, isSource)) return false;

        // ... or it excludes only, and then all other addresses match, those outside too.
        if (!asksForSome && end.Members.Any(party => cluster.Selection.Excludes(peer, party, packet.World))) return false;
        if (peer.Services is { } service && !cluster.Services.Hold(service, ns, end, packet, isSource)) return false;
        if (peer.Domains.Count > 0 && !peer.Domains.Any(domain => Resolves(domain, end, packet.World))) return false;
        return (peer.Ports.Count == 0 || AnyPort(peer.Ports, end, packet, isSource, IsSelected)) && !AnyPort(peer.NotPorts, end, packet, isSource, IsSelected);
    }

    /// <summary>A rule with blocks of the other version alone, negated ones too, is not made for this one; nor one that excludes everything.</summary>
    private static bool MayHold(PolicyPeer peer, bool isIPv6)
    {
        var nets = peer.Nets.Select(Blocks.Of).ToList();
        var notNets = peer.NotNets.Select(Blocks.Of).ToList();
        return (nets.Count == 0 || nets.Exists(net => Blocks.IsIPv6(net) == isIPv6))
            && (notNets.Count == 0 || notNets.Exists(net => Blocks.IsIPv6(net) == isIPv6))
            && !notNets.Exists(net => Blocks.IsIPv6(net) == isIPv6 && net.PrefixLength == 0);
    }

    /// <summary>Numbers, or names: a named port is the address and port of an endpoint that the side selects and that has a port of this name.</summary>
    private static bool AnyPort(IReadOnlyList<PolicyPort> ports, PlainHere end, PlainPacket packet, bool isSource, Func<Party, bool> isSelected)
    {
        if (ports.Count == 0 || !packet.HasPorts) return false;
        foreach (var port in ports)
        {
            if (!port.IsNamed)
            {
                if ((isSource ? packet.SourcePort : packet.DestinationPort) is var number && number >= port.Min && number <= port.Max) return true;
                continue;
            }

            foreach (var party in end.Members.Where(isSelected))
            {
                if (party.Kind == PartyKind.Unknown && packet.World.Ask((party, port.Name, packet.Protocol, isSource ? packet.SourcePort : packet.DestinationPort))) return true;
                foreach (var given in party.Ports.Where(given => given.Name == port.Name && (given.Protocol ?? Protocol.Tcp).IanaNumber == packet.Protocol))
                {
                    if (given.Port == (isSource ? packet.SourcePort : packet.DestinationPort)) return true;
                }
            }
        }

        return false;
    }

    /// <summary>The domains of sets count in egress rules that allow, for the destination, and nowhere else (calico-policy.md 1.6).</summary>
    private bool IsOfSelectedDomain(PolicyPeer peer, PlainHere end, PlainPacket packet, PolicyRule rule, bool isSource) =>
        isEgress && !isSource && rule.Action == PolicyAction.Allow && end.IsOutside
        && cluster.Parties.Any(party => party.Domains.Count > 0
            && cluster.Selection.Selects(peer, ns, party, packet.World)
            && party.Domains.Any(domain => Resolves(domain, end, packet.World)));

    /// <summary>A domain's own name resolves to it; whether another address does nobody knows, but no endpoint's does.</summary>
    private static bool Resolves(string domain, PlainHere end, World world)
    {
        if (end.Domain is not null && IsName(domain, end.Domain)) return true;
        return end.IsOutside && world.Ask((domain, "resolves to", end.Address));
    }

    // "*" stands for one or more whole components.
    private static bool IsName(string pattern, string name)
    {
        if (!pattern.Contains('*', StringComparison.Ordinal)) return pattern == name;
        var parts = pattern.Split('.');
        var names = name.Split('.');
        var star = Array.IndexOf(parts, "*");
        var after = parts.Length - star - 1;
        return names.Length >= parts.Length && parts.Take(star).SequenceEqual(names.Take(star)) && parts.TakeLast(after).SequenceEqual(names.TakeLast(after));
    }
}
