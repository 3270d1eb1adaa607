using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// What a default deny looks like, staged or enforced: it selects all pods, or all but those of excluded namespaces, and has no
/// rules but for DNS, so that what nothing else allows is denied. A plain Deny in place of the tier's end is one too. The policy
/// that only allows DNS, and governs nothing else, is not meant as one.
/// </summary>
internal static class DefaultDenyShape
{
    /// <summary>Whether the policy is a default deny.</summary>
    public static bool Is(TieredPolicy policy, RuleContext context) => DeniesAllButDns(policy, context)
        && policy.Types.Any(direction => policy.RulesOf(direction).All(rule => rule.Action == PolicyAction.Deny));

    /// <summary>Whether the policy does what a default deny does, be it meant as one or to allow DNS.</summary>
    public static bool DeniesAllButDns(TieredPolicy policy, RuleContext context) =>
        !PolicyScope.IsForHostsOnly(policy) && !PolicyScope.IsGivenUp(policy) && SelectsAll(policy, SelectorCache.Of(context))
        && policy.Types.All(direction => direction.IsKnown && Denies(policy, direction, context));

    /// <summary>Whether the direction is denied to what the policy selects, all but DNS.</summary>
    private static bool Denies(TieredPolicy policy, PolicyType direction, RuleContext context)
    {
        var isExplicit = false;
        foreach (var rule in policy.RulesOf(direction))
        {
            if (IsPlainDeny(rule))
                isExplicit = true;
            else if (direction != PolicyType.Egress || !rule.IsDnsAllow())
                return false;
        }

        return isExplicit || TierIndex.Of(context).DefaultActionOf(policy.Tier) != PolicyAction.Pass;
    }

    /// <summary>Whether a rule denies everything.</summary>
    public static bool IsPlainDeny(PolicyRule rule) => rule.Action == PolicyAction.Deny && rule.IsUnconditional();

    /// <summary>The directions in words: <c>ingress and egress</c>.</summary>
    public static string Directions(TieredPolicy policy) =>
        string.Join(" and ", policy.Types.Select(direction => direction.Text.ToLowerInvariant()));

    private static bool SelectsAll(TieredPolicy policy, SelectorCache selectors) =>
        PolicyScope.IsUnbounded(policy.ServiceAccountSelector, selectors)
        && OnlyExcludes(policy.Selector, SelectorPlaces.Endpoint, selectors)
        && OnlyExcludes((policy as GlobalPolicy)?.NamespaceSelector, SelectorPlaces.Namespace, selectors);

    private static bool OnlyExcludes(string? text, SelectorPlaces place, SelectorCache selectors) =>
        PolicyScope.IsUnbounded(text, selectors) || (selectors.Find(text) is { } selector && OnlyExcludes(selector.Root, place));

    /// <summary>Whether a condition leaves out namespaces and asks for nothing else.</summary>
    private static bool OnlyExcludes(SelectorNode node, SelectorPlaces place) => node switch
    {
        AndNode all => all.Operands.All(operand => OnlyExcludes(operand, place)),
        NotNode { Operand: LabelNode test } => IsOfNamespace(test, place),
        LabelNode { Operator: LabelOperator.NotEqual or LabelOperator.NotIn } test => IsOfNamespace(test, place),
        _ => PolicyScope.HoldsForEveryPod(node, place),
    };

    /// <summary>Whether a test is of the namespace. What asks for something that is in none is for host endpoints.</summary>
    private static bool IsOfNamespace(LabelNode test, SelectorPlaces place) =>
        (place == SelectorPlaces.Namespace || test.Label == AutomaticLabels.Namespace)
        && !(test is HasNode && AutomaticLabels.PlacesOf(test.Label) != SelectorPlaces.None);
}
