using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Through which tiers and policies the traffic of each class of endpoints goes. Staged policies are left out, and those that are in
/// force on host endpoints only.
/// </summary>
/// <remarks>Made in O(policies x classes that each selects). A question on a policy costs O(classes that it selects x tiers of these).</remarks>
internal sealed class InventoryTiers
{
    private readonly List<TierStage>[] _stages;

    public InventoryTiers(PolicySnapshot snapshot, IReadOnlyList<CompiledTier> tiers, CancellationToken cancellationToken)
    {
        _stages = new List<TierStage>[snapshot.Classes.Count * 2];
        for (var place = 0; place < _stages.Length; place++) _stages[place] = [];
        foreach (var tier in tiers)
        {
            foreach (var policy in tier.Policies)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (policy.Source is IStagedPolicy || policy.IsUntracked || policy.IsPreDnat) continue;
                foreach (var index in policy.Selector?.PickedClasses ?? Enumerable.Range(0, snapshot.Classes.Count))
                {
                    var applies = policy.Selector?.OfClass(index) ?? Truth.Yes;
                    if (policy.HasIngress) Add(index, isIngress: true, tier, policy, applies);
                    if (policy.HasEgress) Add(index, isIngress: false, tier, policy, applies);
                }
            }
        }
    }

    /// <summary>The tiers that have policies for a class of endpoints in a direction, in their order.</summary>
    public IReadOnlyList<TierStage> Of(int labelClass, bool isIngress) => _stages[(labelClass * 2) + (isIngress ? 1 : 0)];

    /// <summary>
    /// A policy of a later tier that endpoints of a class have and that nothing gets to, since a tier denies at its end and none of its
    /// policies that may be for these endpoints passes anything on or lets everything out; null where there is none, or it is not known.
    /// What only denies is not missed, nor what allows DNS where DNS was allowed before.
    /// </summary>
    public CompiledPolicy? FindUnreached(int labelClass, bool isIngress, string tier)
    {
        var stages = Of(labelClass, isIngress);
        var (isAfter, hasDns) = (false, false);
        foreach (var stage in stages)
        {
            if (!isAfter) hasDns |= stage.MayAllowDns;
            if (stage.Tier.Name == tier)
            {
                if (stage.Tier is not { IsKnown: true, HasGap: false, DefaultAction: RuleStep.Deny } || stage.HasPass || stage.HasOpenEnd) return null;
                isAfter = true;
            }
            else if (isAfter && stage.Tier.IsKnown && (stage.Opening ?? (hasDns ? null : stage.ForDns)) is { } unreached)
            {
                return unreached;
            }
        }

        return null;
    }

    /// <summary>Whether traffic of a class may get to a policy at all: no tier and no policy before it decides everything.</summary>
    public bool MayReach(int labelClass, bool isIngress, CompiledPolicy policy)
    {
        foreach (var stage in Of(labelClass, isIngress))
        {
            var isThere = stage.Tier.Name == policy.Policy.Tier;
            RuleStep? end = null;
            foreach (var (other, applies) in stage.Policies)
            {
                if (isThere && ReferenceEquals(other, policy)) return true;
                if (applies == Truth.Yes && (end = TierStage.EndOf(other, isIngress)) is not null) break;
            }

            if (isThere || end is RuleStep.Allow or RuleStep.Deny) return false;
            var endsInDeny = end is null && stage.Tier.DefaultAction == RuleStep.Deny && stage.Policies.Any(other => other.Applies == Truth.Yes);
            if (endsInDeny && !stage.HasPass) return false;
        }

        return false;
    }

    private void Add(int labelClass, bool isIngress, CompiledTier tier, CompiledPolicy policy, Truth applies)
    {
        var stages = _stages[(labelClass * 2) + (isIngress ? 1 : 0)];
        if (stages.Count == 0 || !ReferenceEquals(stages[^1].Tier, tier)) stages.Add(new(tier));
        stages[^1].Add(policy, isIngress, applies);
    }
}
