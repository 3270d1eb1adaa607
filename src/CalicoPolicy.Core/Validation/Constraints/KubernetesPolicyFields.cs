using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>
/// What the Kubernetes API demands of a NetworkPolicy (k8s.io/kubernetes/pkg/apis/networking/validation); Calico demands as much of the
/// staged form, which it converts.
/// </summary>
internal sealed class KubernetesPolicyFields : Constraint
{
    public override void Check(Resource subject, Violations violations)
    {
        if (subject is not KubernetesPolicy policy) return;
        var spec = FieldPath.Root["spec"];
        LabelSelectorFields.Check(policy.PodSelector, spec["podSelector"], violations);
        CheckRules(policy.Ingress, spec["ingress"], "from", violations);
        CheckRules(policy.Egress, spec["egress"], "to", violations);
    }

    private static void CheckRules(IReadOnlyList<KubernetesRule> rules, FieldPath path, string peers, Violations violations)
    {
        for (var rule = 0; rule < rules.Count; rule++)
        {
            for (var index = 0; index < rules[rule].Ports.Count; index++) CheckPort(rules[rule].Ports[index], path[rule]["ports"][index], violations);
            for (var index = 0; index < rules[rule].Peers.Count; index++) CheckPeer(rules[rule].Peers[index], path[rule][peers][index], violations);
        }
    }

    private static void CheckPort(KubernetesPolicyPort port, FieldPath path, Violations violations)
    {
        if (port.Protocol is { } protocol && protocol.ToString() is not ("TCP" or "UDP" or "SCTP"))
            violations.Add(path["protocol"], "kubernetes protocol", $"Kubernetes knows no protocol '{protocol}' for ports.", "Write TCP, UDP or SCTP.", $"{protocol}");
        if (port.Port is { Number: { } number } && number is < 1 or > 65535)
            violations.Add(path["port"], "kubernetes port", $"The port {number} is out of range.", "Ports go from 1 to 65535.", $"{number}");
        if (port.Port is { Name: { } name } && !KubernetesNames.IsPortName(name))
            violations.Add(path["port"], "kubernetes port", $"'{name}' is no name of a port.", name.All(char.IsAsciiDigit) ? "Write the number without quotes." : "Use up to 15 lower-case letters, digits and '-', with a letter in it.", name);
        if (port.EndPort is not { } end) return;
        if (port.Port is not { Number: { } start })
            violations.Add(path["endPort"], "kubernetes endPort", "endPort needs a port by number, where the range begins.", "Write port with a number.");
        else if (end < start || end > 65535)
            violations.Add(path["endPort"], "kubernetes endPort", $"The range {start} to {end} is none.", "Write an endPort from the port on, up to 65535.");
    }

    private static void CheckPeer(KubernetesPeer peer, FieldPath path, Violations violations)
    {
        if (peer.IPBlock is { } block)
        {
            if (peer.PodSelector is not null || peer.NamespaceSelector is not null)
                violations.Add(path["ipBlock"], "kubernetes peer", "A peer is an ipBlock or is selected by labels, not both.", "Make two peers of it.");
            CheckBlock(block, path["ipBlock"], violations);
        }
        else if (peer.PodSelector is null && peer.NamespaceSelector is null)
        {
            violations.Add(path, "kubernetes peer", "A peer says nothing.", "Write podSelector, namespaceSelector or ipBlock; podSelector: {} means every pod of the namespace.");
        }

        if (peer.PodSelector is { } pods) LabelSelectorFields.Check(pods, path["podSelector"], violations);
        if (peer.NamespaceSelector is { } namespaces) LabelSelectorFields.Check(namespaces, path["namespaceSelector"], violations);
    }

    private static void CheckBlock(IPBlock block, FieldPath path, Violations violations)
    {
        if (!block.Cidr.Contains('/', StringComparison.Ordinal) || !Cidr.TryParse(block.Cidr, out var cidr))
        {
            violations.Add(path["cidr"], "kubernetes block", $"'{block.Cidr}' is no address block.", "Write it as address/length, such as 10.0.0.0/8.", block.Cidr);
            return;
        }

        for (var index = 0; index < block.Except.Count; index++)
        {
            var text = block.Except[index];
            if (!text.Contains('/', StringComparison.Ordinal) || !Cidr.TryParse(text, out var except))
                violations.Add(path["except"][index], "kubernetes block", $"'{text}' is no address block.", "Write it as address/length.", text);
            else if (!cidr.Contains(except) || cidr.Length == except.Length)
                violations.Add(path["except"][index], "kubernetes except", $"'{text}' is not within {block.Cidr} and smaller than it.", "Except smaller blocks inside of the block only.", text);
        }
    }
}
