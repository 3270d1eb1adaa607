using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>
/// Kubernetes' own policies as Calico has them (libcalico-go, conversion.go, K8sNetworkPolicyToCalico): a NetworkPolicy in the
/// default tier at order 1000, after what Kubernetes' API would default.
/// </summary>
/// <remarks>O(rules x protocols x peers).</remarks>
public static class KubernetesPolicyConversion
{
    private const double Order = 1000;

    /// <summary>
    /// Converts a policy to the letter: what does not convert is left out or taken otherwise, as Calico does, and reported. A staged
    /// policy becomes a staged one, of which Calico ignores the whole where a rule does not convert, and where it stages a deletion.
    /// </summary>
    public static ConvertedPolicy Convert(KubernetesPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var run = new ConversionRun();
        var spec = FieldPath.Root["spec"];
        if (policy is IStagedPolicy { StagedAction: var action } && action == StagedAction.Delete) return Deletion(policy, run);
        var selector = KubernetesSelectors.Pods(policy.PodSelector, spec["podSelector"], run);
        CheckTypes(policy, spec["policyTypes"], run);
        var ingress = Rules(policy.Ingress, PolicyType.Ingress, spec["ingress"], run);
        var egress = Rules(policy.Egress, PolicyType.Egress, spec["egress"], run);
        if (policy is IStagedPolicy && run.HasDropped)
        {
            run.Report(
                FieldPath.Root, ConversionEffect.PolicyIgnored, "a rule does not convert, and Calico ignores a staged policy as a whole then.", "Mend the rule.");
        }

        return run.Result(
            policy,
            Empty(policy) with
            {
                Metadata = ConversionRun.Metadata(policy),
                DeclaredTier = TieredPolicy.DefaultTier,
                Order = Order,
                Selector = selector,
                DeclaredTypes = Types(policy),
                Ingress = ingress.Rules,
                Egress = egress.Rules,
                Location = ConversionRun.Place(policy.Location),
                Origins = policy.Origins,
            },
            ingress,
            egress);
    }

    private static ConvertedPolicy Deletion(KubernetesPolicy policy, ConversionRun run)
    {
        run.Report(
            FieldPath.Root["spec"]["stagedAction"],
            ConversionEffect.PolicyIgnored,
            "the policy stages a deletion; Calico evaluates nothing for it.",
            "Convert the enforced policy of the same name, if there is one.");
        return run.Ignored(policy);
    }

    private static TieredPolicy Empty(KubernetesPolicy policy) => policy is StagedKubernetesNetworkPolicy staged
        ? new StagedNetworkPolicy { DeclaredStagedAction = staged.DeclaredStagedAction }
        : new NetworkPolicy();

    private static ConvertedRules Rules(IReadOnlyList<KubernetesRule> rules, PolicyType direction, FieldPath path, ConversionRun run)
    {
        var converted = new ConvertedRules();
        for (var index = 0; index < rules.Count; index++) KubernetesRuleConversion.Add(rules[index], direction, path[index], converted, run);
        return converted;
    }

    private static void CheckTypes(KubernetesPolicy policy, FieldPath path, ConversionRun run)
    {
        for (var index = 0; index < policy.DeclaredTypes.Count; index++)
        {
            if (policy.DeclaredTypes[index] is { IsKnown: false } type)
                run.Reinterpret(path[index], $"the type '{type}' is none of Kubernetes'; Calico passes it over.", "Write Ingress or Egress.");
        }
    }

    /// <summary>Ingress, then egress; ingress where none of them is named.</summary>
    private static ValueList<PolicyType> Types(KubernetesPolicy policy)
    {
        var hasEgress = policy.Types.Contains(PolicyType.Egress);
        return PolicyTypes.ByRules(policy.Types.Contains(PolicyType.Ingress), hasEgress);
    }
}
