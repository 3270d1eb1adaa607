using System.Text.Json;

namespace CalicoPolicy.Core.Cluster;

/// <summary>Which kinds an API server serves, and in which version.</summary>
internal sealed class ServedKinds
{
    private readonly Dictionary<string, List<string>> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Group, string Version), HashSet<string>> _plurals = [];

    private ServedKinds()
    {
    }

    /// <summary>Whether kubectl itself knows the kinds, and can be asked for several at once by their names.</summary>
    public bool IsKnownToKubectl { get; private init; }

    /// <summary>Whether the server serves the group in the version.</summary>
    public bool Has(string group, string version) => _groups.TryGetValue(group, out var versions) && versions.Contains(version);

    /// <summary>Asks the server: with one call where it tells everything, else group by group, so that each that is broken is known.</summary>
    /// <returns>The kinds, or why the server did not tell: one of the two is null.</returns>
    public static async Task<(ServedKinds? Served, ServerError? Error)> ReadAsync(RawReader reader, IReadOnlyList<ClusterKind> kinds, CancellationToken cancellationToken)
    {
        var table = await reader.AskAsync(["api-resources", "--no-headers"], cancellationToken).ConfigureAwait(false);
        if (table.Error is { } failed && (failed.IsFatal || failed.Category == ServerErrorCategory.Timeout)) return (null, failed);
        if (table.Error is null && Of(table.Output) is var listed && listed.IsWhole(kinds)) return (listed, null);
        return await ReadGroupsAsync(reader, kinds, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The version to read a kind in; null where it is not served in any that can be read.</summary>
    public string? VersionOf(ClusterKind kind)
    {
        if (kind.Group.Length == 0) return kind.Versions[0];
        return kind.Versions.FirstOrDefault(version => Serves(kind, version));
    }

    /// <summary>A version in which a kind is served, though none in which it can be read; null where it is not served, or can be read.</summary>
    public string? OtherVersionOf(ClusterKind kind) =>
        VersionOf(kind) is null ? _groups.GetValueOrDefault(kind.Group, []).Find(version => Serves(kind, version)) : null;

    /// <summary>Reads kubectl's table, whose last columns are version, scope and kind; each kind has one version, the server's preferred one.</summary>
    private static ServedKinds Of(string table)
    {
        var served = new ServedKinds { IsKnownToKubectl = true };
        foreach (var line in table.Split('\n'))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length < 4) continue;
            var slash = columns[^3].IndexOf('/', StringComparison.Ordinal);
            var (group, version) = (columns[^3][..Math.Max(slash, 0)], columns[^3][(slash + 1)..]);
            if (!served._groups.TryGetValue(group, out var versions)) served._groups.Add(group, versions = []);
            if (!versions.Contains(version)) versions.Add(version);
            if (!served._plurals.TryGetValue((group, version), out var plurals)) served._plurals.Add((group, version), plurals = []);
            plurals.Add(columns[0]);
        }

        return served;
    }

    /// <summary>
    /// Whether a table tells all that is needed. One without the core's kinds or Calico's comes of a refusal that kubectl does not
    /// mention, and where a kind's preferred version cannot be read another may be served beside it.
    /// </summary>
    private bool IsWhole(IReadOnlyList<ClusterKind> kinds) =>
        _plurals.TryGetValue((string.Empty, "v1"), out var core) && core.Contains(ClusterKind.Namespaces.Plural)
        && (Has(ClusterKind.CalicoGroup, "v3") || kinds.All(kind => kind.Group != ClusterKind.CalicoGroup))
        && kinds.All(kind => OtherVersionOf(kind) is null);

    private static async Task<(ServedKinds? Served, ServerError? Error)> ReadGroupsAsync(RawReader reader, IReadOnlyList<ClusterKind> kinds, CancellationToken cancellationToken)
    {
        var served = new ServedKinds();
        var (groups, error) = await reader.GetAsync("/apis", cancellationToken).ConfigureAwait(false);
        if (error is not null) return (null, error);
        foreach (var group in Items(groups!, "groups")) served.Add(group);

        // Not every server names the groups of custom resources there.
        var unnamed = kinds.Where(kind => kind.Group.Length > 0 && !served._groups.ContainsKey(kind.Group)).GroupBy(kind => kind.Group).ToList();
        var others = await Task.WhenAll(unnamed.Select(group => reader.GetAsync($"/apis/{group.Key}", cancellationToken))).ConfigureAwait(false);
        for (var index = 0; index < unnamed.Count; index++)
        {
            if (others[index].Error is { IsFatal: true } fatal) return (null, fatal);
            if (others[index].Error is null) served.Add(others[index].Answer);
            else if (others[index].Error!.Category != ServerErrorCategory.NotFound) served._groups[unnamed[index].Key] = [.. unnamed[index].SelectMany(kind => kind.Versions).Distinct()];
        }

        var wanted = kinds.Where(kind => kind.Group.Length > 0).Select(kind => kind.Group).Distinct()
            .SelectMany(group => served._groups.GetValueOrDefault(group, []).Select(version => (Group: group, Version: version))).ToList();
        var answers = await Task.WhenAll(wanted.Select(version => reader.GetAsync($"/apis/{version.Group}/{version.Version}", cancellationToken))).ConfigureAwait(false);
        for (var index = 0; index < wanted.Count; index++)
        {
            if (answers[index].Error is { IsFatal: true } broken) return (null, broken);

            // What does not say what it serves is asked for everything, and refuses then.
            if (answers[index].Error is null)
                served._plurals[wanted[index]] = [.. Items(answers[index].Answer!, "resources").Select(resource => TextOf(resource, "name")).OfType<string>()];
        }

        return (served, null);
    }

    private void Add(JsonElement group)
    {
        if (TextOf(group, "name") is { } name) _groups[name] = [.. Items(group, "versions").Select(version => TextOf(version, "version")).OfType<string>()];
    }

    private bool Serves(ClusterKind kind, string version) =>
        Has(kind.Group, version) && (!_plurals.TryGetValue((kind.Group, version), out var plurals) ? kind.Versions.Contains(version) : plurals.Contains(kind.Plural));

    private static JsonElement.ArrayEnumerator Items(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string? TextOf(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
