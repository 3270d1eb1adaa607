using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A Kubernetes policy with egress rules and no policyTypes: Kubernetes takes it for Ingress and Egress, so that all ingress of the
/// pods is denied (decisions 2 and 33). Calico's own policies are defaulted by their rules.
/// </summary>
internal sealed class CP2208EgressOnlyIsolates : FindingRule<KubernetesPolicy>
{
    public CP2208EgressOnlyIsolates()
        : base(new(
            "CP2208", "EgressOnlyIsolates", FindingSeverity.Medium,
            "A Kubernetes policy with egress rules only denies all ingress as well."))
    {
    }

    protected override IEnumerable<Observation> Judge(KubernetesPolicy policy, RuleContext context)
    {
        if (PolicyScope.IsGivenUp(policy) || policy.DeclaredTypes.Count > 0 || policy.Egress.Count == 0 || policy.Ingress.Count > 0) yield break;
        yield return new(
            FieldPath.Root["spec"]["egress"],
            "The policy has egress rules only and no policyTypes, which Kubernetes takes for Ingress and Egress: it also denies all ingress to the pods that it selects.",
            "Write policyTypes: [Egress]; or [Ingress, Egress] if ingress is to be denied.")
        {
            Change = () => TypesChange.Of(policy, [PolicyType.Egress], "Ingress is no longer denied by the policy."),
        };
    }
}
