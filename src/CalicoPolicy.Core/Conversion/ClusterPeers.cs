using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>Peers of a ClusterNetworkPolicy: namespaces, pods, and in egress rules address blocks. Calico knows no nodes and domain names.</summary>
internal static class ClusterPeers
{
    public static PolicyPeer Convert(ClusterPolicyPeer peer, PolicyType direction, FieldPath path, ClusterRuleConversion conversion)
    {
        var run = conversion.Run;
        var isEgress = direction == PolicyType.Egress;
        if (peer.Namespaces is null && peer.Pods is null && (peer.Networks.Count == 0 || !isEgress))
        {
            var known = isEgress ? "namespaces, pods and networks" : "namespaces and pods";
            conversion.Fail(path, $"the peer has none of {known}, which are all that Calico knows", $"Write one of {known}.");
            return PolicyPeer.None;
        }

        if (Count(peer) > 1)
        {
            var taken = isEgress ? "asks that those hold together that it knows, pods before namespaces" : "takes pods before namespaces, and no other";
            run.Reinterpret(path, $"the peer has more than one member; Calico {taken}.", "Write a peer for each.");
        }

        return new()
        {
            Selector = peer.Pods is { } pods ? KubernetesSelectors.Pods(pods.PodSelector, path["pods"]["podSelector"], run) : null,
            NamespaceSelector = Namespaces(peer, path, run),
            Nets = isEgress ? Nets(peer, path["networks"], conversion) : [],
        };
    }

    private static int Count(ClusterPolicyPeer peer) => (peer.Namespaces is null ? 0 : 1) + (peer.Pods is null ? 0 : 1)
        + (peer.Nodes is null ? 0 : 1) + (peer.Networks.Count == 0 ? 0 : 1) + (peer.DomainNames.Count == 0 ? 0 : 1);

    private static string? Namespaces(ClusterPolicyPeer peer, FieldPath path, ConversionRun run) => peer.Pods is { } pods
        ? KubernetesSelectors.Namespaces(pods.NamespaceSelector ?? LabelSelector.None, path["pods"]["namespaceSelector"], run)
        : KubernetesSelectors.Namespaces(peer.Namespaces, path["namespaces"], run);

    private static List<string> Nets(ClusterPolicyPeer peer, FieldPath path, ClusterRuleConversion conversion)
    {
        var nets = new List<string>();
        for (var index = 0; index < peer.Networks.Count; index++)
        {
            if (BlockText.Of(peer.Networks[index]) is { } net)
                nets.Add(net);
            else
                conversion.Fail(path[index], $"'{peer.Networks[index]}' is no address block", "Write address/length, such as 10.0.0.0/8.");
        }

        return nets;
    }
}
