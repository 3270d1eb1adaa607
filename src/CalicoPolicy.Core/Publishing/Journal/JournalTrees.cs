using System.Globalization;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Publishing.Journal;

/// <summary>The form of a publication in its file.</summary>
internal static class JournalTrees
{
    public static TreeMapping Of(Publication publication) => Mapping(
        ("version", JournalFiles.Version),
        ("id", publication.Id),
        ("cluster", publication.Cluster),
        ("clusterId", publication.ClusterId),
        ("kubeConfig", publication.KubeConfig),
        ("started", publication.Started.ToString("o", CultureInfo.InvariantCulture)),
        ("by", publication.By),
        ("owner", publication.Owner),
        ("digest", publication.Digest),
        ("undoes", publication.Undoes),
        ("continues", publication.Continues),
        ("needsCheck", publication.NeedsCheck ? "true" : null),
        ("entries", Trees.List([.. publication.Entries.Select(Of)])));

    /// <summary>The publication of a tree; null where it is none.</summary>
    public static Publication? Read(TreeMapping root)
    {
        if (root["entries"] is not TreeSequence entries || Trees.Text(root["version"]) != JournalFiles.Version
            || !DateTimeOffset.TryParse(Trees.Text(root["started"]), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var started))
            return null;
        return new()
        {
            Id = Trees.Text(root["id"]),
            Cluster = Trees.Text(root["cluster"]),
            ClusterId = Trees.Text(root["clusterId"]),
            KubeConfig = TextOrNull(root["kubeConfig"]),
            Started = started,
            By = Trees.Text(root["by"]),
            Owner = Trees.Text(root["owner"]),
            Digest = Trees.Text(root["digest"]),
            Undoes = TextOrNull(root["undoes"]),
            Continues = TextOrNull(root["continues"]),
            NeedsCheck = Trees.Text(root["needsCheck"]) == "true",
            Entries = [.. entries.Items.OfType<TreeMapping>().Select(Entry)],
        };
    }

    private static TreeMapping Of(PublicationEntry entry) => Mapping(
        ("apiVersion", entry.Name.ApiVersion),
        ("kind", entry.Name.Kind),
        ("namespace", entry.Name.Namespace),
        ("name", entry.Name.Name),
        ("before", entry.Before),
        ("between", entry.Between),
        ("wanted", entry.Wanted));

    private static PublicationEntry Entry(TreeMapping entry) => new(
        new(Trees.Text(entry["apiVersion"]), Trees.Text(entry["kind"]), TextOrNull(entry["namespace"]), Trees.Text(entry["name"])),
        entry["before"] as TreeMapping,
        entry["wanted"] as TreeMapping)
    {
        Between = entry["between"] as TreeMapping,
    };

    private static string? TextOrNull(TreeNode? node) => Trees.Text(node) is { Length: > 0 } text ? text : null;

    private static TreeMapping Mapping(params (string Key, object? Value)[] fields) => Trees.Mapping(
        [.. fields.Where(field => field.Value is not null).Select(field => Trees.Field(field.Key, field.Value as TreeNode ?? Trees.Word((string)field.Value!)))]);
}
