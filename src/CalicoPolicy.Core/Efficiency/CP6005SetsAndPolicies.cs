using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Who manages sets of addresses for the whole cluster and writes policies too: a set changes what policies of others mean, without their
/// authors. Sets of one namespace belong to its people and are left out.
/// </summary>
internal sealed class CP6005SetsAndPolicies : AccessRuleCheck
{
    private static readonly string[] Sets = ["globalnetworksets", "networksets"];

    public CP6005SetsAndPolicies()
        : base(new("CP6005", "SetsAndPolicies", FindingSeverity.Low, "The same people manage network sets and write policies."))
    {
    }

    private protected override bool Concerns(AccessRule rule) => Sets.Any(set => IsAbout(rule, Calico, set)) && Given(rule, TierKinds.Writes).Count > 0;

    private protected override Fault? Judge(AccessRule rule, IReadOnlyList<AccessHolder> holders, AccessIndex index, RuleContext context)
    {
        var both = holders.Where(holder => holder.Grant.Namespace is null && index.MayChangePolicies(holder.Subject)).ToList();
        return both.Count == 0 ? null : new(
            "resources",
            $"{Who(both)} may {Listed(Given(rule, TierKinds.Writes))} {Listed([.. Sets.Where(set => IsAbout(rule, Calico, set))])} of the whole cluster and policies as well: a set changes what the policies of others let through.",
            "Give network sets to those who keep the addresses, and policies to those who write them.");
    }
}
