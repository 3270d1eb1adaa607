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
        var disputed = Disputed(resources);
        foreach (var (file, resource) in disputed)
        {
            yield return FileChange.Refuse(
                file, ExportErrorCode.TwoVersions, $"Two versions of {resource} are to go back to '{file}'; nothing is written there.", "Give one version of each resource: make one change, read the file again, and make the next.");
        }

        foreach (var resource in resources)
        {
            if (resource.Origins.Any(origin => disputed.ContainsKey(origin.File))) continue;
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

    /// <summary>The files to which different resources of one kind and name are to go back, each with the first of them.</summary>
    private static Dictionary<string, Resource> Disputed(IReadOnlyList<Resource> resources)
    {
        var disputed = new Dictionary<string, Resource>(StringComparer.Ordinal);
        var seen = new Dictionary<(Origin Origin, string Kind, string? Namespace, string Name), Resource>();
        foreach (var resource in resources)
        {
            if (resource.Origins.Count == 0) continue;
            var key = (resource.Origins[0], resource.Kind, resource.Namespace, resource.Name);
            if (!seen.TryAdd(key, resource) && !seen[key].Equals(resource)) disputed.TryAdd(resource.Origins[0].File, resource);
        }

        return disputed;
    }
}
