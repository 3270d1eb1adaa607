using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Validation;

/// <summary>
/// Domains where Calico Enterprise takes none, or where they do nothing: they belong into the destination of egress Allow rules, without
/// nets and selector beside them; those of a set count in such rules only (Calico Enterprise, "Use domain names in policy").
/// </summary>
internal sealed class CP3004DomainMisuse : FindingRule
{
    public CP3004DomainMisuse()
        : base(new("CP3004", "DomainMisuse", FindingSeverity.Error, "Domain names stand where Calico takes none, are no names, or have no effect."))
    {
    }

    public override bool LooksAround => true;

    public override IEnumerable<Observation> Judge(Resource subject, RuleContext context) => subject switch
    {
        TieredPolicy policy => OfPolicy(policy, context),
        AddressSet set => OfNames(set.AllowedEgressDomains, FieldPath.Root["spec"]["allowedEgressDomains"], "the set"),
        _ => [],
    };

    private static IEnumerable<Observation> OfPolicy(TieredPolicy policy, RuleContext context)
    {
        foreach (var rule in context.RulesOf(policy))
        {
            foreach (var (side, peer) in rule.Sides)
            {
                if (peer.Domains.Count > 0)
                {
                    foreach (var wrong in OfPeer(rule, side, peer)) yield return wrong;
                }
                else if (!string.IsNullOrEmpty(peer.Selector) && !(rule.Direction == PolicyType.Egress && side == "destination" && rule.Rule.Action == PolicyAction.Allow))
                {
                    if (OfSelector(policy, rule, side, peer, context) is { } idle) yield return idle;
                }
            }
        }
    }

    private static IEnumerable<Observation> OfPeer(RulePlace rule, string side, PolicyPeer peer)
    {
        var path = rule.Path[side]["domains"];
        if (rule.Direction != PolicyType.Egress || side != "destination")
            yield return Wrong(path, "place", $"{side}.domains of {rule}: domains may stand in the destination of egress rules only.", "Use addresses or a network set here.");
        else if (rule.Rule.Action != PolicyAction.Allow)
            yield return Wrong(path, "action", $"{rule} is {rule.Rule.Action}, and domains work in Allow rules only.", "Allow the domains that are meant, and let the end of the tier deny the rest.");
        if (peer.Nets.Count > 0)
            yield return Wrong(rule.Path[side]["nets"], "nets", $"{side} of {rule} has domains and nets; they cannot stand together.", "Make a rule of each.");
        if (!string.IsNullOrEmpty(peer.Selector))
            yield return Wrong(rule.Path[side]["selector"], "selector", $"{side} of {rule} has domains and a selector; they cannot stand together.", "Put the domains into a network set and select it, or make a rule of each.");
        foreach (var wrong in OfNames(peer.Domains, path, rule.ToString())) yield return wrong;
    }

    private static IEnumerable<Observation> OfNames(IReadOnlyList<string> names, FieldPath path, string owner)
    {
        for (var index = 0; index < names.Count; index++)
        {
            if (DomainName.Fault(names[index]) is { } fault)
            {
                yield return Wrong(
                    path[index], $"name {names[index]}", $"'{names[index]}' of {owner} is no domain name: {fault}.",
                    "Write the whole name, or one '*' as a component that is not the last, such as *.example.com.");
            }
        }
    }

    private static Observation? OfSelector(TieredPolicy policy, RulePlace rule, string side, PolicyPeer peer, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        if (selectors.Find(peer.Selector) is not { } selector) return null;
        var onlyGlobal = selectors.Find(peer.NamespaceSelector)?.Root is GlobalNode;
        var ns = policy.IsNamespaced && string.IsNullOrEmpty(peer.NamespaceSelector) ? policy.Namespace ?? "default" : null;
        if (DomainSets.Of(context).Find(selector, ns, onlyGlobal) is not { } set) return null;
        return new(
            rule.Path[side]["selector"],
            $"The {side}.selector of {rule} fits {set.Kind} {set.Name}, which has domains only; domains count in egress Allow rules and nowhere else, so that the rule does nothing for it.",
            "Add the addresses to the set, or state what may be reached with an egress Allow rule.")
        {
            Severity = FindingSeverity.High,
            Content = $"set {side} {new RuleContent(selectors).Of(rule.Rule)}",
        };
    }

    private static Observation Wrong(FieldPath path, string content, string message, string recommendation) => new(path, message, recommendation) { Content = content };
}
