using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A tier that ends in Deny for endpoints which have policies in later tiers, and no policy of which passes anything on: the later
/// policies are never reached. Only where a later policy of the input is surely for the same endpoints; a plain Allow or Deny says
/// that no later tier is meant to decide.
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
        var later = LaterTiers.Of(context);
        foreach (var direction in policy.Types)
        {
            if (!EndsInDeny(policy, direction, context) || later.HasPass(policy.Tier, direction)) continue;
            if (later.Find(policy, direction) is not { } unreached) continue;
            var list = direction.Text.ToLowerInvariant();
            yield return new(
                FieldPath.Root["spec"]["tier"],
                $"The {list} that this policy selects never gets to later tiers: tier {policy.Tier} ends in Deny and none of its policies has a Pass rule. "
                    + $"The {unreached} in tier {unreached.Tier} is for the same endpoints and is never reached.",
                $"End spec.{list} with a rule action: Pass for what later tiers decide, or give tier {policy.Tier} defaultAction: Pass.")
            {
                Content = list,
                Change = () => SuggestedChange.To(
                    PolicyEditing.AddRules(policy, direction, [new() { Action = PolicyAction.Pass }], policy.RulesOf(direction).Count),
                    $"{direction} that no rule of the policy decides is no longer denied at the end of tier {policy.Tier}, but goes on to later tiers."),
            };
        }
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
