using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>
/// Services as peers: of an egress rule's destination or an ingress rule's source only, alone there (an ingress source may have ports),
/// with a name, and in a global policy with a namespace (CEL rules of EntityRule and Rule, validateNetworkPolicySpec).
/// </summary>
internal sealed class RuleServices : RuleConstraint
{
    protected override void Check(RulePlace rule, Violations violations)
    {
        Check(rule, "source", rule.Rule.Source, violations);
        Check(rule, "destination", rule.Rule.Destination, violations);
    }

    private static void Check(RulePlace rule, string side, PolicyPeer peer, Violations violations)
    {
        if (peer.Services is not { } service) return;
        var path = rule.Path[side];
        if (side != rule.RemoteField)
        {
            Add(path["services"], "side", $"services may stand in the {rule.RemoteField} of an {rule.ListName} rule only, and this is the {side}", $"Move it to {rule.RemoteField}.");
        }

        if (service.Name.Length == 0)
            Add(path["services"], "no name", "services names no service", "Write services.name.");
        else if (!KubernetesNames.IsSubdomain(service.Name))
            Add(path["services"]["name"], "name", $"'{service.Name}' is no name of a service", "Write the service's name.");
        if (service.Namespace is { Length: > 0 } ns && !KubernetesNames.IsSubdomain(ns))
            Add(path["services"]["namespace"], "namespace", $"'{ns}' is no name of a namespace", "Write the name of the service's namespace.");
        else if (violations.IsGlobal && string.IsNullOrEmpty(service.Namespace) && side == rule.RemoteField)
            Add(path["services"], "no namespace", "a global policy has to say in which namespace the service is", "Write services.namespace.");
        foreach (var field in Others(peer, side))
            Add(path[field], field, $"{field} cannot stand beside services, which names addresses and ports already", $"Remove {field}, or make a rule of its own for it.");

        void Add(FieldPath field, string reason, string message, string recommendation) =>
            violations.Add(field, "services " + reason, $"The {side} of {rule}: {message}.", recommendation, side);
    }

    private static IEnumerable<string> Others(PolicyPeer peer, string side)
    {
        if (!string.IsNullOrEmpty(peer.NamespaceSelector)) yield return "namespaceSelector";
        if (!string.IsNullOrEmpty(peer.Selector)) yield return "selector";
        if (!string.IsNullOrEmpty(peer.NotSelector)) yield return "notSelector";
        if (peer.ServiceAccounts is not null) yield return "serviceAccounts";
        if (peer.Nets.Count > 0) yield return "nets";
        if (peer.NotNets.Count > 0) yield return "notNets";
        if (side != "destination") yield break;
        if (peer.Ports.Count > 0) yield return "ports";
        if (peer.NotPorts.Count > 0) yield return "notPorts";
    }
}
