using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>
/// Connections that a pod has from before: packets of a connection that the node tracks are not judged again. What ends them is what
/// Felix itself runs for a pod that has gone (felix/conntrack/conntrack.go), on the pod's node.
/// </summary>
internal static class EstablishedConnections
{
    public static OpenFlow Of(Endpoint pod, PolicySnapshot snapshot) => new()
    {
        Kind = OpenFlowKind.Established,
        Peer = "connections from before",
        Traffic = TrafficSet.All,
        Reason = $"Connections that were open before go on{(pod.Node is null ? string.Empty : $"; end them on node {pod.Node}")}. With the eBPF data plane `calico-node -bpf conntrack remove <protocol> <address> <address of the peer>` does it.",
        Command = string.Join("; ", pod.Addresses.SelectMany(address => CommandsOf(address, AgentOn(pod.Node, snapshot)))) is { Length: > 0 } commands ? commands : null,
    };

    private static IEnumerable<string> CommandsOf(Cidr address, Pod? agent)
    {
        var host = address.ToString().Split('/')[0];
        var family = address.IsIPv6 ? "ipv6" : "ipv4";
        var run = agent is null ? string.Empty : $"kubectl exec -n {agent.Namespace} {agent.Name} -c calico-node -- ";
        foreach (var direction in (string[])["--orig-src", "--reply-src"])
            yield return $"{run}conntrack --family {family} --delete {direction} {host}";
    }

    /// <summary>The calico-node pod of a node, which has the program.</summary>
    private static Pod? AgentOn(string? node, PolicySnapshot snapshot) =>
        node is null ? null : snapshot.HostPods.FirstOrDefault(pod => pod.NodeName == node && pod.Labels.TryGetValue("k8s-app", out var app) && app == "calico-node");
}
