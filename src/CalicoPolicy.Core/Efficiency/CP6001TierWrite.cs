using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Who may create tiers, or change their order, decides before everybody else. A right that is limited to named tiers is Medium: it may
/// be meant so, and still moves the tier before others. A right in a namespace is none, since tiers are in no namespace.
/// </summary>
internal sealed class CP6001TierWrite : AccessRuleCheck
{
    public CP6001TierWrite()
        : base(new("CP6001", "TierWrite", FindingSeverity.High, "Somebody who is no administrator may create or change tiers."))
    {
    }

    private protected override bool Concerns(AccessRule rule) => IsAbout(rule, Calico, "tiers") && Given(rule, ["create", "update", "patch"]).Count > 0;

    private protected override Fault? Judge(AccessRule rule, IReadOnlyList<AccessHolder> holders, AccessIndex index, RuleContext context)
    {
        var isNamed = rule.ResourceNames.Count > 0;
        var wide = holders.Where(holder => holder.Grant.Namespace is null).ToList();
        var verbs = Given(rule, isNamed ? ["update", "patch"] : ["create", "update", "patch"]);
        if (wide.Count == 0 || verbs.Count == 0) return null;
        return new(
            "verbs",
            isNamed
                ? $"{Who(wide)} may {Listed(verbs)} tier {Listed(rule.ResourceNames)}: give it another order, before the tiers of others, and another default action."
                : $"{Who(wide)} may {Listed(verbs)} tiers: a tier with a lower order decides before all others, so that this is about as much as all rights in every tier.",
            isNamed
                ? "Leave changes of tiers to administrators: rights in a tier need get on it, and no more. Where it is meant, say so with calicopolicy.io/ignore."
                : "Leave tiers to administrators: take the right away, or limit it to the tier by resourceNames.")
        { Severity = isNamed ? FindingSeverity.Medium : null };
    }
}
