using System.Net;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>
/// A small random cluster without policies of its own, all of which is known: pods, hosts with and without addresses, service accounts,
/// services, and network sets that overlap with them.
/// </summary>
/// <param name="Objects">Its objects.</param>
/// <param name="View">Which policies count.</param>
internal sealed record TrialCluster(IReadOnlyList<Resource> Objects, PolicyView View)
{
    private const int AimedFlows = 120;

    private static readonly IPAddress[] Addresses =
    [
        .. ((string[])["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.77", "203.0.113.7", "203.0.113.200", "198.51.100.7", "192.0.2.1", "1.2.3.4", "200.0.0.1", "2001:db8::7", "2001:db8:8000::7", "fd00::1", "fd00::3"])
            .Select(IPAddress.Parse),
    ];

    /// <summary>An address that no block tells from the rest of the world.</summary>
    private static readonly IPAddress Elsewhere = IPAddress.Parse("93.184.216.34");

    private static readonly string[] Domains = ["one.example.com", "two.example.com", "x.example.com", "elsewhere.org"];
    private static readonly int[] Ports = [80, 53, 8080, 443, 22, 179, 40000];

    public static TrialCluster Of(int seed)
    {
        var dice = new Dice(seed);
        return new([.. new RandomObjects(dice, isOpen: false, isComplete: true).All().Where(IsNoPolicy).Select(Usual), .. RandomSettings.Of(dice)], dice.One(PolicyView.Enforced, PolicyView.Enforced, PolicyView.PendingCalico, PolicyView.PendingIntended));
    }

    /// <summary>The rules of profiles are policy too, and come with the policies.</summary>
    private static bool IsNoPolicy(Resource resource) => resource is not Profile { Name: WordyPolicies.ProfileName };

    /// <summary>A host endpoint with the profile of a namespace has labels that Calico sets, and not for what Calico sets them.</summary>
    private static Resource Usual(Resource resource) => resource is HostEndpoint host
        ? host with { Profiles = [.. host.Profiles.Where(profile => !profile.StartsWith("kns.", StringComparison.Ordinal))] }
        : resource;

    /// <summary>
    /// Flows between all pairs, of protocols and ports by chance, and flows that are aimed at rules: at the edges of their blocks and ports,
    /// where a mistake shows.
    /// </summary>
    public IEnumerable<PlainFlow> Flows(IReadOnlyList<Resource> policies, Dice dice)
    {
        var parties = Objects.Select(Parties.Of).OfType<Party>().Where(party => party.IsEndpoint).ToList();
        PlainEnd[] endpoints = [.. parties.Select(party => new PlainEnd(party.Resource, null, null))];
        PlainEnd[] outside = [.. dice.Some(Addresses, 4).Select(address => new PlainEnd(null, address, null)), new(null, Elsewhere, dice.One(Domains))];
        var flows = endpoints.SelectMany(one => endpoints.Concat(outside).SelectMany(other => new[] { Traffic(one, other, dice), Traffic(other, one, dice) }));
        return flows.Concat(Aimed(policies, parties, dice)).Where(flow => flow.Source.Domain is null && flow.Source != flow.Destination
            && !AreOne(flow.Source, flow.Destination, parties) && HaveFamily(flow.Source, flow.Destination));
    }

    private static IEnumerable<PlainFlow> Aimed(IReadOnlyList<Resource> policies, List<Party> parties, Dice dice)
    {
        var rules = policies.OfType<TieredPolicy>().SelectMany(policy => policy.Ingress.Select(rule => (Policy: policy, IsEgress: false, Rule: rule)).Concat(policy.Egress.Select(rule => (Policy: policy, IsEgress: true, Rule: rule)))).ToList();
        if (rules.Count == 0 || parties.Count == 0) yield break;
        for (var count = 0; count < AimedFlows; count++)
        {
            var (policy, isEgress, rule) = dice.One(rules);
            var locals = parties.FindAll(party => !policy.IsNamespaced || party.Namespace == policy.Namespace);
            var local = new PlainEnd(dice.One(locals.Count > 0 ? locals : parties).Resource, null, null);
            var remote = Remote(isEgress ? rule.Destination : rule.Source, parties, dice);
            var flow = new PlainFlow(isEgress ? local : remote, isEgress ? remote : local, rule.Protocol ?? dice.One(Protocol.Tcp, Protocol.Udp));
            if (flow.Protocol.IanaNumber is not 1 and not 58)
                yield return flow.Protocol.HasPorts ? flow with { SourcePort = PortOf(rule.Source, dice), DestinationPort = PortOf(rule.Destination, dice) } : flow;
        }
    }

