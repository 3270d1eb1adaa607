using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>What traffic of an endpoint meets, in the order of evaluation.</summary>
/// <remarks>O(policies).</remarks>
public static class EffectivePolicies
{
    /// <summary>The policies of an endpoint, the ends of tiers that apply to it, and what comes after.</summary>
    /// <param name="engine">The policies that count; compiled with a pending view it has the staged ones too.</param>
    /// <param name="endpoint">An endpoint of the engine's snapshot.</param>
    /// <param name="direction">The direction; null: egress, then ingress.</param>
    /// <param name="name">What to call the endpoint; null: its own name.</param>
    public static IEnumerable<EffectivePolicy> Of(PolicyEngine engine, Endpoint endpoint, PolicyType? direction = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(endpoint);
        foreach (var one in (PolicyType[])[PolicyType.Egress, PolicyType.Ingress])
        {
            if (direction is not null && direction != one) continue;
            var position = 0;
            foreach (var row in Rows(engine, endpoint, one))
                yield return row with { Cluster = engine.Snapshot.Cluster, Endpoint = name ?? endpoint.ToString(), Position = ++position };
        }
    }

    private static IEnumerable<EffectivePolicy> Rows(PolicyEngine engine, Endpoint endpoint, PolicyType direction)
    {
        PolicyHook[] hooks = endpoint.Kind == EndpointKind.Workload ? [PolicyHook.Normal] : [PolicyHook.Untracked, PolicyHook.PreDnat, PolicyHook.Normal, PolicyHook.Forward];
        foreach (var hook in hooks)
        {
            var isReached = true;
            foreach (var tier in engine.ProgramOf(endpoint, direction == PolicyType.Ingress, hook).Tiers)
            {
                foreach (var row in Rows(tier, direction, hook)) yield return row with { IsReached = isReached };
                isReached &= !StopsAll(tier, direction, hook);
            }

            if (hook != PolicyHook.Normal || !isReached) continue;
            foreach (var row in Profiles(endpoint, direction)) yield return row;
        }
    }

    /// <summary>Whether nothing gets past a tier: it applies for sure, ends with Deny, and no rule passes anything on.</summary>
    internal static bool StopsAll(ProgramTier tier, PolicyType direction, PolicyHook hook) =>
        hook is PolicyHook.Normal or PolicyHook.Forward && tier is { HasGap: false, Tier: { IsKnown: true, DefaultAction: not RuleStep.Pass } }
        && Array.Exists(tier.Policies, policy => policy.Applies == Truth.Yes && policy.Policy.Source is not IStagedPolicy)
        && !Array.Exists(tier.Policies, policy => Array.Exists(policy.Policy.RulesOf(direction == PolicyType.Ingress), rule => rule.Action == RuleStep.Pass));

    private static IEnumerable<EffectivePolicy> Rows(ProgramTier tier, PolicyType direction, PolicyHook hook)
    {
        var order = tier.Tier.Resource is { } resource ? resource.Order ?? Tier.DefaultOrder : BuiltInTiers.OrderOf(tier.Tier.Name);
        var row = new EffectivePolicy
        {
            Endpoint = string.Empty,
            Position = 0,
            Direction = direction,
            Hook = hook == PolicyHook.Normal ? null : hook.ToString(),
            Tier = tier.Tier.Name,
            TierOrder = order,
        };
        var isStaged = true;
        var isCertain = false;
        foreach (var (policy, applies) in tier.Policies)
        {
            isStaged &= policy.Source is IStagedPolicy;
            isCertain |= applies == Truth.Yes;
            yield return row with
            {
                Policy = policy.Source,
                Order = policy.Policy.Order,
                RuleCount = policy.Policy.RulesOf(direction).Count,
                IsStaged = policy.Source is IStagedPolicy,
                IsCertain = applies == Truth.Yes && tier.Tier.IsKnown,
            };
        }

        // Untracked and preDNAT policies have no end of the tier; policies that could not be read may be anything.
        if (hook is PolicyHook.Untracked or PolicyHook.PreDnat) yield break;
        yield return row with
        {
            Action = tier.Tier.DefaultAction == RuleStep.Pass ? PolicyAction.Pass : PolicyAction.Deny,
            IsStaged = isStaged && tier.Policies.Length > 0,
            IsCertain = isCertain && tier.Tier.IsKnown && !tier.HasGap,
        };
    }

    private static IEnumerable<EffectivePolicy> Profiles(Endpoint endpoint, PolicyType direction)
    {
        var row = new EffectivePolicy { Endpoint = string.Empty, Position = 0, Direction = direction };
        foreach (var profile in endpoint.Profiles)
        {
            var allows = ProfileEnd.AllowsAll(profile);
            yield return row with { Profile = profile, Action = allows ? PolicyAction.Allow : null };
            if (allows) yield break;
        }

        yield return row with { Action = PolicyAction.Deny };
    }
}
