using System.Net;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Connectivity;

/// <summary>All pairs at once say what the engine, which the reference holds to the specification, says of each flow.</summary>
public class ConnectivityMapProperties(ITestOutputHelper output)
{
    private static readonly Protocol[] Protocols = [Protocol.Tcp, Protocol.Tcp, Protocol.Tcp, Protocol.Udp, Protocol.Udp, Protocol.Sctp, Protocol.Icmp, Protocol.IcmpV6, new(47)];

    [Fact]
    public void Each_pair_has_the_verdicts_of_its_flows()
    {
        var (asked, allowed, denied, pairs, peers) = (0, 0, 0, 0, 0);
        for (var seed = 0; seed < TestScale.Of(1000); seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var (resources, isComplete, _, dice) = RandomCase.Cluster(seed);
            var engine = Agreement.Compile(new(resources, isComplete, PolicyView.Enforced, null!));
            var cluster = new PlainCluster(resources, isComplete, PolicyView.Enforced, DataplaneKind.Standard);
            foreach (var isIPv6 in (bool[])[false, true])
            {
                var map = ConnectivityMap.Of(engine, isIPv6, TestContext.Current.CancellationToken);
                pairs += map.Peers.Count * map.Peers.Count;
                peers += map.Peers.Count;
                for (var count = 0; count < 40 && map.Peers.Count > 0; count++)
                {
                    var (source, destination) = (dice.Below(map.Peers.Count), dice.Below(map.Peers.Count));
                    if (FlowOf(cluster, map, source, destination, dice) is not { } flow) continue;
                    var expected = engine.Decide(flow);
                    var (protocol, port) = ((int)flow.Protocol.IanaNumber!, flow.DestinationPort ?? (flow.IcmpType is { } type ? (type << 8) + flow.IcmpCode!.Value : 0));
                    var reach = map.Between(source, destination);
                    var found = reach.Allowed.Contains(protocol, port) ? Verdict.Allow : reach.Uncertain.Contains(protocol, port) ? Verdict.Uncertain : Verdict.Deny;

                    // Peers are not told apart by node, and so what hosts on the way say is left open.
                    var mayBeStopped = cluster.HasForwarding && (flow.Source.Endpoint is { Kind: EndpointKind.Workload } || flow.Destination.Endpoint is { Kind: EndpointKind.Workload });
                    if (mayBeStopped && found == Verdict.Uncertain) continue;
                    Assert.True(found == expected, $"Seed {seed}, {flow}: all pairs say {found} ({reach}), the engine {expected}.\n{engine.Trace(flow).Egress?.Verdict} {engine.Trace(flow).Ingress?.Verdict}");
                    asked++;
                    allowed += expected == Verdict.Allow ? 1 : 0;
                    denied += expected == Verdict.Deny ? 1 : 0;
                }
            }
        }

        output.WriteLine($"{asked} flows, {allowed} allowed, {denied} denied; {pairs} pairs of {peers} peers.");
        Assert.InRange(allowed, asked / 10, asked);
        Assert.InRange(denied, asked / 10, asked);
    }

    /// <summary>A flow between members of two peers; null where the engine knows of it what a map leaves out: which node a pod is on.</summary>
    private static Flow? FlowOf(PlainCluster cluster, ConnectivityMap map, int source, int destination, Dice dice)
    {
        if (map.Peers[source].Kind == ConnectivityPeerKind.Domain) return null;
        if (EndOf(cluster, map, map.Peers[source], dice) is not { } from || EndOf(cluster, map, map.Peers[destination], dice) is not { } to) return null;
        if (from == to || (from.Endpoint is null && to.Endpoint is null)) return null;
        var flow = new Flow(from, to, dice.One(Protocols));
        if (flow.Protocol.HasPorts) flow = flow with { DestinationPort = dice.One(80, 80, 53, 8080, 22, 443, 179, 68, 40000, 8081, 5432) };
        if (flow.Protocol.IanaNumber is 1 or 58) flow = flow with { IcmpType = dice.One(8, 0, 3, 128), IcmpCode = dice.One(0, 1) };

        // Of ends without an address the protocol tells the family.
        if (from.Address is null && to.Address is null && (flow.Protocol == Protocol.IcmpV6) != map.IsIPv6) return null;
        var (fromNodes, toNodes) = (NodesOf(from, cluster), NodesOf(to, cluster));
        var isNear = (to.Endpoint is { Kind: EndpointKind.Workload } && IsNear(fromNodes, to.Endpoint)) || (from.Endpoint is { Kind: EndpointKind.Workload } && IsNear(toNodes, from.Endpoint))
            || (from.Endpoint is { Kind: EndpointKind.Workload, Node: { } node } && to.Endpoint is { Kind: EndpointKind.Workload } && to.Endpoint.Node == node);
        return isNear ? null : flow;
    }

    private static bool IsNear(IReadOnlyList<string> nodes, Endpoint pod) => nodes.Count > 0 && (pod.Node is null || nodes.Contains(pod.Node));

    private static IReadOnlyList<string> NodesOf(FlowEnd end, PlainCluster cluster)
    {
        if (end.Endpoint is { Kind: EndpointKind.Workload }) return [];
        if (end.Endpoint is { Node: { } node }) return [node];
        return end.Address is { } address ? cluster.NodesAt(AddressOf(address)) : [];
    }

    private static FlowEnd? EndOf(PlainCluster cluster, ConnectivityMap map, ConnectivityPeer peer, Dice dice)
    {
        if (peer.Endpoints.Count > 0)
        {
            var endpoint = dice.One(peer.Endpoints);
            var addresses = endpoint.Addresses.Where(address => address.IsIPv6 == map.IsIPv6).ToList();
            return addresses.Count == 0 ? FlowEnd.Of(endpoint) : new() { Endpoint = endpoint, Address = addresses[0] };
        }

        if (peer.Kind != ConnectivityPeerKind.Outside || dice.OneIn(2)) return peer.Example;
        var net = dice.One(peer.Nets);
        var bytes = AddressOf(net).GetAddressBytes();
        for (var bit = net.Length; bit < bytes.Length * 8; bit++)
        {
            if (dice.OneIn(2)) bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        var address = new IPAddress(bytes);
        var isInside = cluster.NodesAt(address).Count > 0 || map.Engine.Snapshot.Endpoints.Any(endpoint => endpoint.Addresses.Any(own => AddressOf(own).Equals(address)));
        return !isInside && Cidr.TryParse(address.ToString(), out var single) && single.IsIPv6 == map.IsIPv6 ? FlowEnd.Of(single) : null;
    }

    private static IPAddress AddressOf(Cidr block) => IPAddress.Parse(block.ToString().Split('/')[0]);
}
