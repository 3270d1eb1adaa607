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
    private const int FlowsOfPair = 2;

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
    /// Flows between all pairs, some of each, by chance; most of them at the edges of the blocks and ports that policies speak of, where a
    /// mistake shows.
    /// </summary>
    public IEnumerable<PlainFlow> Flows(IReadOnlyList<Resource> policies, Dice dice)
    {
        PolicyPeer[] peers = [.. policies.OfType<TieredPolicy>().SelectMany(policy => policy.Ingress.Concat(policy.Egress)).SelectMany(rule => new[] { rule.Source, rule.Destination })];
        IReadOnlyList<int> ports = [.. Ports, .. peers.SelectMany(peer => peer.Ports.Concat(peer.NotPorts)).Where(port => !port.IsNamed).SelectMany(Edges).Distinct()];
        IReadOnlyList<IPAddress> addresses = [.. Addresses, .. peers.SelectMany(peer => peer.Nets.Concat(peer.NotNets)).SelectMany(Edges).Distinct()];
        var parties = Objects.Select(Parties.Of).OfType<Party>().Where(party => party.IsEndpoint).ToList();
        PlainEnd[] endpoints = [.. parties.Select(party => new PlainEnd(party.Resource, null, null))];
        PlainEnd[] outside = [.. dice.Some(addresses, 8).Select(address => new PlainEnd(null, address, null))];
        PlainEnd[] all = [.. endpoints, .. outside, new(null, Elsewhere, dice.One(Domains))];
        foreach (var source in all)
        {
            foreach (var destination in all)
            {
                if (source.Domain is not null || (source.Endpoint is null && destination.Endpoint is null)) continue;
                if (source == destination || AreOne(source, destination, parties) || !HaveFamily(source, destination)) continue;
                for (var count = 0; count < FlowsOfPair; count++) yield return Traffic(new PlainFlow(source, destination, Protocol.Tcp), ports, dice);
            }
        }
    }

    private static IEnumerable<int> Edges(PolicyPort port) => new[] { port.Min - 1, port.Min, port.Max, port.Max + 1 }.Where(number => number is > 0 and < 65536).Select(number => (int)number);

    private static IEnumerable<IPAddress> Edges(string net) => new[] { Blocks.Of(net).BaseAddress, Blocks.After(Blocks.Of(net)) }.OfType<IPAddress>();

    private static PlainFlow Traffic(PlainFlow flow, IReadOnlyList<int> ports, Dice dice)
    {
        var isIPv6 = PlainEvaluation.FamilyOf(flow.Source) ?? PlainEvaluation.FamilyOf(flow.Destination) ?? false;
        var protocol = dice.One(Protocol.Tcp, Protocol.Tcp, Protocol.Tcp, Protocol.Udp, Protocol.Udp, Protocol.Sctp, isIPv6 ? Protocol.IcmpV6 : Protocol.Icmp, new Protocol(47));
        flow = flow with { Protocol = protocol };
        if (protocol.HasPorts) return flow with { SourcePort = dice.One(53, 80, 40000), DestinationPort = dice.One(ports) };
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
