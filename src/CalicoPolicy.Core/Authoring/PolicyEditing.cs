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
        var changed = WithRules(policy, direction, [.. current.Take(index), .. rules, .. current.Skip(index)]);
        return policy.DeclaredTypes.Count == 0 || policy.DeclaredTypes.Contains(direction)
            ? changed
            : changed with { DeclaredTypes = [.. policy.DeclaredTypes, direction] };
    }

    /// <summary>
    /// A policy with fewer rules. Where its types are not written out and would change with the rules, they are written out as they
    /// were: a policy whose last egress rule goes would else govern ingress instead (calico-dataplane.md 2.5).
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="direction">The direction of the rules.</param>
    /// <param name="indexes">The rules to take out, by their places in the policy as it is given.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no rule at one of the places.</exception>
    public static TieredPolicy RemoveRules(TieredPolicy policy, PolicyType direction, IReadOnlyCollection<int> indexes)
    {
        var current = policy.RulesOf(direction);
        foreach (var index in indexes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indexes));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, current.Count, nameof(indexes));
        }

        if (indexes.Count == 0) return policy;
        var removed = indexes.ToHashSet();
        var changed = WithRules(policy, direction, [.. current.Where((_, index) => !removed.Contains(index))]);
        return changed.Types.SequenceEqual(policy.Types) ? changed : changed with { DeclaredTypes = policy.Types };
    }

    private static TieredPolicy WithRules(TieredPolicy policy, PolicyType direction, ValueList<PolicyRule> rules) =>
        direction == PolicyType.Ingress ? policy with { Ingress = rules } : policy with { Egress = rules };
}
