using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>
/// A rule of a Kubernetes policy as Calico's rules (libcalico-go, conversion.go, k8sRuleToCalico): one for each protocol, and in it
/// one for each peer. Ports always are those of the destination.
/// </summary>
internal static class KubernetesRuleConversion
{
    public static void Add(KubernetesRule rule, PolicyType direction, FieldPath path, ConvertedRules converted, ConversionRun run)
    {
        if (Ports(rule, path, run) is not { } protocols) return;
        var peersPath = path[direction == PolicyType.Ingress ? "from" : "to"];
        List<(PolicyPeer Peer, FieldPath Path)> peers = [];
        for (var index = 0; index < rule.Peers.Count; index++) peers.Add((Peer(rule.Peers[index], peersPath[index], run), peersPath[index]));
        if (peers.Count == 0) peers.Add((PolicyPeer.None, path));
        foreach (var (protocol, ports) in protocols.Simplified())
        {
            foreach (var (peer, place) in peers)
            {
                var allow = new PolicyRule { Action = PolicyAction.Allow, Protocol = protocol };
                converted.Add(
                    direction == PolicyType.Ingress
                        ? allow with { Source = peer, Destination = Side(PolicyPeer.None, ports) }
                        : allow with { Destination = Side(peer, ports) },
                    place);
            }
        }
    }

    private static PolicyPeer Side(PolicyPeer peer, IReadOnlyList<PolicyPort> ports) => ports.Count == 0 ? peer : peer with { Ports = ports };

    /// <summary>The ports by protocol; null where one does not convert, and with it the rule.</summary>
    private static ProtocolPorts? Ports(KubernetesRule rule, FieldPath path, ConversionRun run)
    {
        var ports = new ProtocolPorts();
        var isComplete = true;
        if (rule.Ports.Count == 0) ports.SetAny();
        for (var index = 0; index < rule.Ports.Count; index++)
        {
            var port = rule.Ports[index];
            var place = path["ports"][index];
            var protocol = KubernetesPorts.Protocol(port, place, run);
            if (KubernetesPorts.TryPort(port, place, run, out var converted))
                ports.Add(protocol, converted);
            else
                isComplete = false;
        }

        return isComplete ? ports : null;
    }

    private static PolicyPeer Peer(KubernetesPeer peer, FieldPath path, ConversionRun run)
    {
        if (peer.IPBlock is not { } block)
        {
            if (peer.PodSelector is null && peer.NamespaceSelector is null)
                run.Reinterpret(path, "the peer names nobody; Calico takes it for all pods of the policy's namespace.", "Write podSelector: {} if all pods are meant.");
            return new()
            {
                Selector = KubernetesSelectors.Pods(peer.PodSelector, path["podSelector"], run),
                NamespaceSelector = KubernetesSelectors.Namespaces(peer.NamespaceSelector, path["namespaceSelector"], run),
            };
        }

        if (peer.PodSelector is not null || peer.NamespaceSelector is not null)
            run.Reinterpret(path, "ipBlock excludes selectors; Calico passes the selectors over.", "Write two peers.");
        return Block(block, path["ipBlock"], run);
    }

    private static PolicyPeer Block(IPBlock block, FieldPath path, ConversionRun run)
    {
        if (BlockText.Of(block.Cidr) is not { } net)
        {
            run.Report(
                path["cidr"],
                ConversionEffect.PeerIsAnyone,
                $"'{block.Cidr}' is no address block; Calico matches any address instead.",
                "Write address/length, such as 10.0.0.0/8.");
            return PolicyPeer.None;
        }

        var holes = new List<string>();
        for (var index = 0; index < block.Except.Count; index++)
        {
            if (BlockText.Of(block.Except[index]) is { } hole)
            {
                holes.Add(hole);
                continue;
            }

            run.Reinterpret(
                path["except"][index],
                $"'{block.Except[index]}' is no address block; Calico passes over it and those after it, so that more is allowed.",
                "Write address/length, such as 10.0.0.0/8.");
            break;
        }

        return new() { Nets = [net], NotNets = holes };
    }
}
