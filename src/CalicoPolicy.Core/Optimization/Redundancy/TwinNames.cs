using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>The policies of an input by name: those that there are twice, and those that a staged one is to change or remove.</summary>
internal sealed class TwinNames
{
    private readonly Dictionary<(string Kind, string? Namespace, string Name), int> _counts = [];
    private readonly HashSet<(string Kind, string? Namespace, string Name)> _staged = [];

    /// <summary>Reads the names. O(policies).</summary>
    public TwinNames(RuleContext context)
    {
        foreach (var resource in context.Resources)
        {
            if (resource is not (TieredPolicy or KubernetesPolicy or ClusterNetworkPolicy)) continue;
            var key = KeyOf(resource);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
            if (resource is IStagedPolicy) _staged.Add(key with { Kind = EnforcedKindOf(resource) });
        }
    }

    /// <summary>Whether no other object has the policy's name, and no staged one stands for a change of it.</summary>
    public bool IsAlone(Resource policy) => _counts[KeyOf(policy)] == 1 && !_staged.Contains(KeyOf(policy));

    private static (string Kind, string? Namespace, string Name) KeyOf(Resource policy) =>
        (policy is KubernetesNetworkPolicy ? "KubernetesNetworkPolicy" : policy.Kind, policy.IsNamespaced ? policy.Namespace ?? "default" : null, policy.Name);

    private static string EnforcedKindOf(Resource staged) => staged.Kind["Staged".Length..];
}
