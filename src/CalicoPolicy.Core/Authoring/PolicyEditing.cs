using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Authoring;

/// <summary>Changes to policies; each gives a new policy.</summary>
public static class PolicyEditing
{
    /// <summary>
    /// A policy with more rules. Where its types are written out and lack the direction, the direction is added to them: a rule of
    /// a direction that is not in <c>types</c> is never evaluated.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="direction">The direction of the rules.</param>
    /// <param name="rules">The rules to add.</param>
    /// <param name="index">The place of the first added rule, from 0 to the number of rules that are there.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public static TieredPolicy AddRules(TieredPolicy policy, PolicyType direction, IReadOnlyList<PolicyRule> rules, int index)
    {
        var current = policy.RulesOf(direction);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, current.Count);
        ValueList<PolicyRule> all = [.. current.Take(index), .. rules, .. current.Skip(index)];
        var changed = direction == PolicyType.Ingress ? policy with { Ingress = all } : policy with { Egress = all };
        return policy.DeclaredTypes.Count == 0 || policy.DeclaredTypes.Contains(direction)
            ? changed
            : changed with { DeclaredTypes = [.. policy.DeclaredTypes, direction] };
    }
}
