using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>What passes between a pod and its own node whatever policy says (decision 7; felix/rules/static.go).</summary>
internal static class OwnNode
{
    private static readonly TrafficSet Neighbours = new[] { 130, 131, 132, 133, 135, 136 }
        .Aggregate(TrafficSet.None, (all, type) => all.Union(TrafficSet.OfPorts(58, type << 8, (type << 8) + 255)));

    public static IEnumerable<OpenFlow> Of(Endpoint pod)
    {
        var node = pod.Node is null ? "its own node" : $"its own node {pod.Node}";
        yield return new()
        {
            Kind = OpenFlowKind.OwnNode,
            Direction = PolicyType.Ingress,
            Peer = node,
            Traffic = TrafficSet.All,
            Reason = "A node always reaches its own pods: kubelet's probes, and pods that use the node's network, cannot be cut off by policy.",
        };
        if (!pod.Addresses.Any(address => address.IsIPv6)) yield break;
        yield return new()
        {
            Kind = OpenFlowKind.OwnNode,
            Direction = PolicyType.Egress,
            Peer = node,
            Traffic = Neighbours,
            IPVersion = 6,
            Reason = "Neighbours and routers of IPv6 find each other whatever policy says.",
        };
    }
}
