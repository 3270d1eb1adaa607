using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The policies of a view, as Calico has them, each with what it was written as.</summary>
internal static class PolicySelection
{
    /// <summary>The policies that count.</summary>
    public static IEnumerable<ConvertedPolicy> Of(IReadOnlyList<Resource> resources, PolicyView view)
    {
        var replaced = view == PolicyView.PendingIntended ? Replaced(resources) : [];
        foreach (var resource in resources)
        {
            if (resource is IStagedPolicy staged)
            {
                if (view == PolicyView.Enforced || staged.StagedAction == StagedAction.Delete) continue;
                if (view == PolicyView.PendingIntended && staged.StagedAction == StagedAction.Ignore) continue;
            }
            else if (replaced.Contains(KeyOf(resource)))
            {
                continue;
            }

            if (Convert(resource) is { Policy: not null } converted) yield return converted;
        }
    }

    /// <summary>A policy as Calico has it; null for an object that is none.</summary>
    public static ConvertedPolicy? Convert(Resource resource) => resource switch
    {
        TieredPolicy policy => new() { Original = policy, Policy = policy },
        KubernetesPolicy policy => KubernetesPolicyConversion.Convert(policy),
        ClusterNetworkPolicy policy => ClusterPolicyConversion.Convert(policy),
        _ => null,
    };

    private static HashSet<(string Kind, string? Namespace, string Name, string? Tier)> Replaced(IReadOnlyList<Resource> resources) =>
        [.. resources.Where(resource => resource is IStagedPolicy staged && staged.StagedAction != StagedAction.Ignore).Select(KeyOf)];

    /// <summary>What a staged policy and its twin have in common.</summary>
    private static (string Kind, string? Namespace, string Name, string? Tier) KeyOf(Resource resource)
    {
        var kind = resource is IStagedPolicy ? resource.Kind["Staged".Length..] : resource.Kind;
        if (resource is KubernetesNetworkPolicy) kind = "KubernetesNetworkPolicy";
        return (kind, resource.IsNamespaced ? resource.Namespace ?? "default" : null, resource.Name, (resource as TieredPolicy)?.Tier);
    }
}
