using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>What a program's policies are, so that programs of classes of endpoints that the same policies select are known for the same.</summary>
internal sealed class ProgramKey(EndpointProgram program, bool isIngress) : IEquatable<ProgramKey>
{
    /// <inheritdoc />
    public bool Equals(ProgramKey? other) => other is not null && other.IsIngress == isIngress && other.Tiers.Length == Tiers.Length
        && Tiers.Zip(other.Tiers).All(static pair => ReferenceEquals(pair.First.Tier, pair.Second.Tier) && pair.First.HasGap == pair.Second.HasGap
            && pair.First.Policies.AsSpan().SequenceEqual(pair.Second.Policies));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ProgramKey);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(isIngress);
        foreach (var tier in Tiers)
        {
            foreach (var (policy, applies) in tier.Policies) hash.Add(HashCode.Combine(RuntimeHelpers.GetHashCode(policy), applies));
        }

        return hash.ToHashCode();
    }

    private ProgramTier[] Tiers => program.Tiers;

    private bool IsIngress => isIngress;
}
