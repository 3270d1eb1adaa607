using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Differences;

/// <summary>
/// The smallest parts in which two trees differ. Mappings are compared key by key, without regard to order. Lists are compared item by
/// item as <see cref="ListAlignment"/> pairs them, or as a whole where they are to be and are not of the same length. Costs what the
/// alignment costs.
/// </summary>
internal sealed class TreeDiffer
{
    private readonly bool _alignsLists;
    private readonly List<TreeChange> _changes = [];

    private TreeDiffer(bool alignsLists) => _alignsLists = alignsLists;

    /// <summary>The differences, in the order of the second tree; what only the first has comes after its neighbours.</summary>
    /// <param name="left">The first tree.</param>
    /// <param name="right">The second tree.</param>
    /// <param name="alignsLists">Whether items are paired by content; else by place, and lists of different length are different as a whole.</param>
    public static IReadOnlyList<TreeChange> Between(TreeNode left, TreeNode right, bool alignsLists)
    {
        var differ = new TreeDiffer(alignsLists);
        differ.Node(left, FieldPath.Root, right, FieldPath.Root);
        return differ._changes;
    }

    private void Node(TreeNode left, FieldPath leftPath, TreeNode right, FieldPath rightPath)
    {
        switch (left, right)
        {
            case (TreeMapping first, TreeMapping second):
                Fields(first, leftPath, second, rightPath);
                break;
            case (TreeSequence first, TreeSequence second) when _alignsLists:
                Items(first, leftPath, second, rightPath, ListAlignment.Of(first, second));
                break;
            case (TreeSequence first, TreeSequence second) when first.Items.Count == second.Items.Count:
                for (var index = 0; index < first.Items.Count; index++)
                    Node(first.Items[index], leftPath[index], second.Items[index], rightPath[index]);
                break;
            default:
                if (!left.Equals(right) && !IsSameNumber(left, right))
                    _changes.Add(new(TreeChangeKind.Changed, leftPath, rightPath, left, right));
                break;
        }
    }

    private void Fields(TreeMapping left, FieldPath leftPath, TreeMapping right, FieldPath rightPath)
    {
        foreach (var field in right.Fields)
        {
            if (left[field.Key] is { } other)
                Node(other, leftPath[field.Key], field.Value, rightPath[field.Key]);
            else
                Add(leftPath, rightPath[field.Key], field.Value);
        }

        foreach (var field in left.Fields)
        {
            if (right[field.Key] is null) Remove(leftPath[field.Key], field.Value, rightPath);
        }
    }

    private void Items(TreeSequence left, FieldPath leftPath, TreeSequence right, FieldPath rightPath, IReadOnlyList<(int Left, int Right)> pairs)
    {
        int leftAt = 0, rightAt = 0;
        foreach (var pair in pairs)
        {
            Unpaired(pair.Left, pair.Right);
            Node(left.Items[pair.Left], leftPath[pair.Left], right.Items[pair.Right], rightPath[pair.Right]);
            (leftAt, rightAt) = (pair.Left + 1, pair.Right + 1);
        }

        Unpaired(left.Items.Count, right.Items.Count);

        void Unpaired(int leftEnd, int rightEnd)
        {
            for (; leftAt < leftEnd; leftAt++) Remove(leftPath[leftAt], left.Items[leftAt], rightPath);
            for (; rightAt < rightEnd; rightAt++) Add(leftPath, rightPath[rightAt], right.Items[rightAt]);
        }
    }

    private void Add(FieldPath leftPath, FieldPath rightPath, TreeNode right) => _changes.Add(new(TreeChangeKind.Added, leftPath, rightPath, null, right));

    private void Remove(FieldPath leftPath, TreeNode left, FieldPath rightPath) => _changes.Add(new(TreeChangeKind.Removed, leftPath, rightPath, left, null));

    /// <summary>100 and 100.0 are one order.</summary>
    private static bool IsSameNumber(TreeNode left, TreeNode right) =>
        left is TreeScalar { Kind: ScalarKind.Integer or ScalarKind.Float } first && right is TreeScalar { Kind: ScalarKind.Integer or ScalarKind.Float } second
        && ScalarValues.TryGetDouble(first, out var one) && ScalarValues.TryGetDouble(second, out var other) && one.Equals(other);
}
