using System.Globalization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>The tiers that every cluster has are fixed in order and default action (CEL rules of Tier).</summary>
internal sealed class FixedTiers : Constraint
{
    public override void Check(Resource subject, Violations violations)
    {
        if (subject is not Tier tier) return;
        var (order, action) = tier.Name switch
        {
            TieredPolicy.DefaultTier => (Tier.DefaultOrder, PolicyAction.Deny),
            "kube-admin" => (1_000, PolicyAction.Pass),
            "kube-baseline" => (10_000_000, PolicyAction.Pass),
            _ => (0, default),
        };
        if (order == 0) return;
        var text = order.ToString(CultureInfo.InvariantCulture);
        if (tier.Order != order)
        {
            violations.Add(
                FieldPath.Root["spec"]["order"], "fixed order", $"The tier {tier.Name} has the order {text}, which cannot be changed.",
                $"Write order: {text}, or make a tier of your own.");
        }

        if (tier.DefaultAction != action)
        {
            violations.Add(
                FieldPath.Root["spec"]["defaultAction"], "fixed action", $"The tier {tier.Name} ends with {action}, which cannot be changed.",
                $"Write defaultAction: {action}, or make a tier of your own.");
        }
    }
}
