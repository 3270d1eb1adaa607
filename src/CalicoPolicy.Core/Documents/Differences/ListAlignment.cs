namespace CalicoPolicy.Core.Documents.Differences;

/// <summary>
/// Which items of two lists are the same item: first those that are equal, in the longest common order; between them those that have the
/// most in common. An item that was put in or taken out leaves all others paired. O(n log n) where items differ from each other; the
/// items between two equal ones cost the product of their numbers.
/// </summary>
internal static class ListAlignment
{
    // Beyond, unequal items are not compared one with each other.
    private const long MostComparisons = 250_000;

    /// <summary>Pairs of places, rising on both sides. What is in no pair was taken out or put in.</summary>
    public static IReadOnlyList<(int Left, int Right)> Of(TreeSequence left, TreeSequence right)
    {
        var equal = CommonItems.Of(Contents(left), Contents(right));
        var pairs = new List<(int Left, int Right)>(equal.Count);
        int leftAt = 0, rightAt = 0;
        foreach (var pair in equal)
        {
            PairBetween(left, leftAt, pair.Left, right, rightAt, pair.Right, pairs);
            pairs.Add(pair);
            (leftAt, rightAt) = (pair.Left + 1, pair.Right + 1);
        }

        PairBetween(left, leftAt, left.Items.Count, right, rightAt, right.Items.Count, pairs);
        return pairs;
    }

    private static ulong[] Contents(TreeSequence sequence)
    {
        var contents = new ulong[sequence.Items.Count];
        for (var index = 0; index < contents.Length; index++) contents[index] = TreeContent.Of(sequence.Items[index]);
        return contents;
    }

    /// <summary>Pairs the items between two equal ones. Single values are never paired: another value is another member.</summary>
    private static void PairBetween(
        TreeSequence left, int leftStart, int leftEnd, TreeSequence right, int rightStart, int rightEnd, List<(int Left, int Right)> pairs)
    {
        int leftCount = leftEnd - leftStart, rightCount = rightEnd - rightStart;
        if (leftCount == 0 || rightCount == 0) return;
        if (leftCount == 1 && rightCount == 1)
        {
            if (left.Items[leftStart] is TreeMapping && right.Items[rightStart] is TreeMapping) pairs.Add((leftStart, rightStart));
            return;
        }

        if ((long)leftCount * rightCount > MostComparisons) return;

        // best[i, j]: the most that the items from i on the left and from j on the right can have in common.
        var best = new double[leftCount + 1, rightCount + 1];
        for (var i = leftCount - 1; i >= 0; i--)
        {
            for (var j = rightCount - 1; j >= 0; j--)
            {
                var paired = Common(left.Items[leftStart + i], right.Items[rightStart + j]);
                best[i, j] = Math.Max(Math.Max(best[i + 1, j], best[i, j + 1]), paired < Similarity.Same ? 0 : paired + best[i + 1, j + 1]);
            }
        }

        for (int i = 0, j = 0; i < leftCount && j < rightCount;)
        {
            if (best[i, j] == best[i + 1, j])
            {
                i++;
            }
            else if (best[i, j] == best[i, j + 1])
            {
                j++;
            }
            else
            {
                pairs.Add((leftStart + i, rightStart + j));
                i++;
                j++;
            }
        }
    }

    private static double Common(TreeNode left, TreeNode right) => left is TreeMapping && right is TreeMapping ? Similarity.Of(left, right) : 0;
}
