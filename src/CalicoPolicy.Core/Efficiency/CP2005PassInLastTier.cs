using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A Pass out of the last tier: what comes next are the profiles, and a pod's profile allows everything. The last tier is
/// <c>default</c>, or one behind it, where the input has no policy of a later one.
/// </summary>
internal sealed class CP2005PassInLastTier : FindingRule
{
    public CP2005PassInLastTier()
        : base(new("CP2005", "PassInLastTier", FindingSeverity.Medium, "The last tier passes traffic on, which allows it."))
    {
    }

    public override bool LooksAround => true;

    public override IEnumerable<Observation> Judge(Resource subject, RuleContext context) => subject switch
    {
        Tier tier => AtTheEnd(tier, context),
        TieredPolicy policy when !PolicyScope.IsForHostsOnly(policy) => ByRule(policy, context),
        _ => [],
    };

    private static IEnumerable<Observation> AtTheEnd(Tier tier, RuleContext context)
    {
        if (tier.DefaultAction != PolicyAction.Pass || BuiltInTiers.OrderOf(tier.Name) is not null) yield break;
        if (!IsLast(tier.Name, PolicyType.Ingress, context) || !IsLast(tier.Name, PolicyType.Egress, context)) yield break;
        yield return new(
            FieldPath.Root["spec"]["defaultAction"],
            $"The tier {tier.Name} is the last and ends with Pass: what its policies do not decide goes on to the profiles, which allow it.",
            "Write defaultAction: Deny, or give the tier an order before the default tier's 1000000.");
    }

    private static IEnumerable<Observation> ByRule(TieredPolicy policy, RuleContext context)
    {
        foreach (var rule in context.RulesOf(policy))
        {
            if (rule.Rule.Action != PolicyAction.Pass || !policy.Types.Contains(rule.Direction) || !IsLast(policy.Tier, rule.Direction, context)) continue;
            yield return new(
                rule.Path,
                $"The {rule} passes traffic out of tier {policy.Tier}, after which no tier has a policy: the profiles decide, and those of pods allow everything.",
                $"Write action: Allow if that is meant, with the peer and the port; otherwise delete {rule}, so that the end of the tier denies.")
            { Content = $"{rule.ListName} {new Validation.RuleContent(Validation.SelectorCache.Of(context)).Of(rule.Rule)}" };
        }
    }

    private static bool IsLast(string tier, PolicyType direction, RuleContext context) =>
        TierIndex.Of(context).OrderOf(tier) is { } order && IsBehindDefault(tier, order)
        && !LaterTiers.Of(context).HasAnyAfter(order, direction) && !HasBaseline(context);

    /// <summary>Tiers of the same order come by name.</summary>
    private static bool IsBehindDefault(string tier, double order) => order > Tier.DefaultOrder
        || (order == Tier.DefaultOrder && string.CompareOrdinal(tier, TieredPolicy.DefaultTier) >= 0);

    private static bool HasBaseline(RuleContext context) => context.Shared(static made => new Baseline(made.Resources.Any(
        resource => resource is ClusterNetworkPolicy { Tier: "Baseline" }))).Exists;

    private sealed record Baseline(bool Exists);
}
