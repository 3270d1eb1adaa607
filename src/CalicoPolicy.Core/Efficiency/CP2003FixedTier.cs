using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A change to the operator's tier, or a policy of one's own in it: the operator puts back what it made, and the tier holds what
/// keeps Calico itself working. The tiers that Calico's API fixes itself are CP3001's.
/// </summary>
internal sealed class CP2003FixedTier : FindingRule
{
    public CP2003FixedTier()
        : base(new("CP2003", "FixedTier", FindingSeverity.Error, "The operator's tier is moved, or holds a policy that is not the operator's."))
    {
    }

    public override IEnumerable<Observation> Judge(Resource subject, RuleContext context) => subject switch
    {
        Tier tier when BuiltInTiers.IsOfOperator(tier.Name) => Moved(tier),
        TieredPolicy policy when BuiltInTiers.IsOfOperator(policy.Tier) && !IsOfOperator(policy) => Strange(policy),
        _ => [],
    };

    private static IEnumerable<Observation> Moved(Tier tier)
    {
        if (tier.Order == BuiltInTiers.SystemOrder) yield break;
        yield return new(
            FieldPath.Root["spec"]["order"],
            $"The tier {tier.Name} is the operator's and has the order 100: the operator reverts any other.",
            "Write order: 100, and give tiers of your own an order before or after it.");
    }

    private static IEnumerable<Observation> Strange(TieredPolicy policy)
    {
        yield return new(
            FieldPath.Root["spec"]["tier"],
            $"The tier {policy.Tier} is the operator's, for the policies that keep Calico itself working; what others put there decides before them and may be reverted.",
            "Put the policy into a tier of your own, with an order next to the operator's 100.");
    }

    /// <summary>Whether the operator may have made the policy: it owns it, or it is in a namespace of the system.</summary>
    private static bool IsOfOperator(TieredPolicy policy) =>
        policy.Metadata.OwnerReferences.Any(owner => owner.ApiVersion.StartsWith("operator.tigera.io/", StringComparison.Ordinal))
        || (policy.IsNamespaced && policy.Namespace is { } ns && (SystemNamespaces.IsOfSystem(ns) || ns.StartsWith("calico-", StringComparison.Ordinal)));
}
