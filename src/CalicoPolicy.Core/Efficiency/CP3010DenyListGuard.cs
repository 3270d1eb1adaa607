using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A deny list that a label on a pod widens, or that an Allow before it makes useless. A Deny rule of a global policy is a deny
/// list where its selector fits a global network set of the input, or the one that a threat feed fills, and nothing in a namespace.
/// </summary>
internal sealed class CP3010DenyListGuard : FindingRule<GlobalPolicy>
{
    public CP3010DenyListGuard()
        : base(new("CP3010", "DenyListGuard", FindingSeverity.Medium, "A deny list can match pods, or comes after an Allow."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(GlobalPolicy policy, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        var content = new RuleContent(selectors);
        foreach (var rule in context.RulesOf(policy))
        {
            if (DenyLists.Of(context).Find(rule, context) is not { } list) continue;
            var text = $"{rule.ListName} {content.Of(rule.Rule)}";
            if (!IsGuarded(rule.Remote, selectors))
            {
                var guarded = $"{PolicyScope.Operand(rule.Remote.Selector!, selectors)} && !has({AutomaticLabels.Namespace})";
                yield return new(
                    rule.Path[rule.RemoteField]["selector"],
                    $"The {rule.RemoteField}.selector of {rule} is meant for {list}, but also matches pods and network sets of a namespace that are given "
                        + "its label: who may label a pod can have it blocked.",
                    $"Write {rule.RemoteField}.selector: {guarded}.")
                {
                    Content = $"{text} guard",
                    Change = () => SuggestedChange.To(PolicyChanges.With(policy, rule, rule.RemoteField, rule.Remote with { Selector = guarded }), "What carries the label in a namespace is no longer denied by the rule."),
                };
            }

            if (AllowBefore(policy, rule, context) is var (allow, where))
            {
                yield return new(
                    rule.Path,
                    $"The {rule} is a deny list ({list}) and comes after {allow}, which already allows any address{where}: what is on the list gets through there.",
                    "Put the deny list first: in a tier or with an order before, and before the policy's own Allow rules.")
                { Content = $"{text} order" };
            }
        }
    }

    /// <summary>An Allow of any address that decides before a rule, and where it does in the snapshot; null where none surely does.</summary>
    private static (string Allow, string Where)? AllowBefore(GlobalPolicy policy, RulePlace rule, RuleContext context)
    {
        if (DenyLists.Of(context).AllowBefore(policy, rule, context) is { } allow) return (allow, string.Empty);
        return Inventory.Of(context) is { } inventory && DenyLists.Of(context).AllowBefore(policy, rule, inventory) is var (other, count) ? (other, $" on {count} of the snapshot") : null;
    }

    /// <summary>Whether nothing in a namespace can match.</summary>
    private static bool IsGuarded(PolicyPeer peer, SelectorCache selectors) =>
        (selectors.Find(peer.NamespaceSelector) is { } namespaces && namespaces.Root is GlobalNode)
        || (selectors.Find(peer.Selector) is { } selector && !new Selector(new AndNode(selector.Root, new HasNode(AutomaticLabels.Namespace))).IsSatisfiable);
}
