using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization;

/// <summary>Which resources rewrites may touch.</summary>
internal static class Changeable
{
    /// <summary>
    /// The policies of which the model knows all fields of the spec, which are in no tier that Calico's operator or Kubernetes' own
    /// policies have, are there once, and, where staged, stand for a policy to come and have no twin in force.
    /// </summary>
    /// <param name="given">What was given.</param>
    /// <param name="others">What else there is.</param>
    public static IReadOnlySet<Resource> Of(IReadOnlyList<Resource> given, IReadOnlyList<Resource> others)
    {
        var names = new Dictionary<(bool IsNamespaced, string? Namespace, string Name), (int Enforced, int Staged)>();
        foreach (var policy in given.Concat(others).OfType<TieredPolicy>())
        {
            var key = KeyOf(policy);
            var (enforced, staged) = names.GetValueOrDefault(key);
            names[key] = policy.IsStaged ? (enforced, staged + 1) : (enforced + 1, staged);
        }

        return given.Where(MayChange).ToHashSet<Resource>(ReferenceEqualityComparer.Instance);

        bool MayChange(Resource resource) => resource is TieredPolicy policy && policy.Name.Length > 0
            && policy.UnknownSpecFields.Count == 0 && policy.UnknownFields.Count == 0
            && !BuiltInTiers.IsOfOperator(policy.Tier) && (BuiltInTiers.OrderOf(policy.Tier) is null || policy.Tier == TieredPolicy.DefaultTier)
            && (policy is not IStagedPolicy staged || staged.StagedAction == StagedAction.Set)
            && names[KeyOf(policy)] is { Enforced: 1, Staged: 0 } or { Enforced: 0, Staged: 1 };
    }

    private static (bool IsNamespaced, string? Namespace, string Name) KeyOf(TieredPolicy policy) =>
        (policy.IsNamespaced, policy.IsNamespaced ? policy.Namespace ?? "default" : null, policy.Name);
}
