using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>A finding and what it is sorted by among those of the same object.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Path">Its field.</param>
/// <param name="Sequence">When it was found; keeps the order of those that are alike in all else.</param>
internal sealed record PlacedFinding(PolicyFinding Finding, FieldPath Path, int Sequence) : IComparable<PlacedFinding>
{
    /// <summary>Makes the object as it is when the finding is mended.</summary>
    public Func<SuggestedChange?>? Change { get; init; }

    /// <inheritdoc />
    public int CompareTo(PlacedFinding? other)
    {
        if (other is null) return 1;
        var order = (Finding.Line ?? 0).CompareTo(other.Finding.Line ?? 0);
        if (order == 0) order = (Finding.Column ?? 0).CompareTo(other.Finding.Column ?? 0);
        if (order == 0 && Finding.Line is null) order = Compare(Path, other.Path);
        if (order == 0) order = string.CompareOrdinal(Finding.RuleId, other.Finding.RuleId);
        return order == 0 ? Sequence.CompareTo(other.Sequence) : order;
    }

    /// <summary>Indexes by number, names by their characters, what is around something before it.</summary>
    private static int Compare(FieldPath left, FieldPath right)
    {
        if (left.Depth > right.Depth) return Compare(left.Parent!, right) is var outer and not 0 ? outer : 1;
        if (left.Depth < right.Depth) return Compare(left, right.Parent!) is var inner and not 0 ? inner : -1;
        if (left.Parent is null) return 0;
        var before = Compare(left.Parent, right.Parent!);
        if (before != 0) return before;
        return left.Index != right.Index ? left.Index.CompareTo(right.Index) : string.CompareOrdinal(left.Name, right.Name);
    }
}
