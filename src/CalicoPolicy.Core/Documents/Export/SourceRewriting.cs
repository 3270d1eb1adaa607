using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Export;

/// <summary>
/// Writes resources back to the documents that they came from. A document that no resource names stays as it is, byte for byte, and
/// so does one whose resource did not change. Linear in the files that are named.
/// </summary>
internal static class SourceRewriting
{
    public static IEnumerable<FileChange> Changes(
        IReadOnlyList<Resource> resources, ITextFormat yaml, ExportOptions options, CancellationToken cancellationToken)
    {
        var order = new List<SourceFile>();
        var files = new Dictionary<string, SourceFile>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            if (resource.Origins.Count == 0)
            {
                yield return FileChange.Refuse(
                    resource.ToString(), ExportErrorCode.NoSource, $"{resource} came from no file.", "Give it a -Path in another layout.");
                continue;
            }

            // A merged resource goes to the first of its documents; the others go, unless another resource stays there.
            File(resource.Origins[0]).Put(resource.Origins[0], resource);
            foreach (var origin in resource.Origins.Skip(1)) File(origin).Vacate(origin);
        }

        foreach (var file in order)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Change(yaml, options, cancellationToken) is { } change) yield return change;
        }

        SourceFile File(Origin origin)
        {
            if (files.TryGetValue(origin.File, out var file)) return file;
            files.Add(origin.File, file = new SourceFile(origin.File));
            order.Add(file);
            return file;
        }
    }
}
