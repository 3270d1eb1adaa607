using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Rights to write what Calico stores (<c>crd.projectcalico.org</c>): neither its validation nor its check by tier sees such a write
/// (decision 14). Only of the kinds that decide on traffic; others have IPAM and their like.
/// </summary>
internal sealed class CP6007StoreWrite : AccessRuleCheck
{
    private const string Store = "crd.projectcalico.org";

    private static readonly string[] Kinds =
    [
        "tiers", "networkpolicies", "globalnetworkpolicies", "stagednetworkpolicies", "stagedglobalnetworkpolicies", "stagedkubernetesnetworkpolicies", "networksets",
        "globalnetworksets", "hostendpoints", "profiles", "felixconfigurations",
    ];

    public CP6007StoreWrite()
        : base(new("CP6007", "StoreWrite", FindingSeverity.High, "Somebody may write crd.projectcalico.org, past validation and tiers."))
    {
    }

    private protected override bool Concerns(AccessRule rule) => Kinds.Any(kind => IsAbout(rule, Store, kind)) && Given(rule, TierKinds.Writes).Count > 0;

    private protected override Fault? Judge(AccessRule rule, IReadOnlyList<AccessHolder> holders, AccessIndex index, RuleContext context)
    {
        string[] kinds = rule.Resources.Contains("*") ? ["everything"] : [.. Kinds.Where(rule.Resources.Contains)];
        return new(
            "apiGroups",
            $"{Who(holders)} may {Listed(Given(rule, TierKinds.Writes))} {Listed(kinds)} in {Store}, where Calico stores it: no tier's rights and no validation apply there.",
            $"Take the right away; give rights in {Calico} by tier instead (New-PolicyTierRole).");
    }
}
