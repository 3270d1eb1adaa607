namespace CalicoPolicy.Core.Resources;

/// <summary>A document that a resource came from.</summary>
/// <param name="File">The file's full path.</param>
/// <param name="Document">The document's index in the file, from 0.</param>
/// <param name="Item">The item's index in a <c>List</c> document, from 0; -1 where the document is the resource itself.</param>
/// <param name="HasComments">Whether the document has comments, which are lost where it is written anew.</param>
public sealed record Origin(string File, int Document, int Item = -1, bool HasComments = false)
{
    /// <summary>The file, and the document's place in it counted from 1.</summary>
    public override string ToString() =>
        Item < 0 ? FormattableString.Invariant($"{File}#{Document + 1}") : FormattableString.Invariant($"{File}#{Document + 1}[{Item}]");
}
