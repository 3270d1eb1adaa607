using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A rule that picks the policy's own endpoints again: <c>destination</c> of an ingress rule, <c>source</c> of an egress rule.
/// The policy's selector, which decides who gets the rule and who is isolated, then is not what its author thinks
/// (Calico Enterprise's documentation, policy best practices).
/// </summary>
internal sealed class CP1005OwnSideSelector : FindingRule<TieredPolicy>
{
    public CP1005OwnSideSelector()
        : base(new(
            "CP1005", "OwnSideSelector", FindingSeverity.Medium,
            "A rule picks the policy's own endpoints by a selector that belongs in the policy."))
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        var content = new RuleContent(selectors);
        var rules = context.RulesOf(policy);

        // Where all rules pick the same endpoints, CP1006 says so once.
        if (OwnSide.CommonTo(policy, rules, content, selectors) is not null) yield break;
        foreach (var rule in rules)
        {
            if (OwnSide.FieldOf(policy, rule, selectors) is not { } path) continue;
            var scope = OwnSideScope.Of(policy, rule, context);
            yield return new(path, Message(policy, rule, path, scope), Recommendation(policy, rule, path, selectors))
            {
                Content = $"{rule.ListName} {content.Of(rule.Rule)}",
                Saving = scope is null
                    ? "1 rule and 1 IP set on each endpoint that the rule is not for."
                    : $"1 rule on each of {RuleCost.Count(scope.Idle, "endpoint")} that the rule is not for, and 1 IP set.",
            };
        }
    }

    private static string Message(TieredPolicy policy, RulePlace rule, FieldPath path, OwnSideScope? measured)
    {
        var scope = policy is GlobalPolicy ? "every endpoint that the global policy selects" : "every pod that the policy selects";
        return $"The {rule.OwnField}.{path.Name} of {rule} picks the policy's own endpoints, which is what the policy's selector is for. "
            + $"{Capital(scope)} gets the rule, {RuleCost.OfOne}, and is isolated by the policy, whether the rule is meant for it or not."
            + (measured is null ? string.Empty : $" {measured.Sentence("The rule is")}");
    }

    private static string Recommendation(TieredPolicy policy, RulePlace rule, FieldPath path, SelectorCache selectors) =>
        $"Move the rule to {OwnSide.Home(policy, rule.Own, selectors)}, and drop {rule.OwnField}.{path.Name} from it.";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
