using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A tier that ends in Deny for endpoints which have policies in later tiers, and no policy of which passes anything on: the later
/// policies are never reached. Only where a later policy of the input is surely for the same endpoints; a plain Allow or Deny says
/// that no later tier is meant to decide. With a snapshot it is judged endpoint by endpoint.
/// </summary>
internal sealed class CP2004TierDeadEnd : FindingRule<TieredPolicy>
{
    public CP2004TierDeadEnd()
        : base(new("CP2004", "TierDeadEnd", FindingSeverity.High, "A tier denies at its end what policies of later tiers are there to decide."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        if (policy.IsStaged || PolicyScope.IsForHostsOnly(policy) || DefaultDenyShape.Is(policy, context)) yield break;
        foreach (var direction in policy.Types)
        {
            if ((Inventory.Of(context) is { } inventory ? MessageOnEndpoints(policy, direction, inventory, context) : Message(policy, direction, context)) is not { } message) continue;
            var list = direction.Text.ToLowerInvariant();
            yield return new(
                FieldPath.Root["spec"]["tier"],
                message,
                $"End spec.{list} with a rule action: Pass for what later tiers decide, or give tier {policy.Tier} defaultAction: Pass.")
            {
                Content = list,
                Change = () => SuggestedChange.To(
                    PolicyEditing.AddRules(policy, direction, [new() { Action = PolicyAction.Pass }], policy.RulesOf(direction).Count),
                    $"{direction} that no rule of the policy decides is no longer denied at the end of tier {policy.Tier}, but goes on to later tiers."),
            };
        }
    }

    /// <summary>What is to be said going by selectors alone; null: nothing.</summary>
    private static string? Message(TieredPolicy policy, PolicyType direction, RuleContext context)
    {
        var later = LaterTiers.Of(context);
        if (!EndsInDeny(policy, direction, context) || later.HasPass(policy.Tier, direction) || later.Find(policy, direction) is not { } unreached) return null;
        return $"The {direction.Text.ToLowerInvariant()} that this policy selects never gets to later tiers: tier {policy.Tier} ends in Deny and none of its policies has a Pass rule. "
            + $"The {unreached} in tier {unreached.Tier} is for the same endpoints and is never reached.";
    }

    /// <summary>
    /// What is to be said going by the endpoints of a snapshot. Where the policy selects none of them, and others may be there, its
    /// selectors are all there is to go by.
    /// </summary>
    private static string? MessageOnEndpoints(TieredPolicy policy, PolicyType direction, Inventory inventory, RuleContext context)
    {
        if (inventory.Find(policy) is not { } compiled) return null;
        if (inventory.CountOf(compiled.Selector).Total == 0) return inventory.HasAllEndpoints ? null : Message(policy, direction, context);
        if (!direction.IsKnown || policy.RulesOf(direction).Any(rule => rule.Action.IsTerminal && rule.IsUnconditional())) return null;
        var (isIngress, count) = (direction == PolicyType.Ingress, EndpointCount.None);
        (Endpoint Endpoint, CompiledPolicy Unreached)? first = null;
        foreach (var index in inventory.PickedBy(compiled.Selector))
        {
            if (inventory.Stages.FindUnreached(index, isIngress, policy.Tier) is not { } unreached) continue;
            count += inventory.Counts[index];
            first ??= (inventory.Samples[index], unreached);
        }

        return first is not var (endpoint, later) ? null
            : $"The {direction.Text.ToLowerInvariant()} of {count} of the snapshot that this policy selects, {endpoint} for one, never gets to later tiers: tier {policy.Tier} ends in Deny and none of its "
                + $"policies for them has a Pass rule. The {later.Source} in tier {later.Policy.Tier} is for it too and is never reached.";
    }

    private static bool EndsInDeny(TieredPolicy policy, PolicyType direction, RuleContext context)
    {
        var tiers = TierIndex.Of(context);
        if (tiers.Find(policy.Tier) is null && policy.Tier != TieredPolicy.DefaultTier) return false;
        return tiers.DefaultActionOf(policy.Tier) == PolicyAction.Deny
            && !policy.RulesOf(direction).Any(rule => rule.Action.IsTerminal && rule.IsUnconditional())
            && !OpenEnds.Of(context).IsOpen(policy, direction, SelectorCache.Of(context));
    }
}
