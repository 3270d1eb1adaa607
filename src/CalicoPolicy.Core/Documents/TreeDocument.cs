using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>One document of a text: its tree, or the errors that kept it from being read. Empty documents are not reported.</summary>
/// <param name="Index">The document's index in its text, from 0, empty documents counted too.</param>
/// <param name="Root">The tree; null where there are errors.</param>
/// <param name="Errors">What is wrong; empty where the document could be read.</param>
/// <param name="HasComments">Whether the text of the document has comments, which are lost where it is written anew.</param>
public sealed record TreeDocument(int Index, TreeNode? Root, IReadOnlyList<DocumentError> Errors, bool HasComments)
{
    /// <summary>
    /// The document's part of the text, which can be replaced without touching the others: in YAML whole lines, from its first (the
    /// <c>---</c> line where it has one) to the start of the line after its last; in JSON the value.
    /// </summary>
    public TextSpan Extent { get; init; } = Root?.Span ?? default;
}
