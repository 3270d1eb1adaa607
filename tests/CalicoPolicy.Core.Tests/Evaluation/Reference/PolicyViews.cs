using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>Which policies count in a view (decision 3), as Calico has them.</summary>
internal static class PolicyViews
{
    public static IReadOnlyList<PlainPolicy> Of(IReadOnlyList<Resource> resources, PolicyView view)
    {
        var policies = resources.Where(resource => resource is TieredPolicy or KubernetesPolicy or ClusterNetworkPolicy).ToList();
        return view switch
        {
            PolicyView.Enforced => [.. policies.Where(policy => policy is not IStagedPolicy).SelectMany(policy => Convert(policy, KindOf(policy)))],
            PolicyView.PendingCalico => [.. policies.Where(policy => !IsStagedAs(policy, StagedAction.Delete)).SelectMany(policy => Convert(policy, KindOf(policy)))],
            _ => [.. Intended(policies).SelectMany(policy => Convert(policy, KindOf(policy).Replace("Staged", string.Empty, StringComparison.Ordinal)))],
        };
    }

    /// <summary>The policies after all that is staged was put into force, but for what was dismissed.</summary>
    private static IEnumerable<Resource> Intended(List<Resource> policies)
    {
        var staged = policies.Where(policy => policy is IStagedPolicy && !IsStagedAs(policy, StagedAction.Ignore)).ToList();
        var enforced = policies.Where(policy => policy is not IStagedPolicy && !staged.Exists(twin => IsTwin(twin, policy)));
        return enforced.Concat(staged.Where(policy => !IsStagedAs(policy, StagedAction.Delete)));
    }

    private static bool IsTwin(Resource staged, Resource policy) => KindOf(staged) == $"Staged{KindOf(policy)}"
        && staged.Name == policy.Name && staged.Namespace == policy.Namespace
        && (staged as TieredPolicy)?.Tier == (policy as TieredPolicy)?.Tier;

    private static bool IsStagedAs(Resource policy, StagedAction action) => policy is IStagedPolicy staged && staged.StagedAction == action;

    /// <summary>The kind as Calico calls it.</summary>
    private static string KindOf(Resource policy) => policy switch
    {
        KubernetesNetworkPolicy => "KubernetesNetworkPolicy",
        ClusterNetworkPolicy => "KubernetesClusterNetworkPolicy",
        _ => policy.Kind,
    };

    private static IEnumerable<PlainPolicy> Convert(Resource resource, string kind)
    {
        var converted = resource switch
        {
            KubernetesPolicy policy => KubernetesPolicyConversion.Convert(policy),
            ClusterNetworkPolicy policy => ClusterPolicyConversion.Convert(policy),
            _ => null,
        };
        if (resource is TieredPolicy own) return [new(own, own, kind, null)];
        return converted?.Policy is { } made ? [new(resource, made, kind, converted)] : [];
    }
}
