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

    /// <summary>Whether the server serves the group in the version.</summary>
    public bool Has(string group, string version) => _groups.TryGetValue(group, out var versions) && versions.Contains(version);

    /// <summary>Asks the server.</summary>
    /// <returns>The kinds, or why the server did not tell: one of the two is null.</returns>
    public static async Task<(ServedKinds? Served, ServerError? Error)> ReadAsync(RawReader reader, IReadOnlyList<ClusterKind> kinds, CancellationToken cancellationToken)
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

    /// <summary>The version to read a kind in; null where it is not served in any that can be read.</summary>
    public string? VersionOf(ClusterKind kind)
    {
        if (kind.Group.Length == 0) return kind.Versions[0];
        return kind.Versions.FirstOrDefault(version => Serves(kind, version));
    }

    /// <summary>A version in which a kind is served, though none in which it can be read; null where it is not served, or can be read.</summary>
    public string? OtherVersionOf(ClusterKind kind) =>
        VersionOf(kind) is null ? _groups.GetValueOrDefault(kind.Group, []).Find(version => Serves(kind, version)) : null;

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
