using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A policy that blocks something and so denies everything: it has Deny rules with criteria, nothing that allows or passes the
/// rest, and the tier ends in Deny. Found where it selects what no default deny would, the system's pods or host endpoints, and on
/// a complete input where nothing else of the tier is for the same endpoints (decision 33).
/// </summary>
internal sealed class CP2206DenyOnlyPolicy : FindingRule<TieredPolicy>
{
    /// <summary>More policies of a tier than this are not compared; the rule is then silent.</summary>
    private const int MaxOthers = 1000;

    public CP2206DenyOnlyPolicy()
        : base(new(
            "CP2206", "DenyOnlyPolicy", FindingSeverity.Medium,
            "A policy only denies, and what it does not name is denied as well, at the end of the tier."))
    {
    }

    /// <summary>Whether a direction has Deny rules with criteria and nothing for the rest, so that the tier's end denies it.</summary>
    public static bool IsDenyOnly(TieredPolicy policy, PolicyType direction, RuleContext context)
    {
        var rules = policy.RulesOf(direction);
        return rules.Count > 0 && rules.All(rule => rule.Action == PolicyAction.Deny || rule.Action == PolicyAction.Log)
            && rules.Any(rule => rule.Action == PolicyAction.Deny) && !rules.Any(DefaultDenyShape.IsPlainDeny)
            && TierIndex.Of(context).DefaultActionOf(policy.Tier) == PolicyAction.Deny
            && !OpenEnds.Of(context).IsOpen(policy, direction, SelectorCache.Of(context));
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        if (PolicyScope.IsForHostsOnly(policy) || PolicyScope.IsGivenUp(policy)) yield break;
        foreach (var direction in policy.Types)
        {
            if (!direction.IsKnown || !IsDenyOnly(policy, direction, context) || Victims(policy, direction, context) is not { } victims) continue;
            var list = direction.Text.ToLowerInvariant();
            yield return new(
                FieldPath.Root["spec"][list],
                $"The {list} rules only deny. What they do not match is not let through but denied at the end of tier {policy.Tier}, for {victims}.",
                $"End spec.{list} with a rule action: Pass, so that later tiers and profiles decide on the rest; or Allow what is meant to work.")
            { Content = list };
        }
    }

    private static string? Victims(TieredPolicy policy, PolicyType direction, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        var open = OpenEnds.Of(context);
        var system = PolicyReach.SystemNamespacesOf(policy, selectors).FindAll(ns => !open.LetsOutPodsOf(policy, direction, ns, selectors, isBefore: false));
        var hosts = PolicyReach.SelectsHosts(policy, selectors) == true && !open.LetsOutHosts(policy, direction, selectors);
        if (system.Count > 0) return $"all pods that the policy selects, those of {string.Join(" and ", system)} included{(hosts ? ", and host endpoints" : "")}";
        if (hosts) return "all that the policy selects, host endpoints included";
        return context.Complete && IsAlone(policy, direction, context) ? "all that the policy selects, since no other policy of the tier is for it" : null;
    }

    private static bool IsAlone(TieredPolicy policy, PolicyType direction, RuleContext context)
    {
        var tiers = TierIndex.Of(context);
        if (policy.Tier == TieredPolicy.DefaultTier && tiers.HasKubernetesPolicy(policy.IsNamespaced ? policy.Namespace ?? "default" : null)) return false;
        var others = tiers.PoliciesOf(policy.Tier);
        if (others.Count > MaxOthers) return false;
        var selectors = SelectorCache.Of(context);
        return !others.Any(other => !ReferenceEquals(other, policy) && other.Types.Contains(direction) && SharedEndpoints.MayBe(policy, other, selectors));
    }
}
