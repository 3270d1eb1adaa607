using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>A policy with more than a hundred rules: a packet that the last one decides was compared with all of them.</summary>
internal sealed class CP1015TooManyRules : FindingRule<TieredPolicy>
{
    public CP1015TooManyRules()
        : base(new("CP1015", "TooManyRules", FindingSeverity.Medium, "A policy has more than 100 rules.") { Parameters = [SplitPolicies.MostRules] })
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var (ingress, egress) = (policy.Ingress.Count, policy.Egress.Count);
        if (ingress + egress <= context.Settings.ValueOf(SplitPolicies.MostRules)) yield break;
        var (list, longest) = ingress >= egress ? ("ingress", ingress) : ("egress", egress);
        yield return new(
            FieldPath.Root["spec"][list],
            FormattableString.Invariant($"The {policy.Kind} has {ingress + egress} rules, {ingress} for ingress and {egress} for egress. Each takes {RuleCost.OfOne}; ")
                + $"the last {list} rule comes after {RuleCost.Of(longest)}, on every selected endpoint.",
            "Put addresses and domains into network sets and select them by label, list the ports of one peer in one rule, and give services "
                + "policies of their own, so that each endpoint gets the rules that it needs.")
        {
            Saving = $"Of {RuleCost.Count(longest, list + " rule")}, up to {RuleCost.Of(longest)}.",
        };
    }
}
