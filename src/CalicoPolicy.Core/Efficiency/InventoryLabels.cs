using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>The labels that endpoints and network sets, namespaces and service accounts carry, to find the one that a selector probably means.</summary>
/// <remarks>Made in O(classes of labels + namespaces + service accounts); a question costs O(keys, or values of a key).</remarks>
internal sealed class InventoryLabels
{
    /// <summary>Of a key with more values than this none is looked for: they are names, and some name is always near.</summary>
    private const int MostValues = 2000;

    private readonly Dictionary<SelectorPlaces, Dictionary<string, HashSet<string>>> _values = new()
    {
        [SelectorPlaces.Endpoint] = new(StringComparer.Ordinal),
        [SelectorPlaces.Namespace] = new(StringComparer.Ordinal),
        [SelectorPlaces.ServiceAccount] = new(StringComparer.Ordinal),
    };

    private readonly Dictionary<(SelectorPlaces Place, string Key, string? Value), string?> _near = [];

    public InventoryLabels(PolicySnapshot snapshot)
    {
        foreach (var labels in snapshot.Classes) Add(SelectorPlaces.Endpoint, labels.Own);
        foreach (var set in snapshot.Sets) Add(SelectorPlaces.Endpoint, set.Labels.Own);
        foreach (var ns in snapshot.Namespaces) Add(SelectorPlaces.Namespace, LabelMap.Of([new(AutomaticLabels.Name, ns), new(AutomaticLabels.MetadataName, ns)]));
        foreach (var resource in snapshot.Resources)
        {
            if (resource is Namespace) Add(SelectorPlaces.Namespace, resource.Labels);
            if (resource is ServiceAccount) Add(SelectorPlaces.ServiceAccount, resource.Labels.With([new(AutomaticLabels.Name, resource.Name)]));
        }
    }

    /// <summary>What is wrong with the first label of a selector that nothing carries, and which one is near: in words, after a space; empty where nothing is known.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="place">What its labels belong to.</param>
    public string Explain(Selector selector, SelectorPlaces place)
    {
        var what = place switch { SelectorPlaces.Namespace => "namespace", SelectorPlaces.ServiceAccount => "service account", _ => "pod, host endpoint or network set" };
        foreach (var (key, asked) in LabelRestrictions.Of(selector.Root).Labels)
        {
            if (!asked.MustBePresent) continue;
            if (!_values[place].TryGetValue(key, out var values))
                return $" No {what} carries a label {key}{(Near(place, key, null) is { } known ? $"; {known} is there" : string.Empty)}.";
            if (!asked.LimitsValues || asked.Values.Any(values.Contains)) continue;
            var near = asked.Values.Select(value => Near(place, key, value)).FirstOrDefault(value => value is not null);
            return $" No {what} carries {key} with {(asked.Values.Count == 1 ? $"the value {asked.Values[0]}" : "one of these values")}{(near is null ? string.Empty : $"; {near} is there")}.";
        }

        return string.Empty;
    }

    private string? Near(SelectorPlaces place, string key, string? value)
    {
        if (_near.TryGetValue((place, key, value), out var near)) return near;
        var known = value is null ? (IReadOnlyCollection<string>)_values[place].Keys : _values[place][key];
        near = known.Count > MostValues ? null : NearWord.FindShort(known, value ?? key);
        _near.Add((place, key, value), near);
        return near;
    }

    private void Add(SelectorPlaces place, LabelMap labels)
    {
        foreach (var (key, value) in labels)
        {
            if (!_values[place].TryGetValue(key, out var values)) _values[place].Add(key, values = new(StringComparer.Ordinal));
            values.Add(value);
        }
    }
}
