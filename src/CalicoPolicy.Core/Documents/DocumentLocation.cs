using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>The place of a resource that knows where every field stands in the text. It does not keep the document's tree.</summary>
public sealed class DocumentLocation : Location
{
    private readonly FieldPlaces _places;
    private readonly ulong _content;

    /// <summary>Makes the location of a resource.</summary>
    /// <param name="file">The file's full path; null where the text came from elsewhere.</param>
    /// <param name="document">The document's index in its text, from 0.</param>
    /// <param name="root">The resource's tree.</param>
    public DocumentLocation(string? file, int document, TreeMapping root)
        : base(file, document, root.Span)
    {
        _places = PlaceBuffer.Places(root);
        _content = TreeContent.Of(root);
    }

    /// <inheritdoc />
    public override TextSpan Find(FieldPath path) => _places.Find(path, out _);

    /// <summary>Whether the field itself is in the text.</summary>
    public bool Contains(FieldPath path)
    {
        _places.Find(path, out var isThere);
        return isThere;
    }

    /// <summary>Whether a tree says the same, in the same words, as the one that the resource was read from. Space, order of fields and comments do not count.</summary>
    public bool IsOf(TreeNode root) => TreeContent.Of(root) == _content;
}
