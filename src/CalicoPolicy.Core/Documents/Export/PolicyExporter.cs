using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Export;

/// <summary>Turns resources into changes of files, none of which is made before it is asked for.</summary>
public sealed class PolicyExporter
{
    private readonly ITextFormat _yaml;
    private readonly ExportOptions _options;

    /// <summary>Makes an exporter.</summary>
    /// <param name="yaml">The YAML format.</param>
    /// <param name="options">What the export may do.</param>
    public PolicyExporter(ITextFormat yaml, ExportOptions options)
    {
        _yaml = yaml;
        _options = options;
    }

    /// <summary>All resources into one file, as JSON where its name ends so.</summary>
    public IEnumerable<FileChange> ToFile(IReadOnlyList<Resource> resources, string path, CancellationToken cancellationToken) =>
        [NoFolder(path) ?? WholeFile(path, resources, cancellationToken)];

    /// <summary>The resources into the files of a layout below a folder.</summary>
    public IEnumerable<FileChange> ToFolder(
        IReadOnlyList<Resource> resources, string folder, ExportLayout layout, CancellationToken cancellationToken)
    {
        foreach (var file in ExportPlan.For(resources, layout))
            yield return WholeFile(Path.Combine(folder, file.RelativePath), file.Resources, cancellationToken);
    }

    /// <summary>Each resource back to the document that it came from; other documents stay as they are, byte for byte.</summary>
    public IEnumerable<FileChange> ToSource(IReadOnlyList<Resource> resources, CancellationToken cancellationToken) =>
        SourceRewriting.Changes(resources, _yaml, _options, cancellationToken);

    /// <summary>A folder that is not there is more likely a slip than a wish; the layouts make those that they need.</summary>
    private static FileChange? NoFolder(string path) => Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder) && !File.Exists(folder)
        ? FileChange.Refuse(path, ExportErrorCode.PathNotWritable, $"There is no folder '{folder}'.", "Make the folder, or mend the path.")
        : null;

    private FileChange WholeFile(string path, IReadOnlyList<Resource> resources, CancellationToken cancellationToken)
    {
        if (FileGuard.Refusal(path, _yaml, _options, cancellationToken) is { } refusal) return refusal;
        var format = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? JsonFormat.Instance : _yaml;
        return FileChange.Write(path, ResourceText.Of(resources, format, _options.KeepServerMetadata), resources.Count == 1 ? "Write 1 resource" : $"Write {resources.Count} resources");
    }
}
