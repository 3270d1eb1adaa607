using System.Net;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Quarantine;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Quarantine;

/// <summary>What the proof says is open of a pod is what the reference lets through, in random clusters with and without a quarantine.</summary>
public class IsolationProperties(ITestOutputHelper output)
{
    [Fact]
    public void What_is_open_is_what_the_reference_lets_through()
    {
        var (asked, open, closed, perhaps, isolated, holed) = (0, 0, 0, 0, 0, 0);
        for (var seed = 0; seed < TestScale.Of(700); seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var (resources, isComplete, isOpen, dice) = RandomCase.Cluster(seed);
            var pods = resources.OfType<Pod>().Where(pod => pod.IPs.Count > 0 && pod.HostNetwork != true && pod.Phase is not ("Succeeded" or "Failed")).ToList();
            if (pods.Count == 0) continue;
            var pod = dice.One(pods);
            var template = new QuarantineTemplate { Order = dice.One(-1000d, -1000d, 150), AllowFrom = dice.OneIn(3) ? [new() { Nets = ["203.0.113.0/24"] }] : [] };
            var isQuarantined = !dice.OneIn(3);
            if (isQuarantined)
            {
                var labelled = ShopCluster.Labelled(pod);
                resources = [.. resources.Select(resource => ReferenceEquals(resource, pod) ? labelled : resource), .. template.ToResources()];
                pod = labelled;
            }

            var given = new Case(resources, isComplete, PolicyView.Enforced, null!);
            var engine = Agreement.Compile(given);
            var cluster = new PlainCluster(resources, isComplete, PolicyView.Enforced, DataplaneKind.Standard);
            var self = engine.Snapshot.Endpoints.Single(endpoint => ReferenceEquals(endpoint.Resource, pod));
            var isolation = new IsolationProver(engine).Prove(self, policy => policy.Name == template.PolicyName, TestContext.Current.CancellationToken);
            if (isQuarantined) (isolated, holed) = (isolated + (isolation.IsIsolated == true ? 1 : 0), holed + (isolation.IsIsolated == true ? 0 : 1));
            var flows = new RandomFlows(dice, resources, isOpen);
            for (var count = 0; count < 60; count++)
            {
                if (flows.Next() is not { EntersThrough: null } flow) continue;
                var isIngress = ReferenceEquals(flow.Destination.Endpoint, pod);
                if (!isIngress && !ReferenceEquals(flow.Source.Endpoint, pod)) continue;
                flow = flow with { SourcePort = null };
                if (flow.Protocol.HasPorts ? flow.DestinationPort is null : flow.Protocol.IanaNumber is 1 or 58 && (flow.IcmpType is null || flow.IcmpCode is null)) continue;
                var other = OtherOf(engine.Snapshot, isIngress ? flow.Source : flow.Destination);
                if (other is null || ReferenceEquals(other.Value.Endpoint, self) || IsOwnNode(cluster, self, other.Value) || IsFree(engine.Snapshot, other.Value) || IsOfOtherFamily(self, other.Value, flow.Protocol)) continue;
                var said = Agreement.Of(given with { Flow = flow }, engine, cluster).Reference;

                // Where a domain that nobody names lies is not known, and so it is no peer of its own.
                if (other.Value.Domain is not null && said == Verdict.Uncertain) continue;
                var (protocol, port) = ((int)flow.Protocol.IanaNumber!, flow.DestinationPort ?? (flow.IcmpType is { } type ? (type << 8) + flow.IcmpCode!.Value : 0));
                var found = isolation.StillOpen.Where(one => one.Peers.Count > 0 && one.Direction == (isIngress ? PolicyType.Ingress : PolicyType.Egress) && one.Traffic.Contains(protocol, port) && one.Peers.Any(peer => Has(peer, other.Value, cluster))).ToList();
                var shown = $"Seed {seed}, {flow}: the reference says {said}, the proof {(found.Count == 0 ? "closed" : string.Join(" | ", found))}; {isolation.IsIsolated}; in all:\n{string.Join('\n', isolation.StillOpen)}";
                if (said == Verdict.Allow) Assert.True(found.Count > 0, shown);
                if (said == Verdict.Uncertain) Assert.True(found.Count > 0, shown);
                if (said == Verdict.Deny) Assert.True(found.TrueForAll(one => one.Kind == OpenFlowKind.Uncertain), shown);
                if (said == Verdict.Allow && isolation.IsIsolated == true) Assert.All(found, one => Assert.Equal(OpenFlowKind.Exception, one.Kind));
                asked++;
                (open, closed, perhaps) = (open + (said == Verdict.Allow ? 1 : 0), closed + (said == Verdict.Deny ? 1 : 0), perhaps + (said == Verdict.Uncertain ? 1 : 0));
            }
        }

        output.WriteLine($"{asked} flows of a pod, {open} open, {closed} closed, {perhaps} uncertain; of the quarantined {isolated} isolated, {holed} not.");
        Assert.All((int[])[open, closed, perhaps, isolated, holed], count => Assert.InRange(count, 30, int.MaxValue));
    }

