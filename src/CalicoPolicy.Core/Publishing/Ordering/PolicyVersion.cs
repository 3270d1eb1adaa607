using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>A policy in force as it stands at the start, on a bridge, or at the end.</summary>
internal sealed class PolicyVersion(int number, ConvertedPolicy converted, ChangeSlot? slot, int level, UInt128 signature)
{
    public int Number => number;

    public ConvertedPolicy Converted => converted;

    public TieredPolicy Policy => converted.Policy!;

    /// <summary>The object that it is a version of; null where that does not change.</summary>
    public ChangeSlot? Slot => slot;

    public int Level => level;

    /// <summary>A number at random, so that sets of versions can be told apart by the sum of their members.</summary>
    public UInt128 Signature => signature;

    /// <summary>Its place among all versions in the order of evaluation within a tier.</summary>
    public int Place { get; set; }

    /// <summary>By what policies of the same order are sorted.</summary>
    public string SortKey { get; } = TierCompiler.KeyOf(converted.Original, converted.Policy!, PolicyView.Enforced);

    /// <summary>Whether it is what stands there.</summary>
    public bool IsActive(ReadOnlySpan<byte> levels) => slot is null || levels[slot.Number] == level;
}
