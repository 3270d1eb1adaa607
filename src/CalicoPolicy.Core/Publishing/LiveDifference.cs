using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Differences;
using CalicoPolicy.Core.Documents.Json;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>
/// How a live object differs from the wanted one. What the live one has beyond it counts where it means something: defaults that the
/// server writes out do not, and neither do labels and annotations of others,
/// or what is on record of pods.
/// </summary>
internal sealed class LiveDifference
{
    private LiveDifference(IReadOnlyList<PublicationChange> changes, IReadOnlyList<Extra> extras, TreeMapping live, PublicationItem wanted)
    {
        Changes = changes;
        Extras = extras;
        if (extras.Count > 0) Expected = Merged(live, wanted.Document, extras);
    }

    /// <summary>The object with the fields of others that stay; null where there are none.</summary>
    public Resource? Expected { get; }

    /// <summary>The fields that applying changes.</summary>
    public IReadOnlyList<PublicationChange> Changes { get; }

    /// <summary>Fields of the live object that stay though they are not wanted, since others own them.</summary>
    public IReadOnlyList<Extra> Extras { get; }

    /// <summary>Compares.</summary>
    public static LiveDifference Of(TreeMapping live, PublicationItem wanted)
    {
        live = QuarantineRecords.Without(live);
        var managers = new FieldManagers(live);
        var meaning = Meant(live, wanted);
        var changes = new List<PublicationChange>();
        var extras = new List<Extra>();
        foreach (var change in TreeDifference.All(live, wanted.Document))
        {
            if (change.Right is not null)
            {
                if (change.Left is not null || !TreeDifference.IsNothing(change.Right)) changes.Add(Change(change));
            }
            else if (IsMetadata(change.Path))
            {
                if (managers.IsOurs(change.Path)) changes.Add(Change(change));
            }
            else if (meaning.Contains(Top(change.Path)))
            {
                // What nobody else owns goes: by applying, or where that leaves it, by replacing.
                if (managers.OthersOf(change.Path) is { Count: > 0 } others)
                    extras.Add(new(TreeDifference.Text(change.Path), others));
                else
                    changes.Add(Change(change));
            }
        }

        return new(changes, extras, live, wanted);
    }

    private static Resource? Merged(TreeMapping live, TreeMapping wanted, IReadOnlyList<Extra> extras)
    {
        var spec = Trees.Mapping(wanted, "spec") ?? Trees.Mapping([]);
        foreach (var field in Trees.Mapping(live, "spec")?.Fields ?? [])
        {
            var path = "spec." + field.Key;
            if (spec[field.Key] is null && extras.Any(extra => extra.Path == path || extra.Path.StartsWith(path + "[", StringComparison.Ordinal) || extra.Path.StartsWith(path + ".", StringComparison.Ordinal)))
                spec = Trees.With(spec, field.Key, field.Value);
        }

        return ResourceMapper.Read(new(0, Trees.With(wanted, "spec", spec), [], false), null).Resources.SingleOrDefault();
    }

    /// <summary>The top fields whose meaning differs, as they stand in both.</summary>
    private static HashSet<string> Meant(TreeMapping live, PublicationItem wanted)
    {
        var read = ResourceMapper.Read(new(0, live, [], false), null).Resources;
        if (read.Count != 1) return [.. live.Fields.Select(field => field.Key)];
        return [.. TreeDiffer.Between(NormalForm.Of(read[0]).Root, NormalForm.Of(wanted.Placed).Root, alignsLists: false).Select(change => Top(change.Path))];
    }

    private static PublicationChange Change(TreeChange change) => new(
        TreeDifference.Text(change.Path),
        change.Left is null ? null : JsonTreeWriter.OneLine(change.Left),
        change.Right is null ? null : JsonTreeWriter.OneLine(change.Right));

    private static bool IsMetadata(FieldPath path) => TreeDifference.Text(path).StartsWith("metadata", StringComparison.Ordinal);

    /// <summary>The field of the spec, as in <c>spec.egress</c>, or the field of the object.</summary>
    private static string Top(FieldPath path)
    {
        var step = path;
        while (step.Depth > 2) step = step.Parent!;
        return TreeDifference.Text(step);
    }

    /// <summary>A field that stays.</summary>
    /// <param name="Path">The field.</param>
    /// <param name="Managers">Who owns it; empty where the server does not say.</param>
    internal sealed record Extra(string Path, IReadOnlyList<string> Managers)
    {
        /// <summary>Field and managers.</summary>
        public override string ToString() => Managers.Count == 0 ? Path : $"{Path} ({string.Join(", ", Managers)})";
    }
}
