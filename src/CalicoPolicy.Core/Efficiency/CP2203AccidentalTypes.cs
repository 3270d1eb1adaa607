using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Directions that a policy governs, or does not, by accident: rules of a direction that types leaves out, no rules and no types,
/// and an empty list without types, which Calico counts as nothing and the admission policy beside its v3 CRDs as a direction
/// (calico-dataplane.md 2.5).
/// </summary>
internal sealed class CP2203AccidentalTypes : FindingRule
{
    private static readonly PolicyType[] Directions = [PolicyType.Ingress, PolicyType.Egress];

    public CP2203AccidentalTypes()
        : base(new(
            "CP2203", "AccidentalTypes", FindingSeverity.Medium,
            "A policy governs other directions than its rules suggest."))
    {
    }

    public override IEnumerable<Observation> Judge(Resource subject, RuleContext context) => subject switch
    {
        _ when PolicyScope.IsGivenUp(subject) => [],
        TieredPolicy policy when policy.DeclaredTypes.Count > 0 => Unreached(policy, "types", policy.DeclaredTypes, policy.Ingress.Count, policy.Egress.Count),
        TieredPolicy policy => Defaulted(policy),
        KubernetesPolicy policy when policy.DeclaredTypes.Count > 0 => Unreached(policy, "policyTypes", policy.DeclaredTypes, policy.Ingress.Count, policy.Egress.Count),
        KubernetesPolicy policy => EmptyEgress(policy),
        _ => [],
    };

    private static IEnumerable<Observation> Unreached(Resource policy, string field, IReadOnlyList<PolicyType> types, int ingress, int egress)
    {
        foreach (var direction in Directions)
        {
            var count = direction == PolicyType.Ingress ? ingress : egress;
            // What is misspelt (ingress) is CP3001's, and means the direction.
            if (count == 0 || types.Any(type => string.Equals(type.Text, direction.Text, StringComparison.OrdinalIgnoreCase))) continue;
            var list = direction.Text.ToLowerInvariant();
            yield return new(
                FieldPath.Root["spec"][list],
                $"The policy has {RuleCost.Count(count, $"{list} rule")}, but spec.{field} leaves {direction} out: they are never evaluated.",
                $"Add {direction} to spec.{field}, or delete spec.{list}.")
            {
                Content = list,
                Change = () => TypesChange.Of(policy, [.. types, direction], $"The {list} rules are evaluated, and the end of the policy's tier decides on what none of them does."),
            };
        }
    }

    private static IEnumerable<Observation> Defaulted(TieredPolicy policy)
    {
        var (hasIngress, hasEgress) = (IsWritten(policy, "ingress"), IsWritten(policy, "egress"));
        var byPresence = hasEgress ? hasIngress ? "Ingress and Egress" : "Egress" : "Ingress";
        var byRules = string.Join(" and ", policy.Types);
        if (policy.Location.IsKnown && byPresence != byRules)
        {
            var list = hasEgress && policy.Egress.Count == 0 ? "egress" : "ingress";
            yield return new(
                FieldPath.Root["spec"][list],
                $"The policy has an empty {list} list and no types: Calico's API goes by rules and takes it for {byRules}, the admission policy "
                    + $"beside its v3 CRDs goes by fields and takes it for {byPresence}.",
                "Name the directions in spec.types.")
            { Content = "empty list", Change = () => TypesChange.Of(policy, policy.Types) };
        }
        else if (policy.Ingress.Count + policy.Egress.Count == 0)
        {
            yield return new(
                FieldPath.Root["spec"]["types"],
                "The policy has neither rules nor types, which Calico takes for Ingress: it denies ingress to all that it selects and leaves egress as it is.",
                "Name the directions in spec.types: [Ingress], or [Ingress, Egress] for a default deny of both.")
            { Content = "no types", Change = () => TypesChange.Of(policy, policy.Types) };
        }
    }

    private static IEnumerable<Observation> EmptyEgress(KubernetesPolicy policy)
    {
        if (policy.Egress.Count > 0 || !IsWritten(policy, "egress")) yield break;
        yield return new(
            FieldPath.Root["spec"]["egress"],
            "The policy has an empty egress list and no policyTypes: an empty list adds no Egress to them, so that egress is not denied but open.",
            "Name the directions: policyTypes: [Ingress, Egress], or [Egress] alone.")
        { Content = "empty list", Change = () => TypesChange.Of(policy, policy.Types) };
    }

    /// <summary>Whether the field is in the document. Objects that were built, not read, say nothing about that.</summary>
    private static bool IsWritten(Resource policy, string list) =>
        policy.Location is DocumentLocation location && location.Contains(FieldPath.Root["spec"][list]);
}
