using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>The policies that traffic of a policy's endpoints meets before it, in both directions: those that surely select all of these, and those that may pass something on.</summary>
/// <remarks>Made in the look-ups of the policy's tier and of those before it, no more of which than <see cref="MaxTiers"/> are looked at.</remarks>
internal sealed class PolicyBefore
{
    private const int MaxTiers = 16;
    private const int MaxCandidates = 128;
    private const int MaxPassing = 32;

    /// <summary>Looks for them.</summary>
    public PolicyBefore(PolicySequence sequence, SequencedPolicy policy)
    {
        Policy = policy;
        if (!policy.IsParsed) return;
        var own = sequence.TierOf(policy);
        var tiers = new List<(SequencedTier Tier, List<(SequencedPolicy Policy, bool IsSure)> Policies)>();
        foreach (var tier in sequence.Before(own).TakeLast(MaxTiers))
        {
            var sure = tier.SureFor(policy, MaxCandidates);
            if (sure.Count == 0 || tier.PassingFor(policy, sure, MaxPassing) is not { } passing) continue;
            tiers.Add((tier, [.. sure.Select(one => (one, true)).Concat(passing.Select(one => (one, false))).OrderBy(one => one.Item1.Place)]));
        }

        Tiers = tiers;
        Earlier = [.. own.SureFor(policy, MaxCandidates).Where(other => IsBefore(other, policy))];
    }

    /// <summary>The policy.</summary>
    public SequencedPolicy Policy { get; }

    /// <summary>The earlier tiers with their policies, in order.</summary>
    public IReadOnlyList<(SequencedTier Tier, List<(SequencedPolicy Policy, bool IsSure)> Policies)> Tiers { get; } = [];

    /// <summary>The earlier policies of its tier that surely select all that it does, in order.</summary>
    public IReadOnlyList<SequencedPolicy> Earlier { get; } = [];

    // In one pending view a staged policy has its own kind for a tie, in the other its enforced one.
    private static bool IsBefore(SequencedPolicy other, SequencedPolicy policy) =>
        other.Place < policy.Place && !(policy.Source is IStagedPolicy && other.Order == policy.Order && other.Policy.Name == policy.Policy.Name && other.Namespace == policy.Namespace);
}
