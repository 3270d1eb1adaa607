using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Untracked traffic that is allowed one way only: without connection tracking the answers need a rule of their own
/// (calico-policy.md 2.4). Silent where any untracked policy of the input allows the other way; policies that only deny need none.
/// </summary>
internal sealed class CP3012UntrackedAsymmetric : FindingRule<GlobalPolicy>
{
    public CP3012UntrackedAsymmetric()
        : base(new("CP3012", "UntrackedAsymmetric", FindingSeverity.High, "Untracked traffic is allowed one way, and its answers are not."))
    {
    }

    protected override IEnumerable<Observation> Judge(GlobalPolicy policy, RuleContext context)
    {
        if (policy.DoNotTrack != true || PolicyScope.IsGivenUp(policy)) yield break;
        var all = HostPolicies.Of(context);
        var (ingress, egress) = (HostPolicies.Allows(policy, PolicyType.Ingress), HostPolicies.Allows(policy, PolicyType.Egress));
        if (!(ingress && !all.UntrackedEgress) && !(egress && !all.UntrackedIngress)) yield break;
        var (way, back) = ingress ? ("ingress", "egress") : ("egress", "ingress");
        yield return new(
            FieldPath.Root["spec"][way],
            $"The policy allows {way} without connection tracking, and no untracked policy of the input allows {back}: the answers belong to no "
                + "known connection and are dropped.",
            $"Add {back} rules for the answers, by source.ports instead of destination.ports, and {(ingress ? PolicyType.Egress : PolicyType.Ingress)} to spec.types.");
    }
}
