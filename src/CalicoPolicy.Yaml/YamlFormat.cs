using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Revisions;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Yaml;

/// <summary>
/// YAML as kubectl reads it (YAML 1.1 by go-yaml v2), and written so that every YAML version reads the same. Holds no state: one instance
/// may be used by several threads at once.
/// </summary>
public sealed class YamlFormat : ITextFormat
{
    /// <summary>Reads every document with YamlDotNet's parser, also those that a quicker way gives the same tree of: to compare the two.</summary>
    public bool UsesParserOnly { get; init; }

    /// <inheritdoc />
    public IEnumerable<TreeDocument> Read(TextReader text, string? file, ReadLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(limits);
        return ReadDocuments(text, file, limits, cancellationToken);
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">A string has half of a surrogate pair, which no YAML or JSON text can hold.</exception>
    public void Write(IEnumerable<TreeNode> documents, TextWriter text)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(text);
        var writer = new TreeWriter(text);
        var isFirst = true;
        foreach (var document in documents)
        {
            if (!isFirst)
                text.Write("---\n");
            isFirst = false;
            writer.WriteDocument(document);
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<TextEdit>? Edits(string text, TreeRevision revision)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(revision);
        return DocumentEdits.Of(text, revision);
    }

    private IEnumerable<TreeDocument> ReadDocuments(TextReader text, string? file, ReadLimits limits, CancellationToken cancellationToken)
    {
        var splitter = new DocumentSplitter(text, limits, cancellationToken);
        using var part = new DocumentText(splitter, limits);
        var frames = new List<Frame>();
        var texts = new TextPool();
        var ordinary = new OrdinaryDocument(texts, limits);
        var index = 0;

        // A document's extent ends where the next one begins.
        TreeDocument? waiting = null;
        while (splitter.MoveNext())
        {
            var start = new Position(splitter.FirstLine, 1);
            if (waiting is not null)
                yield return waiting with { Extent = new TextSpan(waiting.Extent.Start, start) };
            part.Restart();
            if (!UsesParserOnly && part.TryLookAhead(out var document) && ordinary.Read(document, splitter.FirstLine) is { } root)
            {
                waiting = new TreeDocument(index, root, [], ordinary.HasComments) { Extent = new TextSpan(start, start) };
            }
            else
            {
                var parser = new DocumentParser(splitter, part, frames, texts, file, index, limits);
                waiting = parser.Read(cancellationToken);
                if (waiting is not null) waiting = waiting with { Extent = new TextSpan(start, start) };
                if (parser.EndedText)
                {
                    if (waiting is not null) yield return waiting;
                    yield break;
                }
            }

            // One that could not be read was there, however early it was given up.
            if (splitter.HasStarted || waiting is not null)
                index++;
        }

        if (waiting is not null)
            yield return waiting with { Extent = new TextSpan(waiting.Extent.Start, splitter.Position) };
        if (splitter.Failure is { } failure)
        {
            var span = new TextSpan(failure.Position, failure.Position);
            yield return new TreeDocument(index, null, [new DocumentError(failure.Code, failure.Message, file, index, span)], HasComments: false);
        }
    }
}
