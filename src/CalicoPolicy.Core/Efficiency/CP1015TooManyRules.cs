using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A policy with more than a hundred rules: a packet that the last one decides was compared with all of them. With a snapshot also nodes
/// with more than 10,000 rules in their kernels (Calico's documentation, network sets), said once, at the policy that has most of them.
/// </summary>
internal sealed class CP1015TooManyRules : FindingRule<TieredPolicy>
{
    public CP1015TooManyRules()
        : base(new("CP1015", "TooManyRules", FindingSeverity.Medium, "A policy has more than 100 rules.") { Parameters = [SplitPolicies.MostRules] })
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        if (FullNodes.Of(context).With(policy) is { } nodes) yield return nodes;
        var (ingress, egress) = (policy.Ingress.Count, policy.Egress.Count);
        if (ingress + egress <= context.Settings.ValueOf(SplitPolicies.MostRules)) yield break;
        var (list, longest) = ingress >= egress ? ("ingress", ingress) : ("egress", egress);
        yield return new(
            FieldPath.Root["spec"][list],
            FormattableString.Invariant($"The {policy.Kind} has {ingress + egress} rules, {ingress} for ingress and {egress} for egress. Each takes {RuleCost.OfOne}; ")
                + $"the last {list} rule comes after {RuleCost.Of(longest)}, on every selected endpoint.{Worst(policy, context)}",
            "Put addresses and domains into network sets and select them by label, list the ports of one peer in one rule, and give services "
                + "policies of their own, so that each endpoint gets the rules that it needs.")
        {
            Saving = Inventory.Of(context)?.CostOf(policy) is { Rendered: > 0 } cost
                ? $"Of {RuleCost.Count(cost.Rendered, "rule")} on {RuleCost.Count(cost.Endpoints, "endpoint")} of the snapshot, those that these do not need."
                : $"Of {RuleCost.Count(longest, list + " rule")}, up to {RuleCost.Of(longest)}.",
        };
    }

    /// <summary>What the worst endpoint of the snapshot that the policy is for has of all policies; empty where there is none.</summary>
    private static string Worst(TieredPolicy policy, RuleContext context) =>
        Inventory.Of(context) is { } inventory && inventory.Find(policy) is { } compiled && !policy.IsStaged && WorstEndpoints.Of(context, inventory).Among(compiled.Selector) is { } worst
            ? $" With all other policies {(worst.Namespace is null ? worst.Name : $"{worst.Namespace}/{worst.Name}")} has the most: {RuleCost.Count(Math.Max(worst.IngressRules, worst.EgressRules), "rule")} in a direction, {worst.Latency}."
            : string.Empty;
}
