namespace CalicoPolicy.Core.Documents.Differences;

/// <summary>
/// The longest list that two lists have in common, item by item in the same order (Hunt and Szymanski). O(m log n) for m pairs of equal
/// items: for lists whose items are mostly different that is O(n log n).
/// </summary>
internal static class CommonItems
{
    // Of an item that stands there more often only so many are looked at: lists of one item over and over would take forever.
    private const int MostEqual = 1024;

    /// <summary>Pairs of places whose items are equal, rising on both sides.</summary>
    public static List<(int Left, int Right)> Of(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        var places = new Dictionary<ulong, List<int>>();
        for (var index = 0; index < right.Length; index++)
        {
            if (!places.TryGetValue(right[index], out var equal)) places.Add(right[index], equal = []);
            if (equal.Count < MostEqual) equal.Add(index);
        }

        // The last pair of the best chain of each length: the one that ends earliest on the right.
        var ends = new List<int>();
        var chains = new List<Chain>();
        for (var index = 0; index < left.Length; index++)
        {
            if (!places.TryGetValue(left[index], out var equal)) continue;
            for (var place = equal.Count - 1; place >= 0; place--)
            {
                var length = ends.BinarySearch(equal[place]);
                if (length >= 0) continue;
                length = ~length;
                var chain = new Chain(index, equal[place], length == 0 ? null : chains[length - 1]);
                if (length == ends.Count)
                {
                    ends.Add(chain.Right);
                    chains.Add(chain);
                }
                else
                {
                    ends[length] = chain.Right;
                    chains[length] = chain;
                }
            }
        }

        var pairs = new List<(int Left, int Right)>(chains.Count);
        for (var chain = chains.Count == 0 ? null : chains[^1]; chain is not null; chain = chain.Before) pairs.Add((chain.Left, chain.Right));
        pairs.Reverse();
        return pairs;
    }

    private sealed record Chain(int Left, int Right, Chain? Before);
}
