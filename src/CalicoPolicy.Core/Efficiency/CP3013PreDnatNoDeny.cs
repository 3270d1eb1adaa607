using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// preDNAT policies that allow and never deny: there is no end of the tier for them, so that what they do not allow goes on to the
/// next policies as if they were not there (calico-policy.md 2.4). Silent where another preDNAT policy of the input denies.
/// </summary>
internal sealed class CP3013PreDnatNoDeny : FindingRule<GlobalPolicy>
{
    public CP3013PreDnatNoDeny()
        : base(new("CP3013", "PreDnatNoDeny", FindingSeverity.Medium, "preDNAT policies allow traffic and deny none."))
    {
    }

    protected override IEnumerable<Observation> Judge(GlobalPolicy policy, RuleContext context)
    {
        if (policy.PreDnat != true || PolicyScope.IsGivenUp(policy)) yield break;
        if (!HostPolicies.Allows(policy, PolicyType.Ingress) || HostPolicies.Of(context).PreDnatDeny) yield break;
        yield return new(
            FieldPath.Root["spec"]["ingress"],
            "The policy allows some traffic before DNAT, and no preDNAT policy of the input denies the rest: preDNAT policies have no end of the tier, "
                + "so that everything else gets through as well.",
            "End spec.ingress with action: Deny, or with a Deny for the ports that are protected (node ports: 30000:32767); or add a preDNAT policy with a higher order that does.");
    }
}
