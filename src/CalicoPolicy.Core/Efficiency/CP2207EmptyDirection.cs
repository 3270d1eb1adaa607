using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A direction that types names and that has no rules, while the other has some: everything is denied there (decision 33). A
/// default deny with its allow for DNS is meant so.
/// </summary>
internal sealed class CP2207EmptyDirection : FindingRule
{
    public CP2207EmptyDirection()
        : base(new(
            "CP2207", "EmptyDirection", FindingSeverity.Low,
            "A policy names a direction and has no rules for it, so that all of it is denied."))
    {
    }

    public override IEnumerable<Observation> Judge(Resource subject, RuleContext context) => subject switch
    {
        _ when PolicyScope.IsGivenUp(subject) => [],
        TieredPolicy policy => PolicyScope.IsForHostsOnly(policy) || TierIndex.Of(context).DefaultActionOf(policy.Tier) == PolicyAction.Pass || DefaultDenyShape.Is(policy, context)
            ? []
            : Judge(policy, "types", policy.DeclaredTypes, policy.Ingress.Count, policy.Egress.Count),
        KubernetesPolicy policy => policy.Egress.Count > 0 && policy.Egress.All(IsDns)
            ? []
            : Judge(policy, "policyTypes", policy.DeclaredTypes, policy.Ingress.Count, policy.Egress.Count),
        _ => [],
    };

    private static IEnumerable<Observation> Judge(Resource policy, string field, IReadOnlyList<PolicyType> types, int ingress, int egress)
    {
        if (!types.Contains(PolicyType.Ingress) || !types.Contains(PolicyType.Egress) || (ingress == 0) == (egress == 0)) yield break;
        var (empty, other) = ingress == 0 ? (PolicyType.Ingress, "egress") : (PolicyType.Egress, "ingress");
        yield return new(
            FieldPath.Root["spec"][field],
            $"The spec.{field} names {empty} without a rule for it: all {empty.Text.ToLowerInvariant()} of the selected pods that no other policy allows is denied, "
                + $"while {other} has rules.",
            $"Take {empty} out of spec.{field} if only {other} is meant; otherwise write the rules, or leave the deny to the default deny.")
        {
            Change = () => TypesChange.Of(
                policy, [.. types.Where(type => type != empty)], $"{empty} is no longer denied by the policy; a default deny would still do it."),
        };
    }

    private static bool IsDns(KubernetesRule rule) => rule.Ports.Count > 0 && rule.Ports.All(port => port.Port?.ToString() is "53" or "5353" or "dns" or "dns-tcp");
}
