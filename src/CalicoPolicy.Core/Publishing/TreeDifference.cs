using System.Globalization;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Publishing;

/// <summary>The fields in which two objects of a cluster differ, what the server fills in left out.</summary>
internal static class TreeDifference
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Fields of which either side differs from the other.</summary>
    public static IReadOnlyList<string> Between(TreeNode live, TreeNode wanted)
    {
        var paths = new List<string>();
        Walk(live, wanted, string.Empty, isWhole: true, paths);
        return paths;
    }

    /// <summary>Fields of the wanted object that the live one has not, or has otherwise; what only the live one has was filled in by the server.</summary>
    public static IReadOnlyList<string> Missing(TreeNode live, TreeNode wanted)
    {
        var paths = new List<string>();
        Walk(live, wanted, string.Empty, isWhole: false, paths);
        return paths;
    }

    private static void Walk(TreeNode live, TreeNode wanted, string path, bool isWhole, List<string> paths)
    {
        switch (live, wanted)
        {
            case (TreeMapping left, TreeMapping right):
                foreach (var field in right.Fields)
                {
                    var inner = path.Length == 0 ? field.Key : $"{path}.{field.Key}";
                    if (IsFilledIn(inner)) continue;
                    if (left[field.Key] is { } other)
                        Walk(other, field.Value, inner, isWhole, paths);
                    else if (isWhole || !IsNothing(field.Value))
                        paths.Add(inner);
                }

                if (!isWhole) break;
                foreach (var field in left.Fields)
                {
                    var inner = path.Length == 0 ? field.Key : $"{path}.{field.Key}";
                    if (!IsFilledIn(inner) && right[field.Key] is null) paths.Add(inner);
                }

                break;
            case (TreeSequence left, TreeSequence right) when left.Items.Count == right.Items.Count:
                for (var index = 0; index < left.Items.Count; index++)
                    Walk(left.Items[index], right.Items[index], string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), isWhole, paths);
                break;
            default:
                if (!live.Equals(wanted) && !IsSameNumber(live, wanted)) paths.Add(path);
                break;
        }
    }

    private static bool IsFilledIn(string path) => path is "status"
        or "metadata.uid" or "metadata.resourceVersion" or "metadata.generation" or "metadata.creationTimestamp" or "metadata.managedFields"
        or "metadata.selfLink" or "metadata.deletionTimestamp" or "metadata.deletionGracePeriodSeconds" or "metadata.annotations." + LastApplied;

    private static bool IsNothing(TreeNode node) =>
        node is TreeMapping { Fields.Count: 0 } or TreeSequence { Items.Count: 0 } or TreeScalar { Kind: ScalarKind.Null };

    /// <summary>100 and 100.0 are one order.</summary>
    private static bool IsSameNumber(TreeNode left, TreeNode right) =>
        left is TreeScalar { Kind: ScalarKind.Integer or ScalarKind.Float } && right is TreeScalar { Kind: ScalarKind.Integer or ScalarKind.Float }
        && ScalarValues.TryGetDouble((TreeScalar)left, out var first) && ScalarValues.TryGetDouble((TreeScalar)right, out var second) && first.Equals(second);
}
