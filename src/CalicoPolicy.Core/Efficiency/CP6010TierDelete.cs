using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Rights to delete tiers. Calico deletes none that has policies, but who may empty one may then take it away, and with it its place and
/// its default action. A right in a namespace is none.
/// </summary>
internal sealed class CP6010TierDelete : AccessRuleCheck
{
    public CP6010TierDelete()
        : base(new("CP6010", "TierDelete", FindingSeverity.Medium, "Somebody who is no administrator may delete tiers."))
    {
    }

    private protected override bool Concerns(AccessRule rule) => IsAbout(rule, Calico, "tiers") && Verbs(rule).Count > 0;

    private protected override Fault? Judge(AccessRule rule, IReadOnlyList<AccessHolder> holders, AccessIndex index, RuleContext context)
    {
        var wide = holders.Where(holder => holder.Grant.Namespace is null).ToList();
        return wide.Count == 0 ? null : new(
            "verbs",
            $"{Who(wide)} may {Listed(Verbs(rule))} {(rule.ResourceNames.Count == 0 ? "tiers" : $"tier {Listed(rule.ResourceNames)}")}: an empty tier goes with its place and its default action, which policies of others may count on.",
            "Leave the deletion of tiers to administrators.");
    }

    // A request for a whole collection has no name, so that a rule with names does not cover it.
    private static IReadOnlyList<string> Verbs(AccessRule rule) => Given(rule, rule.ResourceNames.Count == 0 ? ["delete", "deletecollection"] : ["delete"]);
}
