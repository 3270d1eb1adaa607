using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Authoring.Completion;

/// <summary>Keys of labels and the values that they are seen with, in ordinal order.</summary>
public sealed class LabelWords
{
    private readonly SortedDictionary<string, SortedSet<string>> _values = new(StringComparer.Ordinal);

    /// <summary>The keys.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>The values of a key; none where the key is not known.</summary>
    public IEnumerable<string> ValuesOf(string key) => _values.TryGetValue(key, out var values) ? values : [];

    internal void Add(string key, params IEnumerable<string> values)
    {
        if (!_values.TryGetValue(key, out var known)) _values.Add(key, known = new(StringComparer.Ordinal));
        known.UnionWith(values);
    }

    internal void Add(LabelMap labels)
    {
        foreach (var (key, value) in labels) Add(key, value);
    }

    internal void Add(LabelSelector? selector)
    {
        if (selector is null) return;
        Add(selector.MatchLabels);
        foreach (var requirement in selector.MatchExpressions) Add(requirement.Key, requirement.Values);
    }

    internal void Add(LabelWords others)
    {
        foreach (var (key, values) in others._values) Add(key, values);
    }
}
