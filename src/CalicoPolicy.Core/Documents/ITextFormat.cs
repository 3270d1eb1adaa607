using CalicoPolicy.Core.Documents.Revisions;

namespace CalicoPolicy.Core.Documents;

/// <summary>The port to a text format: YAML stands behind it in an adapter, JSON in this library.</summary>
public interface ITextFormat
{
    /// <summary>
    /// Reads the documents of a text one after the other. What is wrong with a document is reported in it and never thrown;
    /// the documents after it still come.
    /// </summary>
    /// <param name="text">The text; read forward only, not closed.</param>
    /// <param name="file">Its name for errors; null where it has none.</param>
    /// <param name="limits">How much to take.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    IEnumerable<TreeDocument> Read(TextReader text, string? file, ReadLimits limits, CancellationToken cancellationToken);

    /// <summary>Writes documents as one stream, with line feeds only. Scalars come out so that YAML 1.1 and 1.2 readers take them for what they are.</summary>
    /// <param name="documents">The documents' roots.</param>
    /// <param name="text">Where to.</param>
    void Write(IEnumerable<TreeNode> documents, TextWriter text);

    /// <summary>
    /// The edits that bring a revision of a document into its text and leave the text of everything else alone: comments, quotes and
    /// blank lines too. What they give is to be read again: that it says the same is likely, not certain.
    /// </summary>
    /// <param name="text">The whole text that the document was read from.</param>
    /// <param name="revision">What becomes of the document's root.</param>
    /// <returns>Null where the text cannot be changed in places, only be written anew.</returns>
    IReadOnlyList<TextEdit>? Edits(string text, TreeRevision revision);
}
