using CalicoPolicy.Core.Documents.Json;
using CalicoPolicy.Core.Documents.Revisions;

namespace CalicoPolicy.Core.Documents;

/// <summary>
/// JSON (RFC 8259): one value, or several one after the other, as <c>kubectl get -o json</c> and log shippers write them. No comments,
/// no trailing commas; a byte order mark is passed over. Holds no state: one instance may be used by several threads at once.
/// </summary>
public sealed class JsonFormat : ITextFormat
{
    private JsonFormat()
    {
    }

    /// <summary>The format.</summary>
    public static JsonFormat Instance { get; } = new();

    /// <inheritdoc />
    public IEnumerable<TreeDocument> Read(TextReader text, string? file, ReadLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(limits);
        return ReadText(text, file, limits, cancellationToken);
    }

    /// <summary>
    /// Reads UTF-8 bytes as they are, which spares the way through characters: the one to use for large files. A value takes memory
    /// for its tree and its longest string only, not for its text.
    /// </summary>
    /// <param name="utf8">The bytes; read forward only, not closed.</param>
    /// <param name="file">Its name for errors; null where it has none.</param>
    /// <param name="limits">How much to take.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IEnumerable<TreeDocument> ReadUtf8(Stream utf8, string? file, ReadLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        ArgumentNullException.ThrowIfNull(limits);
        return ReadBytes(utf8, file, limits, cancellationToken);
    }

    /// <summary>Writes each document as indented JSON, one after the other. Numbers come out in decimal; <c>.inf</c> and <c>.nan</c>, which JSON lacks, as text.</summary>
    /// <param name="documents">The documents' roots.</param>
    /// <param name="text">Where to.</param>
    /// <exception cref="ArgumentException">A string has half of a surrogate pair, which no UTF-8 text can hold.</exception>
    public void Write(IEnumerable<TreeNode> documents, TextWriter text)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(text);
        foreach (var document in documents)
            JsonTreeWriter.Write(document, text);
    }

    /// <inheritdoc />
    public IReadOnlyList<TextEdit>? Edits(string text, TreeRevision revision)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(revision);
        if (revision is { Parts: null, IsUnchanged: false }) return null;
        var edits = new List<TextEdit>();
        new BracketEdits(text, new LineStarts(text), JsonTreeWriter.Text, edits).Add(revision);
        return edits;
    }

    private static IEnumerable<TreeDocument> ReadText(TextReader text, string? file, ReadLimits limits, CancellationToken cancellationToken)
    {
        using var utf8 = new Utf8EncodingStream(text);
        foreach (var document in ReadBytes(utf8, file, limits, cancellationToken))
            yield return document;
    }

    private static IEnumerable<TreeDocument> ReadBytes(Stream utf8, string? file, ReadLimits limits, CancellationToken cancellationToken)
    {
        var reader = new JsonTreeReader(utf8, file, limits, cancellationToken);
        while (reader.Read() is { } document)
            yield return document;
    }
}
