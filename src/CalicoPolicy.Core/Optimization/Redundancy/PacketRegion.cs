namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>Boxes that may have packets in common; all operations may give too much and never too little.</summary>
/// <remarks>Taking a box from another leaves at most one box for each thing that it asks. No more than <see cref="MaxBoxes"/> are kept.</remarks>
internal static class PacketRegion
{
    /// <summary>A region of more boxes is not made smaller where that would take more of them.</summary>
    public const int MaxBoxes = 128;

    /// <summary>Whether the box has all packets of another. A positive answer is always right.</summary>
    public static bool Contains(PacketBox box, PacketBox other, SelectorLogic logic)
    {
        if (!box.ContainsHeader(other)) return false;
        foreach (var literal in box.Literals)
        {
            if (!LiteralLogic.Follows(literal, other.Literals, logic)) return false;
        }

        return true;
    }

    /// <summary>What is left of a region without some boxes.</summary>
    /// <param name="region">The region.</param>
    /// <param name="boxes">The boxes.</param>
    /// <param name="logic">Knows the selectors.</param>
    /// <param name="budget">Where it is spent, the region stays as it is.</param>
    /// <param name="isTaken">Whether any packet may have been taken out; unchanged where not.</param>
    public static List<PacketBox> Without(List<PacketBox> region, IReadOnlyList<PacketBox> boxes, SelectorLogic logic, WorkBudget budget, ref bool isTaken)
    {
        foreach (var box in boxes)
        {
            List<PacketBox>? left = null;
            for (var index = 0; index < region.Count; index++)
            {
                budget.Spend();
                if (budget.IsSpent) return region;
                if (!Overlap(region[index], box, logic))
                {
                    left?.Add(region[index]);
                    continue;
                }

                left ??= region[..index];
                Split(region[index], box, logic, left);
            }

            if (left is null || left.Count > MaxBoxes) continue;
            region = left;
            isTaken = true;
        }

        return region;
    }

    /// <summary>Adds what a region and some boxes have in common.</summary>
    /// <returns>Whether that may be anything.</returns>
    public static bool AddCommon(List<PacketBox> region, IReadOnlyList<PacketBox> boxes, SelectorLogic logic, WorkBudget budget, List<PacketBox> common)
    {
        var before = common.Count;
        foreach (var box in boxes)
        {
            foreach (var one in region)
            {
                budget.Spend();
                if (!Overlap(one, box, logic)) continue;
                var both = one.Header(box);
                common.Add(both with { Literals = [.. both.Literals, .. box.Literals.Where(literal => !LiteralLogic.Follows(literal, both.Literals, logic))] });
            }
        }

        return common.Count > before;
    }

    /// <summary>Whether some packet may be in both. A negative answer is always right.</summary>
    public static bool Overlap(PacketBox one, PacketBox two, SelectorLogic logic) =>
        one.OverlapsHeader(two) && !LiteralLogic.Exclude(one.Literals, two.Literals, logic);

    private static void Split(PacketBox whole, PacketBox box, SelectorLogic logic, List<PacketBox> left)
    {
        foreach (var outside in whole.HeadersWithout(box))
        {
            if (!outside.HasNoHeader) left.Add(outside);
        }

        // With the literals of the box that hold so far, and the opposite of the next.
        var inside = whole.Header(box);
        foreach (var literal in box.Literals)
        {
            if (LiteralLogic.Follows(literal, inside.Literals, logic)) continue;
            left.Add(inside with { Literals = [.. inside.Literals, literal.Negated()] });
            inside = inside with { Literals = [.. inside.Literals, literal] };
        }
    }
}
