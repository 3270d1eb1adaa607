using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Optimization.Scope;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A global policy whose rules are for different groups of the endpoints that it selects: each endpoint gets the rules of all the
/// groups (Calico Enterprise's documentation, policy best practices).
/// </summary>
internal sealed class CP1001GlobalNotGlobal : FindingRule<GlobalPolicy>
{
    private const int NamedGroups = 4;

    private static readonly RuleThreshold Fewest =
        new("CP1001", "groups", 2, "The fewest groups of endpoints that a policy's rules are for, those for all of them counted as one.") { Least = 2 };

    public CP1001GlobalNotGlobal()
        : base(new(
            "CP1001", "GlobalNotGlobal", FindingSeverity.Medium,
            "A global policy's rules are for different groups of the endpoints that it selects.")
        { Parameters = [Fewest] })
    {
    }

    protected override IEnumerable<Observation> Judge(GlobalPolicy policy, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        var content = new RuleContent(selectors);
        var groups = new Dictionary<string, List<RulePlace>>(StringComparer.Ordinal);
        var rules = 0;
        var hasCommon = false;
        foreach (var rule in context.RulesOf(policy))
        {
            rules++;
            if (OwnSide.FieldOf(policy, rule, selectors) is null)
            {
                // A closing Deny stands for the end of the tier and is nobody's in particular.
                hasCommon |= !(rule.Rule.Action == PolicyAction.Deny && rule.Rule.IsUnconditional());
                continue;
            }

            var key = content.Who(rule.Own);
            if (!groups.TryGetValue(key, out var members)) groups.Add(key, members = []);
            members.Add(rule);
        }

        if (groups.Count + (hasCommon ? 1 : 0) < context.Settings.ValueOf(Fewest) || groups.Count == 0) yield break;

        // Rules that nothing can meet are no group's: they are a mistake to be mended first.
        if (groups.Values.All(members => RuleScope.IsLikelyMistake(members[0].Own, selectors))) yield break;
        var narrow = groups.Values.Sum(members => members.Count);
        yield return new(FieldPath.Root["kind"], Message(policy, narrow, rules, groups.Count, Measured(policy, context)), Recommendation(policy, groups.Values, selectors))
        {
            Change = () => ScopeChange.Split(policy, context),
            Saving = Measured(policy, context) is { } cost
                ? $"{RuleCost.Number(cost.Wasted)} of {RuleCost.Count(cost.Rendered, "rule")} on {RuleCost.Count(cost.Endpoints, "endpoint")} of the snapshot."
                : $"Up to {RuleCost.Count(narrow, "rule")} on each endpoint outside of the groups: {RuleCost.Of(narrow)}.",
        };
    }

    /// <summary>What the policy costs where endpoints are known that have it; null otherwise, and of a staged policy.</summary>
    private static PolicyCost? Measured(GlobalPolicy policy, RuleContext context) => Inventory.Of(context)?.CostOf(policy) is { Rendered: > 0 } cost ? cost : null;

    private static string Message(GlobalPolicy policy, int narrow, int rules, int groups, PolicyCost? cost) =>
        $"{RuleCost.Count(narrow, "rule")} of {rules} {(narrow == 1 ? "is" : "are")} for only some of the endpoints that the {policy.Kind} selects "
        + $"({RuleCost.Count(groups, "group")} by the rules' own side), yet every endpoint gets them all: "
        + $"{(cost is null ? "with 100 pods, 10-100 times the rules that are needed" : Ratio(cost))}. A global policy is for rules that hold for all that it selects.";

    private static string Ratio(PolicyCost cost)
    {
        var rendered = $"on the {RuleCost.Count(cost.Endpoints, "endpoint")} of the snapshot that it selects {RuleCost.Count(cost.Rendered, "rule")} {(cost.Rendered == 1 ? "is" : "are")} rendered, ";
        if (cost.Wasted == 0) return rendered + "none of them in vain, as the groups are all the same there";
        var needed = cost.Rendered - cost.Wasted;
        return rendered + $"{RuleCost.Number(cost.Wasted)} of them in vain"
            + (needed == 0 ? " (all)" : FormattableString.Invariant($" ({(double)cost.Rendered / needed:0.0} times the rules that are needed)"));
    }

    private static string Recommendation(GlobalPolicy policy, Dictionary<string, List<RulePlace>>.ValueCollection groups, SelectorCache selectors)
    {
        var homes = groups.Take(NamedGroups).Select(members => $"{OwnSide.Home(policy, members[0].Own, selectors)} ({Names(members)})").ToList();
        var others = groups.Count - homes.Count;
        if (others > 0) homes.Add(FormattableString.Invariant($"{others} more such {(others == 1 ? "policy" : "policies")}"));
        return $"Give each group a policy of its own: {string.Join("; ", homes)}. Leave here what holds for all.";
    }

    private static string Names(List<RulePlace> members) => string.Join(", ", members.Select(rule => $"{rule.ListName} rule {rule.Number}"));
}
