using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Publishing;

/// <summary>
/// The annotations that keep on record at a policy which pods it isolates. They belong to the cluster that the pods are in and not to
/// the policy that somebody publishes: a publication neither brings them nor takes them away.
/// </summary>
internal static class QuarantineRecords
{
    /// <summary>What each begins with, before the uid of a pod.</summary>
    public const string Prefix = "calicopolicy.io/quarantined-";

    /// <summary>Whether an annotation is one.</summary>
    public static bool Has(string annotation) => annotation.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The object without them.</summary>
    public static TreeMapping Without(TreeMapping tree)
    {
        if (Trees.Mapping(tree, "metadata", "annotations") is not { } annotations || !annotations.Fields.Any(field => Has(field.Key))) return tree;
        TreeField[] rest = [.. annotations.Fields.Where(field => !Has(field.Key))];
        var metadata = Trees.With(Trees.Mapping(tree, "metadata")!, "annotations", rest.Length == 0 ? null : Trees.Mapping(rest));
        return Trees.With(tree, "metadata", metadata);
    }
}