    private static PlainEnd Remote(PolicyPeer peer, List<Party> parties, Dice dice)
    {
        if (peer.Domains.Count > 0 && dice.OneIn(2)) return new(null, Elsewhere, dice.One(peer.Domains).Replace("*", "x", StringComparison.Ordinal));
        var inside = parties.FindAll(party => party.Blocks.Any(block => peer.Nets.Any(net => Blocks.Of(net).Contains(block.BaseAddress))));
        if (inside.Count > 0 && dice.OneIn(2)) return new(dice.One(inside).Resource, null, null);
        IPAddress[] edges = [.. peer.Nets.Concat(peer.NotNets).SelectMany(net => new[] { Blocks.Of(net).BaseAddress, Blocks.After(Blocks.Of(net)) }).OfType<IPAddress>()];
        if (edges.Length > 0 && !dice.OneIn(4)) return new(null, dice.One(edges), null);
        return dice.OneIn(4) ? new(null, dice.One(Addresses), null) : new(dice.One(parties).Resource, null, null);
    }

    private static int PortOf(PolicyPeer peer, Dice dice)
    {
        int[] edges =
        [
            .. peer.Ports.Concat(peer.NotPorts).SelectMany(port => port.IsNamed ? [80, 8080, 53] : new[] { port.Min - 1, port.Min, port.Max, port.Max + 1 })
                .Where(number => number is > 0 and < 65536).Select(number => (int)number),
        ];
        return edges.Length > 0 ? dice.One(edges) : dice.One(Ports);
    }

    private static PlainFlow Traffic(PlainEnd source, PlainEnd destination, Dice dice)
    {
        var isIPv6 = PlainEvaluation.FamilyOf(source) ?? PlainEvaluation.FamilyOf(destination) ?? false;
        var protocol = dice.One(Protocol.Tcp, Protocol.Tcp, Protocol.Tcp, Protocol.Udp, Protocol.Udp, Protocol.Sctp, isIPv6 ? Protocol.IcmpV6 : Protocol.Icmp, new Protocol(47));
        var flow = new PlainFlow(source, destination, protocol);
        if (protocol.HasPorts) return flow with { SourcePort = dice.One(53, 80, 40000), DestinationPort = dice.One(Ports) };
        return protocol.IanaNumber is 1 or 58 ? flow with { IcmpType = dice.One(8, 0, 3, 128), IcmpCode = dice.One(0, 1) } : flow;
    }

    private static bool AreOne(PlainEnd one, PlainEnd other, List<Party> parties) => PartyOf(one, parties) is { } party && party == PartyOf(other, parties);

    private static Party? PartyOf(PlainEnd end, List<Party> parties) => parties.Find(party => end.Endpoint is not null
        ? ReferenceEquals(party.Resource, end.Endpoint)
        : end.Address is not null && party.Blocks.Any(block => block.Contains(end.Address)));

    /// <summary>Whether both have an address of the family that the flow is of.</summary>
    private static bool HaveFamily(PlainEnd source, PlainEnd destination)
    {
        var (one, other) = (PlainEvaluation.FamilyOf(source), PlainEvaluation.FamilyOf(destination));
        if (one is not null && other is not null && one != other) return false;
        var isIPv6 = one ?? other ?? false;
        return Has(source, isIPv6) && Has(destination, isIPv6);
    }

    private static bool Has(PlainEnd end, bool isIPv6) => (end.Address is { } address ? Blocks.IsIPv6(address) == isIPv6 : Parties.Of(end.Endpoint!)!.Blocks.Any(block => Blocks.IsIPv6(block) == isIPv6));
}
