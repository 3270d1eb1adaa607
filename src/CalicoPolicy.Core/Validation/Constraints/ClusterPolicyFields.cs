using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>What the API of ClusterNetworkPolicy demands (kubernetes-sigs/network-policy-api, apis/v1alpha2).</summary>
internal sealed class ClusterPolicyFields : Constraint
{
    private const int MostRules = 25;

    private static readonly FieldPath Spec = FieldPath.Root["spec"];

    public override void Check(Resource subject, Violations violations)
    {
        if (subject is not ClusterNetworkPolicy policy) return;
        if (policy.Tier is not ("Admin" or "Baseline"))
            violations.Add(Spec["tier"], "cluster tier", $"The tier is '{policy.Tier}'; there are Admin and Baseline.", "Write Admin or Baseline.");
        if (policy.Priority is not (>= 0 and <= 1000))
            violations.Add(Spec["priority"], "cluster priority", $"The priority is {(policy.Priority is { } priority ? $"{priority}" : "missing")}; it goes from 0 to 1000.", "Write a priority from 0 to 1000.");
        if (policy.Subject is null || policy.Subject.Namespaces is null == policy.Subject.Pods is null)
            violations.Add(Spec["subject"], "cluster subject", "The subject is exactly one of namespaces and pods.", "Write one of them; namespaces: {} means all.");
        else
            CheckSelectors(policy.Subject.Namespaces, policy.Subject.Pods, Spec["subject"], violations);
        CheckRules(policy.Ingress, Spec["ingress"], "from", violations);
        CheckRules(policy.Egress, Spec["egress"], "to", violations);
    }

    private static void CheckRules(IReadOnlyList<ClusterPolicyRule> rules, FieldPath path, string peers, Violations violations)
    {
        if (rules.Count > MostRules)
            violations.Add(path, "cluster rules", $"There are {rules.Count} {path.Name} rules; the API takes {MostRules}.", "Split the policy.", path.Name!);
        for (var index = 0; index < rules.Count; index++)
        {
            var (rule, place) = (rules[index], path[index]);
            if (!rule.Action.IsKnown)
                violations.Add(place["action"], "cluster action", $"The action is '{rule.Action}'; there are Accept, Deny and Pass.", "Write Accept, Deny or Pass.");
            if (rule.Peers.Count is 0 or > MostRules)
                violations.Add(place[peers], "cluster peers", $"{peers} has {rule.Peers.Count} peers; the API takes 1 to {MostRules}.", "Name at least one peer; namespaces: {} means every pod.");
            for (var peer = 0; peer < rule.Peers.Count; peer++) CheckPeer(rule.Peers[peer], place[peers][peer], peers == "to", violations);
            for (var protocol = 0; protocol < rule.Protocols.Count; protocol++) CheckProtocol(rule.Protocols[protocol], place["protocols"][protocol], violations);
        }
    }

    private static void CheckPeer(ClusterPolicyPeer peer, FieldPath path, bool isEgress, Violations violations)
    {
        var given = (peer.Namespaces is null ? 0 : 1) + (peer.Pods is null ? 0 : 1) + (peer.Nodes is null ? 0 : 1) + (peer.Networks.Count > 0 ? 1 : 0) + (peer.DomainNames.Count > 0 ? 1 : 0);
        if (given != 1) violations.Add(path, "cluster peer", "A peer is exactly one of namespaces, pods, nodes, networks and domainNames.", "Make a peer of each.");
        if (!isEgress && (peer.Nodes is not null || peer.Networks.Count > 0 || peer.DomainNames.Count > 0))
            violations.Add(path, "cluster ingress peer", "An ingress peer is namespaces or pods.", "Use nodes, networks and domainNames in egress only.");
        CheckSelectors(peer.Namespaces, peer.Pods, path, violations);
        if (peer.Nodes is { } nodes) LabelSelectorFields.Check(nodes, path["nodes"], violations);
        for (var index = 0; index < peer.Networks.Count; index++)
        {
            if (!peer.Networks[index].Contains('/', StringComparison.Ordinal) || !Cidr.TryParse(peer.Networks[index], out _))
                violations.Add(path["networks"][index], "cluster network", $"'{peer.Networks[index]}' is no address block.", "Write it as address/length.", peer.Networks[index]);
        }
    }

    private static void CheckSelectors(LabelSelector? namespaces, NamespacedPods? pods, FieldPath path, Violations violations)
    {
        if (namespaces is not null) LabelSelectorFields.Check(namespaces, path["namespaces"], violations);
        if (pods?.NamespaceSelector is { } outer) LabelSelectorFields.Check(outer, path["pods"]["namespaceSelector"], violations);
        if (pods?.PodSelector is { } inner) LabelSelectorFields.Check(inner, path["pods"]["podSelector"], violations);
    }

    private static void CheckProtocol(ClusterPolicyProtocol protocol, FieldPath path, Violations violations)
    {
        var given = (protocol.Tcp is null ? 0 : 1) + (protocol.Udp is null ? 0 : 1) + (protocol.Sctp is null ? 0 : 1) + (protocol.DestinationNamedPort is null ? 0 : 1);
        if (given != 1) violations.Add(path, "cluster protocol", "A protocol is exactly one of tcp, udp, sctp and destinationNamedPort.", "Make an entry of each.");
        foreach (var (field, match) in (ReadOnlySpan<(string, TransportMatch?)>)[("tcp", protocol.Tcp), ("udp", protocol.Udp), ("sctp", protocol.Sctp)])
        {
            if (match?.DestinationPort is { } port && Fault(port) is { } fault)
                violations.Add(path[field]["destinationPort"], "cluster port", fault, "Write number, or range with start and end, from 1 to 65535.", field);
        }
    }

    private static string? Fault(DestinationPort port) => port switch
    {
        { Number: null, Range: null } or { Number: not null, Range: not null } => "A port is exactly one of number and range.",
        { Number: { } number } => number is < 1 or > 65535 ? $"The port {number} is out of range." : null,
        { Range: { Start: var start, End: var end } } => start is >= 1 && end is <= 65535 && start < end ? null : $"The range {start} to {end} is none.",
        _ => null,
    };
}
