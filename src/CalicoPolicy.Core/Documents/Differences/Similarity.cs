namespace CalicoPolicy.Core.Documents.Differences;

/// <summary>How much two trees have in common, from 0 (nothing) to 1 (all). Linear in their size, but for mappings of very many fields.</summary>
internal static class Similarity
{
    /// <summary>From here on two items of a list count as one that was changed.</summary>
    public const double Same = 0.5;

    public static double Of(TreeNode left, TreeNode right) => (left, right) switch
    {
        (TreeMapping { Fields.Count: > 0 } first, TreeMapping { Fields.Count: > 0 } second) => OfFields(first, second),
        (TreeSequence { Items.Count: > 0 } first, TreeSequence { Items.Count: > 0 } second) => OfItems(first, second),
        _ => left.Equals(right) ? 1 : 0,
    };

    private static double OfFields(TreeMapping left, TreeMapping right)
    {
        double common = 0;
        var shared = 0;
        foreach (var field in left.Fields)
        {
            if (right[field.Key] is not { } other) continue;
            shared++;
            common += Of(field.Value, other);
        }

        return common / (left.Fields.Count + right.Fields.Count - shared);
    }

    private static double OfItems(TreeSequence left, TreeSequence right)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (var item in left.Items)
        {
            var content = TreeContent.Of(item);
            counts[content] = counts.GetValueOrDefault(content) + 1;
        }

        var common = 0;
        foreach (var item in right.Items)
        {
            var content = TreeContent.Of(item);
            if (counts.GetValueOrDefault(content) == 0) continue;
            counts[content]--;
            common++;
        }

        return 2.0 * common / (left.Items.Count + right.Items.Count);
    }
}
