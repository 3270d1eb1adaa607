using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>The place of a resource whose document's tree is kept, so that every field can be found in the text.</summary>
public sealed class DocumentLocation : Location
{
    /// <summary>Makes the location of a resource.</summary>
    /// <param name="file">The file's full path; null where the text came from elsewhere.</param>
    /// <param name="document">The document's index in its text, from 0.</param>
    /// <param name="root">The resource's tree.</param>
    public DocumentLocation(string? file, int document, TreeMapping root)
        : base(file, document, root.Span) => Root = root;

    /// <summary>The resource's tree.</summary>
    public TreeMapping Root { get; }

    /// <inheritdoc />
    public override TextSpan Find(FieldPath path) => Walk(path, out _);

    /// <summary>Whether the field itself is in the text.</summary>
    public bool Contains(FieldPath path)
    {
        Walk(path, out var isThere);
        return isThere;
    }

    private TextSpan Walk(FieldPath path, out bool isThere)
    {
        var steps = new FieldPath[path.Depth];
        for (var step = path; step.Parent is not null; step = step.Parent) steps[step.Depth - 1] = step;

        TreeNode node = Root;
        var span = Root.Span;
        foreach (var step in steps)
        {
            var next = step.Name is null ? Item(node, step.Index) : (node as TreeMapping)?[step.Name];
            if (next is null)
            {
                isThere = false;
                return span;
            }

            node = next;
            span = next.Span;
        }

        isThere = true;
        return span;
    }

    private static TreeNode? Item(TreeNode node, int index) =>
        node is TreeSequence sequence && index < sequence.Items.Count ? sequence.Items[index] : null;
}
