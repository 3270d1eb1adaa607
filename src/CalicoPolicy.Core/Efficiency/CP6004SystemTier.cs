using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>Rights to change policies of the operator's own tier, which comes first and keeps Calico working, by name. Rights in every tier are CP6003.</summary>
internal sealed class CP6004SystemTier : AccessRuleCheck
{
    public CP6004SystemTier()
        : base(new("CP6004", "SystemTier", FindingSeverity.High, "Somebody besides Calico's operator may change policies of its tier."))
    {
    }

    private protected override bool Concerns(AccessRule rule) => Named(rule).Length > 0
        && TierKinds.All.Any(kind => IsAbout(rule, Calico, TierKinds.Prefix + kind.Resource)) && Given(rule, TierKinds.Writes).Count > 0;

    private protected override Fault? Judge(AccessRule rule, IReadOnlyList<AccessHolder> holders, AccessIndex index, RuleContext context)
    {
        var tiers = Named(rule);

        // On a part of the input the right to get the tier may be elsewhere.
        var found = holders.Where(holder => !context.Complete || tiers.Any(tier => index.MaySee(holder, tier))).ToList();
        return found.Count == 0 ? null : new(
            "resourceNames",
            $"{Who(found)} may {Listed(Given(rule, TierKinds.Writes))} policies of tier {Listed(tiers)}, which is the operator's: it comes before the others, and Calico's own traffic hangs on it.",
            "Leave the tier to the operator: take the right away. Policies that must come first go into a tier of your own with a lower order.");
    }

    private static string[] Named(AccessRule rule) => [.. TiersOf(rule.ResourceNames).Where(BuiltInTiers.IsOfOperator)];
}
