namespace CalicoPolicy.Core.Documents.Export;

/// <summary>Keeps what a whole file holds from being lost unseen.</summary>
internal static class FileGuard
{
    /// <summary>Why a file may not be written over; null where it may.</summary>
    public static FileChange? Refusal(string path, ITextFormat yaml, ExportOptions options, CancellationToken cancellationToken)
    {
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            return FileChange.Refuse(
                path, ExportErrorCode.PathNotWritable, $"'{path}': compressed files are read, not written.", "Name a file that ends in .yaml or .json.");
        }

        if (Directory.Exists(path))
        {
            return FileChange.Refuse(
                path, ExportErrorCode.PathNotWritable, $"'{path}' is a folder.", "Name a file in it, or choose the layout PerResource, ByTier or ByNamespace.");
        }

        if (!File.Exists(path)) return null;
        if (options.NoClobber)
        {
            return FileChange.Refuse(
                path, ExportErrorCode.FileExists, $"'{path}' is there already.", "Leave out -NoClobber to write over it, or name another file.");
        }

        if (options.Force) return null;
        if (File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            return FileChange.Refuse(path, ExportErrorCode.FileReadOnly, $"'{path}' is read-only.", "Use -Force to write over it all the same.");

        var documents = new DocumentReader(yaml).ReadFile(path, cancellationToken).Documents;
        if (documents.Any(document => document.HasComments) || (documents.Count == 0 && HasComment(path)))
        {
            return FileChange.Refuse(
                path, ExportErrorCode.CommentsWouldBeLost, $"'{path}' has comments, which are not kept.", "Use -Force to lose them, or name another file.");
        }

        return Unknown(documents, path) is { } what
            ? FileChange.Refuse(
                path, ExportErrorCode.FileNotUnderstood, $"'{path}' is there and {what}.", "Use -Force to write over it all the same, or name another file.")
            : null;
    }

    /// <summary>What would be lost and nobody has read: documents that are no resources, or of kinds that are passed over.</summary>
    private static string? Unknown(IReadOnlyList<TreeDocument> documents, string path)
    {
        foreach (var document in documents)
        {
            if (document.Errors.Count > 0) return "cannot be read as resources";
            var mapped = ResourceMapper.Read(document, path);
            if (mapped.Errors.Count > 0) return $"cannot be read as resources (line {mapped.Errors[0].Span.Start.Line}: {mapped.Errors[0].Message.TrimEnd('.')})";
            if (mapped.Skipped.Count > 0) return $"holds a {mapped.Skipped[0].Kind}, which is no resource of this module and would be lost";
        }

        return null;
    }

    // A file of comments alone has no document that could tell of them.
    private static bool HasComment(string path) => File.ReadLines(path).Any(line => line.TrimStart().StartsWith('#'));
}
