namespace CalicoPolicy.Core.Documents.Revisions;

/// <summary>What becomes of a node of a document, part by part, so that a text can be changed where it changes and nowhere else.</summary>
public sealed class TreeRevision
{
    private TreeRevision(TreeNode old, TreeNode @new, IReadOnlyList<RevisedPart>? parts)
    {
        Old = old;
        New = @new;
        Parts = parts;
    }

    /// <summary>The node as the document has it.</summary>
    public TreeNode Old { get; }

    /// <summary>The node as it is to be.</summary>
    public TreeNode New { get; }

    /// <summary>
    /// The fields or items of <see cref="New"/>, in their order, where some of them are old ones, in the order that they had; null
    /// where the node stays or is replaced as a whole.
    /// </summary>
    public IReadOnlyList<RevisedPart>? Parts { get; }

    /// <summary>Whether the node stays as it is.</summary>
    public bool IsUnchanged => ReferenceEquals(Old, New);

    internal static TreeRevision Keep(TreeNode old) => new(old, old, null);

    internal static TreeRevision Replace(TreeNode old, TreeNode @new) => new(old, @new, null);

    internal static TreeRevision Revise(TreeMapping old, IReadOnlyList<(string Key, RevisedPart Part)> fields) =>
        new(old, new TreeMapping([.. fields.Select(field => new TreeField(field.Key, default, field.Part.New))], default), [.. fields.Select(field => field.Part)]);

    internal static TreeRevision Revise(TreeSequence old, IReadOnlyList<RevisedPart> items) =>
        new(old, new TreeSequence([.. items.Select(item => item.New)], default), items);
}
