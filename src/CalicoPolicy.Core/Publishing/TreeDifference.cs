using System.Globalization;
using System.Text;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Differences;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>The fields in which two objects of a cluster differ, what the server fills in left out.</summary>
internal static class TreeDifference
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Fields of which either side differs from the other.</summary>
    public static IReadOnlyList<string> Between(TreeNode live, TreeNode wanted) =>
        [.. All(live, wanted).Select(change => Text(change.Path))];

    /// <summary>Fields of the wanted object that the live one has not, or has otherwise; what only the live one has was filled in by the server.</summary>
    public static IReadOnlyList<string> Missing(TreeNode live, TreeNode wanted) =>
        [.. All(live, wanted).Where(change => change.Right is { } right && (change.Left is not null || !IsNothing(right))).Select(change => Text(change.Path))];

    /// <summary>Every change from the live object to the wanted one.</summary>
    public static IEnumerable<TreeChange> All(TreeNode live, TreeNode wanted) =>
        TreeDiffer.Between(live, wanted, alignsLists: false).Where(change => !IsFilledIn(change.Path));


    private static bool IsFilledIn(FieldPath path)
    {
        for (var step = path; step is not null; step = step.Parent)
        {
            if (Text(step) is "status"
                or "metadata.uid" or "metadata.resourceVersion" or "metadata.generation" or "metadata.creationTimestamp" or "metadata.managedFields"
                or "metadata.selfLink" or "metadata.deletionTimestamp" or "metadata.deletionGracePeriodSeconds" or "metadata.annotations." + LastApplied)
                return true;
        }

        return false;
    }

    /// <summary>Whether a value says no more than its absence.</summary>
    public static bool IsNothing(TreeNode node) =>
        node is TreeMapping { Fields.Count: 0 } or TreeSequence { Items.Count: 0 } or TreeScalar { Kind: ScalarKind.Null };

    /// <summary>The path as the API server writes it: <c>spec.ingress[0].action</c>.</summary>
    public static string Text(FieldPath path)
    {
        if (path.Parent is null) return string.Empty;
        var text = new StringBuilder(Text(path.Parent));
        if (path.Name is null)
            text.Append('[').Append(path.Index.ToString(CultureInfo.InvariantCulture)).Append(']');
        else
            text.Append(text.Length == 0 ? null : ".").Append(path.Name);
        return text.ToString();
    }
}
