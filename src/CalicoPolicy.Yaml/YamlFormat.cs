using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Yaml;

/// <summary>
/// YAML as kubectl reads it (YAML 1.1 by go-yaml v2), and written so that every YAML version reads the same. Holds no state: one instance
/// may be used by several threads at once.
/// </summary>
public sealed class YamlFormat : ITextFormat
{
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

    private static IEnumerable<TreeDocument> ReadDocuments(TextReader text, string? file, ReadLimits limits, CancellationToken cancellationToken)
    {
        var splitter = new DocumentSplitter(text, limits, cancellationToken);
        using var part = new DocumentText(splitter);
        var frames = new List<Frame>();
        var texts = new TextPool();
        var index = 0;

        // A document's extent ends where the next one begins.
        TreeDocument? waiting = null;
        while (splitter.MoveNext())
        {
            var start = new Position(splitter.FirstLine, 1);
            if (waiting is not null)
                yield return waiting with { Extent = new TextSpan(waiting.Extent.Start, start) };
            part.Restart();
            var parser = new DocumentParser(splitter, part, frames, texts, file, index, limits);
            waiting = parser.Read(cancellationToken);
            if (waiting is not null)
                waiting = waiting with { Extent = new TextSpan(start, start) };
            if (parser.EndedText)
            {
                if (waiting is not null)
                    yield return waiting;
                yield break;
            }

            if (splitter.HasStarted)
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
