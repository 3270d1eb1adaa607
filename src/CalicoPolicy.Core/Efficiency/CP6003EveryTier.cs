using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Rights to change policies that no name limits, and that work in the tier <c>security</c> or in all: who should work in one tier may
/// override those before it. The right works in the tiers that the user may get.
/// </summary>
internal sealed class CP6003EveryTier : AccessRuleCheck
{
    private const string Security = "security";

    public CP6003EveryTier()
        : base(new("CP6003", "EveryTier", FindingSeverity.High, "Somebody who is no administrator may change policies of every tier."))
    {
    }

    private protected override bool Concerns(AccessRule rule) => rule.ResourceNames.Count == 0
        && TierKinds.All.Any(kind => IsAbout(rule, Calico, TierKinds.Prefix + kind.Resource)) && Given(rule, TierKinds.Writes).Count > 0;

    private protected override Fault? Judge(AccessRule rule, IReadOnlyList<AccessHolder> holders, AccessIndex index, RuleContext context)
    {
        var all = holders.Where(holder => index.MaySee(holder, null)).ToList();
        var secure = index.Tiers.Contains(Security) ? holders.Where(holder => index.MaySee(holder, Security)).ToList() : [];
        var found = holders.Where(holder => all.Contains(holder) || secure.Contains(holder)).ToList();
        if (found.Count == 0) return null;
        var isEvery = found.TrueForAll(all.Contains);
        var where = found.TrueForAll(holder => holder.Grant.Namespace is not null) ? $" in namespace {Listed([.. found.Select(holder => holder.Grant.Namespace!).Distinct(StringComparer.Ordinal)])}" : string.Empty;
        return new(
            "resources",
            $"{Who(found)} may {Listed(Given(rule, TierKinds.Writes))} policies of {(isEvery ? "every tier" : $"tier {Security} among others")}{where}: no resourceNames limit the right, so that it overrides what comes before its own tier.",
            "Limit the rule to the tier that these people work in: resourceNames [TIER.*], and get on that tier only (New-PolicyTierRole).");
    }
}
