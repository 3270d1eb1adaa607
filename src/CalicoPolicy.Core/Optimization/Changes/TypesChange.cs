using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Changes;

/// <summary>Writes out the directions that a policy governs.</summary>
internal static class TypesChange
{
    /// <summary>The policy, of Calico or Kubernetes, with these directions.</summary>
    public static SuggestedChange? Of(Resource policy, IReadOnlyList<PolicyType> types, string? effect = null)
    {
        Resource? changed = policy switch
        {
            TieredPolicy tiered => tiered with { DeclaredTypes = types },
            KubernetesPolicy kubernetes => kubernetes with { DeclaredTypes = types },
            _ => null,
        };
        return changed is null ? null : SuggestedChange.To(changed, effect);
    }
}
