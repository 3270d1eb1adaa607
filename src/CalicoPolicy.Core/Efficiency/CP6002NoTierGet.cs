using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Rights on policies of a tier that nobody can use: Calico asks for <c>get</c> on the tier too (authorizer.go), and a user sees
/// "(user cannot get tier)". Given in a namespace that right is none. Only on a complete input.
/// </summary>
internal sealed class CP6002NoTierGet : AccessRuleCheck
{
    public CP6002NoTierGet()
        : base(new("CP6002", "NoTierGet", FindingSeverity.Medium, "Rights on policies of a tier without the right to get the tier."))
    {
    }

    private protected override bool Concerns(AccessRule rule) => rule.ApiGroups.Contains(Calico) && rule.Resources.Any(resource => resource.StartsWith(TierKinds.Prefix, StringComparison.Ordinal));

    private protected override Fault? Judge(AccessRule rule, IReadOnlyList<AccessHolder> holders, AccessIndex index, RuleContext context)
    {
        if (!context.Complete) return null;
        string[] named = [.. TiersOf(rule.ResourceNames)];
        if (named.Length == 0 && rule.ResourceNames.Count > 0) return null;
        var lacking = holders.Select(holder => (Holder: holder, Tiers: Lacking(holder, named, index))).Where(pair => pair.Tiers.Length > 0).ToList();
        if (lacking.Count == 0) return null;
        string[] tiers = [.. lacking.SelectMany(pair => pair.Tiers).Distinct(StringComparer.Ordinal)];
        var first = lacking[0].Holder;
        var inNamespace = index.Model.GrantsOf(first.Identity).FirstOrDefault(grant => grant.Namespace is not null && grant.Covers(new("get", Calico, "tiers") { Name = tiers[0] }));
        return new(
            "resources",
            $"{Who([.. lacking.Select(pair => pair.Holder)])} may not get {(named.Length == 0 ? "any tier" : $"tier {Listed(tiers)}")}, and so can use none of these rights: Calico refuses with \"user cannot get tier\"."
            + (inNamespace is null ? string.Empty : $" {inNamespace.Binding} gives get on it in a namespace, where tiers are not."),
            $"Bind a ClusterRole with get on tiers, resourceNames [{(named.Length == 0 ? "..." : string.Join(", ", tiers))}], by a ClusterRoleBinding: New-PolicyTierRole{(named.Length == 0 ? string.Empty : $" {tiers[0]}")} Viewer makes both.");
    }

    private static string[] Lacking(AccessHolder holder, string[] named, AccessIndex index) => named.Length > 0
        ? [.. named.Where(tier => !index.MaySee(holder, tier))]
        : index.Tiers.Any(tier => index.MaySee(holder, tier)) ? [] : [index.Tiers[0]];
}
