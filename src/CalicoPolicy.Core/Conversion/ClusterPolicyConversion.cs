using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>
/// Policies across namespaces as Calico has them (libcalico-go, clusternetworkpolicy.go): a GlobalNetworkPolicy in a tier that
/// Calico brings along.
/// </summary>
/// <remarks>O(rules x protocols x peers).</remarks>
public static class ClusterPolicyConversion
{
    /// <summary>The tier of policies before those of namespaces: order 1000, ends in Pass.</summary>
    public const string AdminTier = "kube-admin";

    /// <summary>The tier of policies after those of namespaces: order 10,000,000, ends in Pass.</summary>
    public const string BaselineTier = "kube-baseline";

    private static readonly FieldPath Spec = FieldPath.Root["spec"];

    /// <summary>
    /// Converts a policy to the letter: what does not convert is left out, replaced by a rule that denies everything, or taken
    /// otherwise, as Calico does, and reported. Types are those of the directions that have rules then; there may be none.
    /// </summary>
    public static ConvertedPolicy Convert(ClusterNetworkPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var run = new ConversionRun();
        if (Tier(policy, run) is not { } tier) return run.Ignored(policy);
        if (policy.Priority is null)
            run.Reinterpret(Spec["priority"], "the policy has no priority; Calico takes 0, before all others.", "Give a priority from 0 to 1000.");
        if (!TrySubject(policy, run, out var namespaces, out var pods)) return run.Ignored(policy);
        var ingress = Rules(policy.Ingress, PolicyType.Ingress, Spec["ingress"], run);
        var egress = Rules(policy.Egress, PolicyType.Egress, Spec["egress"], run);
        return run.Result(
            policy,
            new GlobalNetworkPolicy
            {
                Metadata = ConversionRun.Metadata(policy),
                DeclaredTier = tier,
                Order = policy.Priority ?? 0,
                NamespaceSelector = namespaces,
                Selector = pods,
                DeclaredTypes =
                [
                    .. ingress.Rules.Count > 0 ? [PolicyType.Ingress] : Array.Empty<PolicyType>(),
                    .. egress.Rules.Count > 0 ? [PolicyType.Egress] : Array.Empty<PolicyType>(),
                ],
                Ingress = ingress.Rules,
                Egress = egress.Rules,
                Location = ConversionRun.Place(policy.Location),
                Origins = policy.Origins,
            },
            ingress,
            egress);
    }

    private static string? Tier(ClusterNetworkPolicy policy, ConversionRun run)
    {
        switch (policy.Tier)
        {
            case "Admin":
                return AdminTier;
            case "Baseline":
                return BaselineTier;
            default:
                run.Report(
                    Spec["tier"],
                    ConversionEffect.PolicyIgnored,
                    policy.Tier.Length == 0 ? "the policy has no tier; Calico ignores it." : $"there is no tier '{policy.Tier}'; Calico ignores the policy.",
                    "Write Admin or Baseline.");
                return null;
        }
    }

    private static bool TrySubject(ClusterNetworkPolicy policy, ConversionRun run, out string? namespaces, out string pods)
    {
        var path = Spec["subject"];
        (namespaces, pods) = (null, string.Empty);
        switch (policy.Subject)
        {
            case { Namespaces: { } selector } subject:
                if (subject.Pods is not null)
                    run.Reinterpret(path, "the subject has both namespaces and pods; Calico passes pods over.", "Write one of them.");
                namespaces = KubernetesSelectors.Namespaces(selector, path["namespaces"], run);
                pods = KubernetesSelectors.Pods(null, path, run);
                return true;
            case { Pods: { } selected }:
                namespaces = KubernetesSelectors.Namespaces(selected.NamespaceSelector ?? LabelSelector.None, path["pods"]["namespaceSelector"], run);
                pods = KubernetesSelectors.Pods(selected.PodSelector, path["pods"]["podSelector"], run);
                return true;
            default:
                run.Report(path, ConversionEffect.PolicyIgnored, "the policy has no subject; Calico ignores it.", "Write namespaces: {} if all pods are meant.");
                return false;
        }
    }

    private static ConvertedRules Rules(IReadOnlyList<ClusterPolicyRule> rules, PolicyType direction, FieldPath path, ConversionRun run)
    {
        var converted = new ConvertedRules();
        for (var index = 0; index < rules.Count; index++) new ClusterRuleConversion(rules[index], direction, path[index], run).AddTo(converted);
        return converted;
    }
}
