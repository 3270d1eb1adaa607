namespace CalicoPolicy.Core.Resources;

/// <summary>Collapses lists of address blocks.</summary>
public static class CidrAggregation
{
    /// <summary>
    /// The fewest blocks that hold the same addresses and no others, in address order, IPv4 before IPv6. O(n log n) for n blocks.
    /// </summary>
    /// <param name="blocks">Blocks of both families in any order; they may repeat and lie in one another.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<Cidr> Collapse(IEnumerable<Cidr> blocks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var sorted = blocks.ToArray();
        cancellationToken.ThrowIfCancellationRequested();
        Array.Sort(sorted, Cidr.CompareByAddress);
        cancellationToken.ThrowIfCancellationRequested();
        var collapsed = new List<Cidr>();
        foreach (var block in sorted)
        {
            // In this order a block that lies in another comes after it, with nothing but other such blocks in between.
            if (collapsed.Count > 0 && collapsed[^1].Contains(block)) continue;
            collapsed.Add(block);
            while (EndsWithHalves(collapsed))
            {
                var whole = collapsed[^1].Parent;
                collapsed.RemoveRange(collapsed.Count - 2, 2);
                collapsed.Add(whole);
            }
        }

        return collapsed;
    }

    private static bool EndsWithHalves(List<Cidr> blocks) => blocks is [.., var lower, { IsEverything: false } upper]
        && lower.Length == upper.Length && lower.Parent == upper.Parent;
}
