namespace CalicoPolicy.Core.Documents;

/// <summary>
/// Reads resources from files and text. Files are read and mapped in parallel, a few ahead of the one that is asked for, and come in
/// the order in which they were named; time and memory are linear in the text. What is wrong is reported and never thrown.
/// </summary>
public sealed class ResourceReader
{
    private readonly DocumentReader _documents;

    /// <summary>Makes a reader.</summary>
    /// <param name="yaml">The YAML format.</param>
    public ResourceReader(ITextFormat yaml)
        : this(new DocumentReader(yaml))
    {
    }

    /// <summary>Makes a reader over a reader of documents, which has its own limits.</summary>
    public ResourceReader(DocumentReader documents) => _documents = documents;

    /// <summary>Reads the resources of a text in YAML or JSON.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ReadResult ReadText(string text, CancellationToken cancellationToken) =>
        Map(null, _documents.ReadText(text, cancellationToken), cancellationToken);

    /// <summary>Reads the resources of files; results come in the order of the paths.</summary>
    /// <param name="paths">The files' full paths.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<ReadResult> ReadFiles(IEnumerable<string> paths, CancellationToken cancellationToken) =>
        _documents.ReadFiles(paths, file => Map(file.File, file.Documents, cancellationToken), cancellationToken);

    private static ReadResult Map(string? file, IEnumerable<TreeDocument> documents, CancellationToken cancellationToken)
    {
        var result = new ReadResult(file);
        foreach (var document in documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            result.Add(ResourceMapper.Read(document, file));
        }

        return result;
    }
}
