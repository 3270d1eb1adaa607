using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Rows for what has no endpoint of its own: nodes that no HostEndpoint stands for, and pods that use their node's network.</summary>
internal static class HostCoverage
{
    private const string AllInterfaces = "*";

    /// <summary>The rows.</summary>
    public static IEnumerable<CoverageRow> Of(PolicySnapshot snapshot, ConnectivityQuery query, CoverageSides sides, IReadOnlyList<CoverageReach> reaches, CoverageFacts facts)
    {
        var hosts = snapshot.Endpoints.Where(endpoint => endpoint is { Kind: EndpointKind.Host, Node: not null }).ToLookup(endpoint => endpoint.Node!, StringComparer.Ordinal);
        foreach (var row in Pods(snapshot, query).GroupBy(pod => (pod.Name, Host: HostOf(pod.Node, hosts, snapshot))).Select(Row)) yield return row;
        foreach (var node in snapshot.Resources.OfType<Node>())
        {
            if (hosts.Contains(node.Name) || !query.WantsWithoutLabels(new(null, node.Kind, node.Name), node.Name)) continue;
            var side = snapshot.IsMissing("HostEndpoint") ? CoverageSide.Unknown with { Reason = "HostEndpoint objects were not read" } : CoverageSide.Open;
            yield return new()
            {
                Category = CoverageCategory.Node,
                Kind = node.Kind,
                Name = node.Name,
                Count = 1,
                Resource = node,
                Ingress = side,
                Egress = side,
                EgressToDns = side.Internet,
            };
        }

        CoverageRow Row(IGrouping<(PeerName Name, (Endpoint? Endpoint, string? Unknown) Host), (PeerName Name, string? Node, Resource Resource, LabelMap Labels, long Count)> pods)
        {
            var first = pods.First();
            var (host, unknown) = pods.Key.Host;
            var open = unknown is null ? CoverageSide.Open : CoverageSide.Unknown with { Reason = unknown };
            var (ingress, egress, dns) = host is null ? (open, open, open.Internet) : OfHost(host);
            return new()
            {
                Category = CoverageCategory.HostNetworkPod,
                Namespace = pods.Key.Name.Namespace,
                Kind = pods.Key.Name.Kind,
                Name = pods.Key.Name.Name,
                Count = pods.Sum(pod => pod.Count),
                Resource = facts.ResourceOf(pods.Key.Name) ?? first.Resource,
                Ingress = ingress,
                Egress = egress,
                EgressToDns = dns,
                Services = facts.ServicesOf(pods.Key.Name.Namespace!, first.Labels),
                TrafficAggregationPrefix = CoverageFacts.PrefixOf(first.Resource),
            };
        }

        (CoverageSide Ingress, CoverageSide Egress, Truth ToDns) OfHost(Endpoint host)
        {
            var reach = reaches.First(one => one.PlaceOf(host) is not null);
            var at = reach.At(reach.PlaceOf(host)!.Value);
            return (sides.Of(host, isIngress: true) with { Anyone = at.Ingress }, sides.Of(host, isIngress: false) with { Anyone = at.Egress }, CoverageReach.ToDns(at.ToDns, at.ToAnyDns));
        }
    }

    /// <summary>The pods, and templates of which there are none yet.</summary>
    private static IEnumerable<(PeerName Name, string? Node, Resource Resource, LabelMap Labels, long Count)> Pods(PolicySnapshot snapshot, ConnectivityQuery query)
    {
        var owners = new PodOwners(snapshot.Resources);
        foreach (var pod in snapshot.HostPods)
        {
            var name = NameOf(owners.WorkloadOf(pod), pod);
            if (query.WantsWithoutLabels(name, pod.Name)) yield return (name, pod.NodeName, pod, pod.Labels, 1);
        }

        foreach (var workload in snapshot.Resources.OfType<Workload>())
        {
            if (snapshot.IsLive || workload.Template.HostNetwork != true || owners.HasPods(workload)) continue;
            var name = new PeerName(workload.Namespace ?? "default", workload.Kind, workload.Name);
            if (query.WantsWithoutLabels(name, workload.Name)) yield return (name, null, workload, workload.Template.Labels, workload is ReplicatedWorkload { Replicas: { } replicas } ? replicas : 1);
        }
    }

    /// <summary>The HostEndpoint that governs a node's traffic, or why none is known.</summary>
    private static (Endpoint? Endpoint, string? Unknown) HostOf(string? node, ILookup<string, Endpoint> hosts, PolicySnapshot snapshot)
    {
        if (snapshot.IsMissing("HostEndpoint")) return (null, "HostEndpoint objects were not read");
        if (hosts.Count == 0) return (null, null);
        if (node is null) return (null, "its node is not known, and some nodes have HostEndpoints");
        var all = hosts[node].FirstOrDefault(host => host.Resource is HostEndpoint { InterfaceName: AllInterfaces });
        return all is not null || !hosts[node].Any() ? (all, null) : (null, $"a HostEndpoint stands for some interfaces of node {node} only");
    }

    private static PeerName NameOf(string workload, Pod pod)
    {
        var space = workload.IndexOf(' ', StringComparison.Ordinal);
        return new(pod.Namespace ?? "default", workload[..space], workload[(space + 1)..]);
    }
}
