using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>A node of a document as it was read, with its place in the text. Trees are finite; an alias appears as the very node it names.</summary>
public abstract class TreeNode : RawValue
{
    private protected TreeNode(TextSpan span) => Span = span;

    /// <summary>The node's text.</summary>
    public TextSpan Span { get; }
}
