using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Evaluation.Changes;

/// <summary>Another order for a policy of the deciding tier that comes too late: just before the policy that decided.</summary>
internal static class OrderEdits
{
    public static IEnumerable<FlowEdit> Of(ChangeSide side)
    {
        if (side is not { Deciding: { } tier, Trace.Decider: { RulePath: not null, Policy: { } decider } }) yield break;
        var isLater = false;
        foreach (var (policy, applies) in tier.Policies)
        {
            if (isLater && applies == Truth.Yes && policy.Source is TieredPolicy written and not IStagedPolicy && Array.Exists(policy.RulesOf(side.IsIngress), rule => rule.Rule.Action == side.Wanted))
            {
                var order = Before(tier.Tier, decider);
                yield return new(
                    FlowChangeKind.Order, side.OthersSelectedBy(policy), FormattableString.Invariant($"Give {written} the order {order}, before {decider}."), written, before => (TieredPolicy)before with { Order = order });
            }

            isLater |= ReferenceEquals(policy.Source, decider);
        }
    }

    /// <summary>An order just before that of a policy of the tier, a whole number where one is free.</summary>
    public static double Before(CompiledTier tier, Resource policy)
    {
        var place = Array.FindIndex(tier.Policies, other => ReferenceEquals(other.Source, policy));
        if (place < 0 || tier.Policies[place].Policy.Order is not { } order) return Behind(tier);
        var before = double.NegativeInfinity;
        foreach (var other in tier.Policies)
        {
            if (other.Policy.Order is { } one && one < order) before = Math.Max(before, one);
        }

        if (double.IsNegativeInfinity(before)) return Math.Ceiling(order) - 10;
        var middle = before + ((order - before) / 2);
        return Math.Floor(middle) > before ? Math.Floor(middle) : middle;
    }

    /// <summary>An order behind all of the tier's policies that have one.</summary>
    public static double Behind(CompiledTier tier)
    {
        var last = 0.0;
        foreach (var policy in tier.Policies) last = Math.Max(last, policy.Policy.Order ?? 0);
        return Math.Floor(last) + 10;
    }
}
