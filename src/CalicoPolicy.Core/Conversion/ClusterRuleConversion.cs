using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>
/// A rule of a ClusterNetworkPolicy as Calico's rules: one for each protocol, and in it one for each peer. Where something does
/// not convert, a rule that accepts is left out, and one that denies or passes becomes one that denies everything.
/// </summary>
internal sealed class ClusterRuleConversion
{
    private const string NameAnnotation = "name";

    private readonly PolicyType _direction;
    private bool _hasFailed;

    public ClusterRuleConversion(ClusterPolicyRule rule, PolicyType direction, FieldPath path, ConversionRun run)
    {
        Rule = rule;
        _direction = direction;
        Path = path;
        Run = run;
    }

    /// <summary>The rule of Kubernetes.</summary>
    public ClusterPolicyRule Rule { get; }

    /// <summary>Where it stands.</summary>
    public FieldPath Path { get; }

    /// <summary>The conversion of the policy.</summary>
    public ConversionRun Run { get; }

    private bool DeniesOnFailure => Rule.Action == ClusterPolicyAction.Deny || Rule.Action == ClusterPolicyAction.Pass;

    public void AddTo(ConvertedRules converted)
    {
        var action = Action();
        var protocols = new ClusterProtocols(this).Convert();
        var peers = Peers();
        if (_hasFailed)
        {
            if (DeniesOnFailure) converted.Add(new() { Action = PolicyAction.Deny }, Path);
            return;
        }

        foreach (var (protocol, ports) in protocols.Simplified())
        {
            foreach (var (peer, place) in peers) converted.Add(Make(action, protocol, ports, peer), place);
        }
    }

    /// <summary>Reports a field that keeps the rule from being converted.</summary>
    public void Fail(FieldPath path, string message, string recommendation)
    {
        _hasFailed = true;
        Run.Report(
            path,
            DeniesOnFailure ? ConversionEffect.RuleDeniesAll : ConversionEffect.RuleDropped,
            $"{message}; Calico {(DeniesOnFailure ? "denies everything in the rule's place" : "leaves the whole rule out")}.",
            recommendation);
    }

    private PolicyRule Make(PolicyAction action, Protocol? protocol, IReadOnlyList<PolicyPort> ports, PolicyPeer peer)
    {
        var rule = new PolicyRule
        {
            Action = action,
            Protocol = protocol,
            Metadata = string.IsNullOrEmpty(Rule.Name) ? null : new() { Annotations = LabelMap.Of([new(NameAnnotation, Rule.Name)]) },
        };
        if (_direction == PolicyType.Egress) return rule with { Destination = ports.Count == 0 ? peer : peer with { Ports = ports } };
        return rule with { Source = peer, Destination = ports.Count == 0 ? PolicyPeer.None : new() { Ports = ports } };
    }

    private PolicyAction Action()
    {
        if (Rule.Action == ClusterPolicyAction.Accept) return PolicyAction.Allow;
        if (!Rule.Action.IsKnown) Fail(Path["action"], $"there is no action '{Rule.Action}'", "Write Accept, Deny or Pass.");
        return new(Rule.Action.Text);
    }

    private List<(PolicyPeer Peer, FieldPath Path)> Peers()
    {
        var path = Path[_direction == PolicyType.Ingress ? "from" : "to"];
        List<(PolicyPeer, FieldPath)> peers = [];
        if (Rule.Peers.Count == 0)
            Run.Report(path, ConversionEffect.RuleDropped, "the rule has no peers; Calico makes no rule of it.", "Write - namespaces: {} if all pods are meant.");
        for (var index = 0; index < Rule.Peers.Count; index++) peers.Add((ClusterPeers.Convert(Rule.Peers[index], _direction, path[index], this), path[index]));
        return peers;
    }
}
