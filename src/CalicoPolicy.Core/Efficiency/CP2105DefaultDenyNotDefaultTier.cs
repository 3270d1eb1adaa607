using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A default deny that is not the last word: in another tier than <c>default</c>, with an order, or by a Deny rule of its own. It
/// then comes before policies that should decide first.
/// </summary>
internal sealed class CP2105DefaultDenyNotDefaultTier : FindingRule<TieredPolicy>
{
    public CP2105DefaultDenyNotDefaultTier()
        : base(new(
            "CP2105", "DefaultDenyNotDefaultTier", FindingSeverity.Medium,
            "A default deny is not at the end of the default tier, or denies by a rule of its own."))
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        if (!DefaultDenyShape.Is(policy, context)) yield break;
        var isElsewhere = policy.Tier != TieredPolicy.DefaultTier;
        var hasDeny = policy.Ingress.Concat(policy.Egress).Any(DefaultDenyShape.IsPlainDeny);

        // A Deny of all that a namespace's pods do, in a tier before others, is how a namespace is put into quarantine.
        if (isElsewhere && hasDeny && policy.IsNamespaced) yield break;
        if (isElsewhere)
        {
            yield return new(
                FieldPath.Root["spec"]["tier"],
                $"The default deny is in tier {policy.Tier}: what it selects is denied at the end of that tier, and the policies of later tiers never get to allow it.",
                "Put it into tier default, which comes last, and the allows into tiers before it or beside it.")
            {
                Content = "tier",
                Change = () => ToDefaultTier(policy),
            };
        }

        if (policy.Order is not null)
        {
            yield return new(
                FieldPath.Root["spec"]["order"],
                FormattableString.Invariant($"The default deny has the order {policy.Order}. It needs none: without one it is the last of its tier, whatever orders the others have."),
                "Leave out spec.order.")
            { Content = "order", Change = () => SuggestedChange.To(policy with { Order = null }, "The policy comes after all others of its tier.") };
        }

        foreach (var direction in policy.Types)
        {
            if (Deny(policy, direction, context) is not { } deny) continue;
            yield return new(
                deny.Path,
                $"The {deny} denies what the end of tier {policy.Tier} would. As a rule it also cuts what policies after this one allow: "
                    + "those without an order whose names come later, and all of later tiers.",
                $"Delete {deny} and keep {direction} in spec.types: the end of the tier denies what no policy allows.")
            {
                Content = $"{deny.ListName} deny",
                Change = () => SuggestedChange.To(
                    PolicyEditing.RemoveRules(policy, direction, [deny.Index]), "What later policies allow is no longer denied by the policy."),
            };
        }
    }

    private static SuggestedChange ToDefaultTier(TieredPolicy policy)
    {
        var changed = PolicyChanges.InDefaultTier(policy);
        var effect = $"What tier {policy.Tier} no longer denies goes on to the tiers after it.";
        return SuggestedChange.To(changed, changed.Name == policy.Name ? effect : $"{effect} It is another object: delete {policy} where it is in a cluster.");
    }

    /// <summary>The Deny of a direction; one that only repeats the end of the tier is CP1017's.</summary>
    private static RulePlace? Deny(TieredPolicy policy, PolicyType direction, RuleContext context) =>
        ClosingDeny.Find(policy, direction, context) is null && TierIndex.Of(context).DefaultActionOf(policy.Tier) == PolicyAction.Deny
            ? RulePlace.Of(policy, direction).FirstOrDefault(rule => DefaultDenyShape.IsPlainDeny(rule.Rule))
            : null;
}
