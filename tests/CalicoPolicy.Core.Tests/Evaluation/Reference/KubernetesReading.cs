using System.Net;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>What one policy of Kubernetes means by the words of Kubernetes' own API, without Calico between; all objects are known.</summary>
internal sealed class KubernetesReading(IReadOnlyList<Resource> resources)
{
    /// <summary>Whether a policy lets a packet out of or into a pod.</summary>
    public bool Allows(Resource policy, PlainPacket packet, bool isIngress)
    {
        var self = (isIngress ? packet.Destination : packet.Source).Endpoint!;
        var peer = isIngress ? packet.Source : packet.Destination;
        return policy switch
        {
            KubernetesPolicy own => Allows(own, self, peer, packet, isIngress),
            ClusterNetworkPolicy cluster => Allows(cluster, self, peer, packet, isIngress),
            _ => throw new NotSupportedException(policy.Kind),
        };
    }

    /// <summary>A pod that is selected is isolated in the directions of the policy, and only what a rule names gets through.</summary>
    private bool Allows(KubernetesPolicy policy, Party self, PlainHere peer, PlainPacket packet, bool isIngress)
    {
        var isOfType = policy.DeclaredTypes.Count > 0 ? policy.DeclaredTypes.Contains(isIngress ? PolicyType.Ingress : PolicyType.Egress) : isIngress || policy.Egress.Count > 0;
        if (self.Namespace != policy.Namespace || !isOfType || !Selects(policy.PodSelector, OwnLabels(self))) return true;
        return (isIngress ? policy.Ingress : policy.Egress).Any(rule =>
            (rule.Peers.Count == 0 || rule.Peers.Any(one => Matches(one, policy.Namespace!, peer)))
            && (rule.Ports.Count == 0 || rule.Ports.Any(port => Matches(port, packet))));
    }

    /// <summary>The first rule that matches decides; without one, or with Pass, nothing else has a say here, and pods are open.</summary>
    private bool Allows(ClusterNetworkPolicy policy, Party self, PlainHere peer, PlainPacket packet, bool isIngress)
    {
        if (!(policy.Subject!.Pods is { } pods ? Selects(pods, self) : Selects(policy.Subject.Namespaces!, LabelsOf(self.Namespace!)))) return true;
        var decided = (isIngress ? policy.Ingress : policy.Egress).FirstOrDefault(rule =>
            rule.Peers.Any(one => Matches(one, peer)) && (rule.Protocols.Count == 0 || rule.Protocols.Any(protocol => Matches(protocol, packet))));
        return decided is null || decided.Action != ClusterPolicyAction.Deny;
    }

    private bool Matches(KubernetesPeer one, string ns, PlainHere peer)
    {
        if (one.IPBlock is { } block) return Holds(block.Cidr, peer.Address) && !block.Except.Any(except => Holds(except, peer.Address));
        if (peer.Endpoint is not { Kind: PartyKind.Pod } pod) return false;
        return (one.NamespaceSelector is { } namespaces ? Selects(namespaces, LabelsOf(pod.Namespace!)) : pod.Namespace == ns)
            && (one.PodSelector is null || Selects(one.PodSelector, OwnLabels(pod)));
    }

    private bool Matches(ClusterPolicyPeer one, PlainHere peer)
    {
        if (one.Networks.Count > 0) return one.Networks.Any(net => Holds(net, peer.Address));
        if (peer.Endpoint is not { Kind: PartyKind.Pod } pod) return false;
        return one.Pods is { } pods ? Selects(pods, pod) : Selects(one.Namespaces!, LabelsOf(pod.Namespace!));
    }

    private static bool Matches(KubernetesPolicyPort port, PlainPacket packet)
    {
        if (packet.Protocol != (port.Protocol ?? Protocol.Tcp).IanaNumber) return false;
        if (port.Port is not { } given) return true;
        if (given.Name is { } name) return HasPort(packet, name);
        return packet.DestinationPort >= given.Number && packet.DestinationPort <= (port.EndPort ?? given.Number);
    }

    private static bool Matches(ClusterPolicyProtocol one, PlainPacket packet)
    {
        if (one.DestinationNamedPort is { } name) return packet.HasPorts && HasPort(packet, name);
        if ((packet.Protocol switch { 6 => one.Tcp, 17 => one.Udp, 132 => one.Sctp, _ => null }) is not { } match) return false;
        if (match.DestinationPort is not { } port) return true;
        return port.Range is { } range ? packet.DestinationPort >= range.Start && packet.DestinationPort <= range.End : packet.DestinationPort == port.Number;
    }

    private static bool HasPort(PlainPacket packet, string name) => packet.Destination.Members.Any(member => member.Ports.Any(port =>
        port.Name == name && (port.Protocol ?? Protocol.Tcp).IanaNumber == packet.Protocol && port.Port == packet.DestinationPort));

    private bool Selects(NamespacedPods pods, Party pod) =>
        Selects(pods.NamespaceSelector ?? LabelSelector.None, LabelsOf(pod.Namespace!)) && Selects(pods.PodSelector ?? LabelSelector.None, OwnLabels(pod));

    private static bool Selects(LabelSelector selector, LabelMap labels) =>
        selector.MatchLabels.All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value)
        && selector.MatchExpressions.All(one => one.Operator switch
        {
            "Exists" => labels.ContainsKey(one.Key),
            "DoesNotExist" => !labels.ContainsKey(one.Key),
            "In" => labels.TryGetValue(one.Key, out var value) && one.Values.Contains(value),
            _ => !labels.TryGetValue(one.Key, out var value) || !one.Values.Contains(value),
        });

    private static LabelMap OwnLabels(Party pod) => pod.Resource is Pod own ? own.Labels : ((Workload)pod.Resource!).Template.Labels;

    private LabelMap LabelsOf(string ns) => resources.OfType<Namespace>().Single(known => known.Name == ns).Labels.With([new("kubernetes.io/metadata.name", ns)]);

    private static bool Holds(string block, IPAddress address) => Blocks.Of(block).Contains(address);
}
