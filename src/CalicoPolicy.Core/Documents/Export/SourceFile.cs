using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Export;

/// <summary>A file that resources go back to: which of its documents get what.</summary>
internal sealed class SourceFile
{
    private readonly string _path;
    private readonly SortedDictionary<int, SourceDocument> _documents = [];

    public SourceFile(string path) => _path = path;

    public void Put(Origin origin, Resource resource) => Document(origin).Put(origin.Item, resource);

    public void Vacate(Origin origin) => Document(origin).Vacate(origin.Item);

    /// <summary>The change of the file; null where nothing changes.</summary>
    public FileChange? Change(ITextFormat yaml, ExportOptions options, CancellationToken cancellationToken)
    {
        if (_path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return Refuse(ExportErrorCode.PathNotWritable, "compressed files are read, not written.", "Export to another layout.");

        string text;
        try
        {
            using var source = TextSource.Open(_path, ReadLimits.Default);
            using var reader = source.OpenText();
            text = reader.ReadToEnd();
        }
        catch (UnreadableTextException exception)
        {
            return Refuse(ExportErrorCode.SourceChanged, exception.Message, "Read the resources again.");
        }

        var documents = new DocumentReader(yaml).ReadFile(_path, cancellationToken).Documents.ToDictionary(document => document.Index);
        var changed = new SourceText(text, JsonLook.IsLikely(text) ? JsonFormat.Instance : yaml);
        foreach (var (index, edited) in _documents)
        {
            if (!documents.TryGetValue(index, out var document) || document.Root is null || !edited.IsOf(document.Root))
                return Refuse(ExportErrorCode.SourceChanged, "the file is no longer what it was when the resources were read.", "Read the resources again.");
            var held = ResourceMapper.Read(document, _path).Resources.ToDictionary(resource => resource.Origins[0].Item);
            if (edited.IsSame(held)) continue;
            if (!changed.TryChange(document, edited.Revisions(document, _path, held, options.KeepServerMetadata), mayLoseComments: options.Force))
            {
                return Refuse(
                    ExportErrorCode.CommentsWouldBeLost, $"document {index + 1} has comments at a place that changes; they would be lost.", "Use -Force to lose them.");
            }
        }

        return changed.Changes == 0 ? null : Changed(changed, options);
    }

    private FileChange Changed(SourceText text, ExportOptions options)
    {
        if (!options.Force && File.GetAttributes(_path).HasFlag(FileAttributes.ReadOnly))
            return Refuse(ExportErrorCode.FileReadOnly, "the file is read-only.", "Use -Force to write over it all the same.");
        if (options.NoClobber)
            return Refuse(ExportErrorCode.FileExists, "the file is there already.", "Leave out -NoClobber to write over it.");

        var result = text.ToString();
        return string.IsNullOrWhiteSpace(result.Replace("---", string.Empty, StringComparison.Ordinal))
            ? FileChange.Delete(_path, "Delete the file: none of its resources is left")
            : FileChange.Write(_path, result, text.Changes == 1 ? "Write 1 changed document" : $"Write {text.Changes} changed documents", FileChange.EncodingOf(_path));
    }

    private SourceDocument Document(Origin origin)
    {
        if (_documents.TryGetValue(origin.Document, out var document)) return document;
        document = new SourceDocument();
        _documents.Add(origin.Document, document);
        return document;
    }

    private FileChange Refuse(ExportErrorCode code, string message, string action) => FileChange.Refuse(_path, code, $"'{_path}': {message}", action);
}
