using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>
/// Reads documents of files and texts, in YAML or JSON: JSON where the name ends in <c>.json</c> or the text begins like it, else YAML.
/// A text that begins like JSON and is none is read as YAML, of which braces and brackets are a part. May be used by several threads.
/// </summary>
public sealed class DocumentReader
{
    private readonly ITextFormat _yaml;

    /// <summary>Makes a reader.</summary>
    /// <param name="yaml">The YAML format.</param>
    public DocumentReader(ITextFormat yaml) => _yaml = yaml;

    /// <summary>How much to take of each file or text.</summary>
    public ReadLimits Limits { get; init; } = ReadLimits.Default;

    /// <summary>How many files to read at the same time, at least 1; the number of processors if nothing else is said.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<TreeDocument> ReadText(string text, CancellationToken cancellationToken)
    {
        if (JsonLook.IsLikely(text))
        {
            using var json = new StringReader(text);
            var documents = JsonFormat.Instance.Read(json, null, Limits, cancellationToken).ToList();
            return FailsAtOnce(documents) ? Better(documents, ReadYaml()) : documents;
        }

        return ReadYaml();

        IEnumerable<TreeDocument> ReadYaml()
        {
            using var yaml = new StringReader(text);
            foreach (var document in _yaml.Read(yaml, null, Limits, cancellationToken))
                yield return document;
        }
    }

    /// <summary>Reads a file. What is wrong with it is in the result and never thrown.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public FileDocuments ReadFile(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var isNamedJson = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".json.gz", StringComparison.OrdinalIgnoreCase);
            using var source = TextSource.Open(path, Limits);
            if (!isNamedJson && !source.LooksLikeJson())
                return new FileDocuments(path, ReadYaml(source, path, cancellationToken));
            var documents = ReadJson(source, path, cancellationToken);
            if (isNamedJson || !FailsAtOnce(documents))
                return new FileDocuments(path, documents);
            using var again = TextSource.Open(path, Limits);
            return new FileDocuments(path, Better(documents, ReadYaml(again, path, cancellationToken)));
        }
        catch (UnreadableTextException exception)
        {
            var error = new DocumentError(exception.Code, exception.Message, path, 0, new TextSpan(Position.Start, Position.Start));
            return new FileDocuments(path, [new TreeDocument(0, null, [error], HasComments: false)]);
        }
    }

    /// <summary>Reads files, several at a time; they come in the order of their paths, each as soon as it and those before it are read.</summary>
    /// <param name="paths">Full paths; taken a few ahead of what is asked for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<FileDocuments> ReadFiles(IEnumerable<string> paths, CancellationToken cancellationToken) =>
        ReadFiles(paths, file => file, cancellationToken);

    /// <summary>Reads files, several at a time, and makes something of each where it was read, so that this work too is done in parallel.</summary>
    /// <typeparam name="T">What is made.</typeparam>
    /// <param name="paths">Full paths; taken a few ahead of what is asked for.</param>
    /// <param name="convert">Makes it; called from several threads. What it throws comes out of the enumeration.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<T> ReadFiles<T>(IEnumerable<string> paths, Func<FileDocuments, T> convert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(convert);
        return OrderedParallel.Select(paths, (path, token) => convert(ReadFile(path, token)), Math.Max(1, Parallelism), cancellationToken);
    }

    /// <summary>Whether a text is no JSON in its first value, or right behind it, where YAML may have a comment or <c>---</c>.</summary>
    private static bool FailsAtOnce(List<TreeDocument> documents) =>
        documents.Take(2).Any(document => document.Errors.Any(error => error.Code == DocumentErrorCode.InvalidSyntax));

    /// <summary>What was read as YAML, unless that is no better: then the errors of JSON, which the text looks like.</summary>
    private static List<TreeDocument> Better(List<TreeDocument> json, IEnumerable<TreeDocument> yaml)
    {
        var documents = yaml.ToList();
        return documents.Count == 0 || documents[0].Errors.Count > 0 ? json : documents;
    }

    private List<TreeDocument> ReadJson(TextSource source, string path, CancellationToken cancellationToken)
    {
        if (source.Utf8 is { } utf8)
            return [.. JsonFormat.ReadUtf8(utf8, path, Limits, cancellationToken)];
        using var text = source.OpenText();
        return [.. JsonFormat.Instance.Read(text, path, Limits, cancellationToken)];
    }

    private List<TreeDocument> ReadYaml(TextSource source, string path, CancellationToken cancellationToken)
    {
        using var text = source.OpenText();
        return [.. _yaml.Read(text, path, Limits, cancellationToken)];
    }
}
