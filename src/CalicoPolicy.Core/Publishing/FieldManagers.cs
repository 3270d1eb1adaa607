using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Who owns which field of a live object, by its <c>metadata.managedFields</c>. Lists of policies are owned whole.</summary>
internal sealed class FieldManagers
{
    private readonly List<(string Manager, TreeMapping Fields)> _managers = [];

    public FieldManagers(TreeMapping live)
    {
        if (Trees.Mapping(live, "metadata")?["managedFields"] is not TreeSequence entries) return;
        foreach (var entry in entries.Items.OfType<TreeMapping>())
        {
            if (entry["fieldsV1"] is TreeMapping fields && Trees.Text(entry["subresource"]).Length == 0)
                _managers.Add((Trees.Text(entry["manager"]), fields));
        }
    }

    /// <summary>Whoever changed the object last, other than this module; null where it is unknown or nobody.</summary>
    public static string? LastOther(TreeMapping live)
    {
        if (Trees.Mapping(live, "metadata")?["managedFields"] is not TreeSequence entries) return null;
        return entries.Items.OfType<TreeMapping>()
            .Where(entry => Trees.Text(entry["manager"]) != ObjectWriter.FieldManager && Trees.Text(entry["subresource"]).Length == 0)
            .MaxBy(entry => Trees.Text(entry["time"]), StringComparer.Ordinal) is { } last
                ? Trees.Text(last["manager"])
                : null;
    }

    /// <summary>The managers of a field, or of the nearest owned field around it, other than this module.</summary>
    public IReadOnlyList<string> OthersOf(FieldPath path) =>
        [.. _managers.Where(manager => manager.Manager != ObjectWriter.FieldManager && Owns(manager.Fields, path)).Select(manager => manager.Manager).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether this module owns a field, and nobody else does.</summary>
    public bool IsOurs(FieldPath path) =>
        _managers.Exists(manager => manager.Manager == ObjectWriter.FieldManager && Owns(manager.Fields, path)) && OthersOf(path).Count == 0;

    private static bool Owns(TreeMapping fields, FieldPath path)
    {
        var owned = fields;
        foreach (var name in Names(path))
        {
            if (owned["f:" + name] is not TreeMapping inner) return false;

            // No fields below: all of it is owned.
            if (inner.Fields.Count == 0) return true;
            owned = inner;
        }

        return true;
    }

    /// <summary>The names along the path, up to the first list.</summary>
    private static List<string> Names(FieldPath path)
    {
        var names = new List<string>();
        for (var step = path; step.Parent is not null; step = step.Parent)
        {
            if (step.Name is null)
                names.Clear();
            else
                names.Insert(0, step.Name);
        }

        return names;
    }
}
