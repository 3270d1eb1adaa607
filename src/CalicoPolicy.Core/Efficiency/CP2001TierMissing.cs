using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A policy in a tier that does not exist: Calico's API refuses it, and one that is there comes last and ends in Deny. Only on a
/// complete input; built-in tiers exist without an object (decisions 12 and 27).
/// </summary>
internal sealed class CP2001TierMissing : FindingRule<TieredPolicy>
{
    public CP2001TierMissing()
        : base(new("CP2001", "TierMissing", FindingSeverity.Error, "A policy's tier is not defined."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        if (!context.Complete || TierIndex.Of(context).Find(policy.Tier) is not null || BuiltInTiers.Exist(policy.Tier, context.Target)) yield break;
        if (Inventory.Of(context) is { } inventory && !inventory.HasAll("Tier")) yield break;
        yield return new(
            FieldPath.Root["spec"]["tier"],
            $"The tier {policy.Tier} is not defined, neither in the input nor by Calico {context.Target}: the API refuses the policy until it is.",
            $"Add the tier (New-PolicyTier -Name {policy.Tier}), or name one that there is in spec.tier.");
    }
}
