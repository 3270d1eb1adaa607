using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A policy all of whose rules pick the same of its endpoints: what they pick belongs in the policy's selector (Calico Enterprise's
/// documentation, policy best practices). Takes the place of CP1005, which would say the same of each rule.
/// </summary>
internal sealed class CP1006SelectorPushdown : FindingRule<TieredPolicy>
{
    public CP1006SelectorPushdown()
        : base(new(
            "CP1006", "SelectorPushdown", FindingSeverity.Medium,
            "All rules of a policy pick the same of its endpoints, by a selector that belongs in the policy."))
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        var rules = context.RulesOf(policy);
        if (OwnSide.CommonTo(policy, rules, new(selectors), selectors) is not { } first) yield break;
        var scope = OwnSideScope.Of(policy, first, context);
        yield return new(
            FieldPath.Root["spec"]["selector"],
            $"{Subject(rules.Count)} of its endpoints, by {Fields(rules)}, yet every endpoint that the policy selects gets "
                + $"{(rules.Count == 1 ? "it" : "them")}: {Example(scope)}.",
            $"Make it {OwnSide.Home(policy, first.Own, selectors)}, and drop what is in the selector then from {Fields(rules)}. {Change(policy, context)}")
        {
            Saving = scope is not null
                ? Measured(policy, rules.Count, scope, context)
                : $"{RuleCost.Count(rules.Count, "rule")} on each endpoint that the rules are not for, {RuleCost.Of(rules.Count)}; 1 IP set on each node.",
            Change = () => SelectorPushdown.Of(policy, rules, selectors) is { } changed ? SuggestedChange.To(changed, Change(policy, context)) : null,
        };
    }

    private static string Example(OwnSideScope? scope) => scope is null
        ? "where 10 of 10,000 workloads are meant, the other 9,990 too"
        : $"{RuleCost.Number(scope.Meant)} of the {RuleCost.Count(scope.Selected, "endpoint")} that it selects in the snapshot {(scope.Meant == 1 ? "is" : "are")} meant, {(scope.Idle == 0 ? "so that none has them in vain" : $"and {RuleCost.Number(scope.Idle)} {(scope.Idle == 1 ? "has" : "have")} them in vain")}";

    private static string Measured(TieredPolicy policy, int rules, OwnSideScope scope, RuleContext context) => Inventory.Of(context)?.CostOf(policy) is { Rendered: > 0 } cost
        ? $"{RuleCost.Number(cost.Wasted)} of {RuleCost.Count(cost.Rendered, "rule")}, on {RuleCost.Count(scope.Idle, "endpoint")}; 1 IP set on each node."
        : $"{RuleCost.Count(rules, "rule")} on each of {RuleCost.Count(scope.Idle, "endpoint")}; 1 IP set on each node.";

    private static string Subject(int rules) => rules == 1
        ? "The policy's only rule picks some"
        : $"All {RuleCost.Count(rules, "rule")} of the policy pick the same";

    private static string Fields(IReadOnlyList<RulePlace> rules) => string.Join(" and ", rules.Select(rule => rule.OwnField).Distinct());

    private static string Change(TieredPolicy policy, RuleContext context)
    {
        if (TierIndex.Of(context).DefaultActionOf(policy.Tier) == PolicyAction.Pass)
            return $"For the other endpoints nothing changes, as tier {policy.Tier} passes on what no rule decides.";
        var directions = string.Join(" and ", policy.Types.Select(type => type.Text.ToLowerInvariant()));
        return $"This changes what happens to the other endpoints: now the end of tier {policy.Tier} denies all their {directions}, and then it "
            + "does not because of this policy. If that is wanted, let a default deny of the tier select them.";
    }
}