    private static (Endpoint? Endpoint, IPAddress? Address, string? Domain)? OtherOf(PolicySnapshot snapshot, PlainEnd end)
    {
        if (end.Domain is { } domain) return (null, null, domain);
        if (end.Address is not { } address) return (snapshot.Endpoints.Single(endpoint => ReferenceEquals(endpoint.Resource, end.Endpoint)), null, null);
        var owners = snapshot.Endpoints.Where(endpoint => endpoint.Addresses.Any(own => AddressOf(own).Equals(address))).ToList();
        return owners.Count > 1 ? null : (owners.SingleOrDefault(), address, null);
    }

    private static bool IsOwnNode(PlainCluster cluster, Endpoint pod, (Endpoint? Endpoint, IPAddress? Address, string? Domain) other)
    {
        if (other.Endpoint is { Kind: EndpointKind.Workload } || other.Domain is not null) return false;
        var nodes = other.Endpoint?.Node is { } node ? [node] : other.Address is { } address ? cluster.NodesAt(address) : [];
        return nodes.Count > 0 && (pod.Node is null || nodes.Contains(pod.Node));
    }

    /// <summary>An address of a pool that no pod has is nobody's.</summary>
    private static bool IsFree(PolicySnapshot snapshot, (Endpoint? Endpoint, IPAddress? Address, string? Domain) other) =>
        other is { Endpoint: null, Address: { } address } && snapshot.PodBlocks.Any(block => IPNetwork.Parse(block.ToString()).Contains(address));

    /// <summary>Of ends without an address the protocol tells the family.</summary>
    private static bool IsOfOtherFamily(Endpoint pod, (Endpoint? Endpoint, IPAddress? Address, string? Domain) other, Protocol protocol)
    {
        var isIPv6 = pod.Addresses.Select(address => address.IsIPv6).Distinct().ToList() is [var one] ? one
            : other.Address is { } address ? address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            : other.Endpoint?.Addresses.Select(own => own.IsIPv6).Distinct().ToList() is [var theirs] ? theirs : protocol == Protocol.IcmpV6;
        return pod.Addresses.All(own => own.IsIPv6 != isIPv6) || (other.Endpoint is { Addresses.Count: 0 } && isIPv6);
    }

    private static bool Has(ConnectivityPeer peer, (Endpoint? Endpoint, IPAddress? Address, string? Domain) other, PlainCluster cluster)
    {
        if (other.Endpoint is not null) return peer.Endpoints.Contains(other.Endpoint);
        if (other.Domain is not null) return string.Equals(peer.Domain, other.Domain, StringComparison.OrdinalIgnoreCase) || (peer.Kind == ConnectivityPeerKind.Outside && peer.IsRest);
        return peer.Kind == ConnectivityPeerKind.Node ? cluster.NodesAt(other.Address!).Any(node => peer.Names.Any(name => name.Name == node))
            : peer.Nets.Any(net => IPNetwork.Parse(net.ToString().Contains('/', StringComparison.Ordinal) ? net.ToString() : $"{net}/{(net.IsIPv6 ? 128 : 32)}") is var block && block.Contains(other.Address!));
    }

    private static IPAddress AddressOf(Cidr block) => IPAddress.Parse(block.ToString().Split('/')[0]);
}
