using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A rule that decides nothing: the same as an earlier one, covered by an earlier one, or a closing Deny that the tier's end would
/// do as well (decision 10).
/// </summary>
internal sealed class CP1017DuplicateRule : FindingRule<TieredPolicy>
{
    public CP1017DuplicateRule()
        : base(new(
            "CP1017", "DuplicateRule", FindingSeverity.Medium,
            "A rule decides nothing: an earlier rule, or the end of the tier, does the same."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        var content = new RuleContent(selectors);
        foreach (var direction in (PolicyType[])[PolicyType.Ingress, PolicyType.Egress])
        {
            if (policy.RulesOf(direction).Count < 2) continue;
            var coverage = new RuleCoverage(content, selectors);
            var isLastCovered = false;
            foreach (var rule in context.RulesOf(policy))
            {
                if (rule.Direction != direction) continue;
                var cover = coverage.FindAndAdd(rule, context.CancellationToken);
                isLastCovered = cover is not null;
                if (cover is var (earlier, isTwin)) yield return Covered(policy, rule, earlier, isTwin, content);
            }

            if (!isLastCovered && ClosingDeny.Find(policy, direction, context) is { } deny) yield return Closing(policy, deny);
        }
    }

    private static Observation Covered(TieredPolicy policy, RulePlace rule, RulePlace earlier, bool isTwin, RuleContent content)
    {
        var action = rule.Rule.Action;
        var message = isTwin
            ? $"The {rule} repeats {earlier} and decides nothing."
            : $"The {rule} ({action}) is never reached: {earlier} ({earlier.Rule.Action}) already decides all that it matches.";
        var recommendation = isTwin || action == earlier.Rule.Action
            ? $"Delete {rule}."
            : $"Delete {rule}; or move it before rule {earlier.Number} if it is meant to be an exception from that rule.";
        return new(rule.Path, message, recommendation)
        {
            Content = $"{rule.ListName} {content.Of(rule.Rule)}",
            Change = () => SuggestedChange.To(PolicyEditing.RemoveRules(policy, rule.Direction, [rule.Index])),
            Saving = $"1 rule on each selected endpoint: {RuleCost.OfOne}.",
        };
    }

    private static Observation Closing(TieredPolicy policy, RulePlace rule) => new(
        rule.Path,
        $"The {rule} denies what the end of tier {policy.Tier} denies anyway: its default action is Deny and "
            + "no later policy of the tier selects the same endpoints.",
        $"Delete {rule}. Flow logs then name the end of the tier for what it dropped, instead of this rule.")
    {
        Content = $"{rule.ListName} closing",
        Change = () => SuggestedChange.To(
            PolicyEditing.RemoveRules(policy, rule.Direction, [rule.Index]), "Flow logs name the end of the tier for what the rule dropped."),
        Saving = $"1 rule on each selected endpoint: {RuleCost.OfOne}.",
    };
}
