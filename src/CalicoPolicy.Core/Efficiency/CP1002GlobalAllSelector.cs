using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A global policy that selects everything: its rules are on every pod and, without a namespaceSelector, on every host endpoint.
/// That is right for what is meant for all: deny lists, Pass, DNS, and a default deny while it is staged. An enforced default deny
/// of everything is CP2102's.
/// </summary>
internal sealed class CP1002GlobalAllSelector : FindingRule<GlobalPolicy>
{
    public CP1002GlobalAllSelector()
        : base(new(
            "CP1002", "GlobalAllSelector", FindingSeverity.High,
            "A global policy selects every pod and every host endpoint."))
    {
    }

    protected override IEnumerable<Observation> Judge(GlobalPolicy policy, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        if (!IsUnbounded(policy, selectors) || PolicyScope.IsForHostsOnly(policy) || IsMeantForAll(policy)) yield break;
        if (CP2102DefaultDenyAll.IsFound(policy, context)) yield break;
        var isolates = policy is not IStagedPolicy && policy.Types.Any(direction => IsCutAtTheEnd(policy, direction, context));
        var rules = policy.Ingress.Count + policy.Egress.Count;
        var landed = Landed(policy, context);
        yield return new(FieldPath.Root["spec"]["selector"], Message(policy, rules, isolates, landed), Recommendation)
        {
            Severity = isolates ? FindingSeverity.High : FindingSeverity.Medium,
            Saving = rules == 0 ? null : Inventory.Of(context)?.CostOf(policy) is { Rendered: > 0 } cost
                ? $"Up to {RuleCost.Count(cost.Rendered, "rule")} on {landed}, those on endpoints that need them left out."
                : $"{RuleCost.Count(rules, "rule")} on each endpoint that the policy need not select: {RuleCost.Of(rules)}.",
        };
    }

    /// <summary>Whether the policy selects every endpoint there is, or every pod.</summary>
    internal static bool IsUnbounded(GlobalPolicy policy, SelectorCache selectors) =>
        PolicyScope.IsUnbounded(policy.Selector, selectors)
        && PolicyScope.IsUnbounded(policy.NamespaceSelector, selectors)
        && PolicyScope.IsUnbounded(policy.ServiceAccountSelector, selectors);

    private static bool IsMeantForAll(GlobalPolicy policy)
    {
        if (policy.Ingress.Count + policy.Egress.Count == 0) return policy is IStagedPolicy;
        return RulePlace.Of(policy).All(rule => IsMeantForAll(policy, rule));
    }

    private static bool IsMeantForAll(GlobalPolicy policy, RulePlace rule)
    {
        if (rule.Rule.Action == PolicyAction.Log || rule.Rule.Action == PolicyAction.Pass || rule.Rule.IsDnsAllow()) return true;
        if (rule.Rule.Action == PolicyAction.Deny) return !rule.Rule.IsUnconditional();

        // "Deny these, allow the rest": the list is what is meant for all.
        return rule.Rule.IsUnconditional() && policy.RulesOf(rule.Direction).Any(other => other.Action == PolicyAction.Deny)
            && rule.Number == policy.RulesOf(rule.Direction).Count;
    }

    /// <summary>Whether what no rule decides is dropped at the end of the tier.</summary>
    private static bool IsCutAtTheEnd(GlobalPolicy policy, PolicyType direction, RuleContext context)
    {
        var closing = policy.RulesOf(direction).FirstOrDefault(rule => rule.Action.IsTerminal && rule.IsUnconditional());
        if (closing is not null) return closing.Action == PolicyAction.Deny;
        return TierIndex.Of(context).DefaultActionOf(policy.Tier) != PolicyAction.Pass;
    }

    /// <summary>The endpoints of the snapshot that the policy is on; null without one.</summary>
    private static EndpointCount? Landed(GlobalPolicy policy, RuleContext context) =>
        Inventory.Of(context) is { HasEndpoints: true } inventory && inventory.Find(policy) is { } compiled ? inventory.CountOf(compiled.Selector) : null;

    private static string Message(GlobalPolicy policy, int rules, bool isolates, EndpointCount? landed)
    {
        var who = string.IsNullOrEmpty(policy.NamespaceSelector) ? "every pod and every host endpoint" : "every pod";
        var what = rules == 0 ? string.Empty : $"; each gets {RuleCost.Count(rules, "rule")}, {RuleCost.OfOne} for every rule";
        var cut = isolates ? ", and what no rule allows is denied to all of them" : string.Empty;
        var here = landed is null ? string.Empty : $", {landed} in the snapshot";
        return $"The policy selects {who}{here}{what}{cut}.";
    }

    private const string Recommendation =
        "Narrow spec.selector to the endpoints that need the rules; or set spec.namespaceSelector with the system namespaces excluded: "
        + "has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}.";
}
