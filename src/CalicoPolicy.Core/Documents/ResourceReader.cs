using CalicoPolicy.Core.Documents.Sources;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>
/// Reads resources from files and text. Files are read in parallel, a few ahead of the one that is asked for, and come in the order
/// in which they were named; time and memory are linear in the text. What is wrong is reported and never thrown.
/// </summary>
public sealed class ResourceReader
{
    private readonly ITextFormat _yaml;
    private readonly ReadLimits _limits;

    /// <summary>Makes a reader.</summary>
    /// <param name="yaml">The YAML format.</param>
    /// <param name="limits">How much to take of one file; the default limits where none are given.</param>
    public ResourceReader(ITextFormat yaml, ReadLimits? limits = null)
    {
        _yaml = yaml;
        _limits = limits ?? ReadLimits.Default;
    }

    /// <summary>Reads the resources of a text in YAML or JSON.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ReadResult ReadText(string text, CancellationToken cancellationToken)
    {
        var head = System.Text.Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, TextHead.Length)]);
        if (TextHead.IsJson(head))
        {
            using var json = new StringReader(text);
            var result = Map(JsonFormat.Instance.Read(json, null, _limits, cancellationToken), null, cancellationToken);
            if (!IsSyntaxError(result)) return result;
        }

        using var yaml = new StringReader(text);
        return Map(_yaml.Read(yaml, null, _limits, cancellationToken), null, cancellationToken);
    }

    /// <summary>Reads the resources of a file.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ReadResult ReadFile(string path, CancellationToken cancellationToken)
    {
        try
        {
            var isNamedJson = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".json.gz", StringComparison.OrdinalIgnoreCase);
            using (var source = TextSource.Open(path, _limits))
            {
                if (!source.IsJson) return Map(ReadPlain(source, isNamedJson, path, cancellationToken), path, cancellationToken);
                var result = Map(JsonFormat.Instance.Read(source.Bytes, path, _limits, cancellationToken), path, cancellationToken);
                if (isNamedJson || !IsSyntaxError(result)) return result;
            }

            // A YAML flow mapping may begin like JSON.
            using var again = TextSource.Open(path, _limits);
            return Map(ReadPlain(again, isJson: false, path, cancellationToken), path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            var reason = UnreadableTextException.From(exception);
            var place = new TextSpan(Position.Start, Position.Start);
            return new(path, [], [new(reason.Code, reason.Message, path, 0, place)], []);
        }
    }

    /// <summary>Reads the resources of files; results come in the order of the paths.</summary>
    /// <param name="paths">The files' full paths.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<ReadResult> ReadFiles(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = 2 * Environment.ProcessorCount;
        var running = new Queue<Task<ReadResult>>(ahead);
        try
        {
            foreach (var path in paths)
            {
                running.Enqueue(Task.Run(() => ReadFile(path, ending.Token), ending.Token));
                if (running.Count == ahead) yield return running.Dequeue().GetAwaiter().GetResult();
            }

            while (running.Count > 0) yield return running.Dequeue().GetAwaiter().GetResult();
        }
        finally
        {
            ending.Cancel();
        }
    }

    private IEnumerable<TreeDocument> ReadPlain(TextSource source, bool isJson, string path, CancellationToken cancellationToken)
    {
        using var text = source.OpenText();
        foreach (var document in (isJson ? JsonFormat.Instance : _yaml).Read(text, path, _limits, cancellationToken)) yield return document;
    }

    private static ReadResult Map(IEnumerable<TreeDocument> documents, string? file, CancellationToken cancellationToken)
    {
        var resources = new List<Resource>();
        var errors = new List<DocumentError>();
        var skipped = new List<SkippedObject>();
        foreach (var document in documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var mapped = ResourceMapper.Read(document, file);
            resources.AddRange(mapped.Resources);
            errors.AddRange(mapped.Errors);
            skipped.AddRange(mapped.Skipped);
        }

        return new(file, resources, errors, skipped);
    }

    private static bool IsSyntaxError(ReadResult result) => result.Errors.Any(error => error.Code == DocumentErrorCode.InvalidSyntax);
}
