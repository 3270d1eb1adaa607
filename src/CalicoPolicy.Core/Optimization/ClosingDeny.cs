using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization;

/// <summary>
/// A Deny of everything at the end of a policy that changes nothing: the tier ends in Deny, and no later policy of the tier gets
/// to see the traffic. Silent where the Deny is all that the direction is about (quarantine, an explicit default deny), where it
/// goes with a Log, and wherever a later policy may select the same endpoints.
/// </summary>
internal static class ClosingDeny
{
    /// <summary>More later policies than this are not compared; the rule then counts as needed.</summary>
    private const int MaxLaterPolicies = 1000;

    /// <summary>The rule; null where there is none or where it is needed.</summary>
    public static RulePlace? Find(TieredPolicy policy, PolicyType direction, RuleContext context) => Find(policy, direction, context, isSure: false);

    /// <summary>
    /// The rule where its tier is known, in the input or as a built-in one, and staged policies do not need it either; null where there is
    /// none or where it is needed.
    /// </summary>
    public static RulePlace? FindSure(TieredPolicy policy, PolicyType direction, RuleContext context) => Find(policy, direction, context, isSure: true);

    private static RulePlace? Find(TieredPolicy policy, PolicyType direction, RuleContext context, bool isSure)
    {
        var rules = policy.RulesOf(direction);
        if (rules.Count < 2 || rules[^1].Action != PolicyAction.Deny || !rules[^1].IsUnconditional()) return null;
        if (rules[^2].Action == PolicyAction.Log || !policy.Types.Contains(direction) || PolicyScope.IsForHostsOnly(policy)) return null;
        if (!rules.Any(rule => rule.Action == PolicyAction.Allow || rule.Action == PolicyAction.Pass)) return null;
        var tiers = TierIndex.Of(context);
        if (isSure && tiers.OrderOf(policy.Tier) is null) return null;
        if ((tiers.Find(policy.Tier)?.DefaultAction ?? BuiltInTiers.DefaultActionOf(policy.Tier)) != PolicyAction.Deny) return null;
        if (policy.Tier == TieredPolicy.DefaultTier && tiers.HasKubernetesPolicy(policy.IsNamespaced ? policy.Namespace ?? "default" : null)) return null;
        return IsFollowed(policy, direction, tiers, context, isSure) ? null : new(direction, rules.Count - 1, rules[^1]);
    }

    private static bool IsFollowed(TieredPolicy policy, PolicyType direction, TierIndex tiers, RuleContext context, bool isSure)
    {
        var selectors = SelectorCache.Of(context);
        var seen = 0;
        foreach (var later in tiers.After(policy))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (++seen > MaxLaterPolicies) return true;
            if (!later.Types.Contains(direction) || PolicyScope.IsForHostsOnly(later) || (!isSure && later.IsStaged && !policy.IsStaged)) continue;
            if (SharedEndpoints.MayBe(policy, later, selectors)) return true;
        }

        return false;
    }
}
