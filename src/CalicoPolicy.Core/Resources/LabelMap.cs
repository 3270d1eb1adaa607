using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CalicoPolicy.Core.Resources;

/// <summary>
/// Labels or annotations: unique keys and their values, in the order of the text. Equal to another with the same pairs in any order.
/// Look-ups are linear: objects carry a handful of labels.
/// </summary>
public sealed class LabelMap : IReadOnlyDictionary<string, string>, IDictionary, IEquatable<LabelMap>
{
    private readonly ImmutableArray<KeyValuePair<string, string>> _pairs;

    private LabelMap(ImmutableArray<KeyValuePair<string, string>> pairs) => _pairs = pairs;

    /// <summary>No labels, and no such field in the document.</summary>
    public static LabelMap None { get; } = new([]);

    /// <summary>The field is in the document, without labels.</summary>
    public static LabelMap Empty { get; } = new([]);

    /// <inheritdoc cref="IReadOnlyCollection{T}.Count" />
    public int Count => _pairs.Length;

    /// <summary>Whether the field is in the document, if only as <c>{}</c>.</summary>
    public bool IsDeclared => !ReferenceEquals(this, None);

    /// <inheritdoc />
    public IEnumerable<string> Keys => _pairs.Select(pair => pair.Key);

    /// <inheritdoc />
    public IEnumerable<string> Values => _pairs.Select(pair => pair.Value);

    bool IDictionary.IsFixedSize => true;

    bool IDictionary.IsReadOnly => true;

    ICollection IDictionary.Keys => Keys.ToArray();

    ICollection IDictionary.Values => Values.ToArray();

    bool ICollection.IsSynchronized => true;

    object ICollection.SyncRoot => this;

    /// <inheritdoc />
    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no label '{key}'.");

    object? IDictionary.this[object key]
    {
        get => key is string text && TryGetValue(text, out var value) ? value : null;
        set => throw new NotSupportedException("Labels cannot be changed in place; make a new object.");
    }

    /// <summary>The pairs as labels; no pairs, or null, is <see cref="None"/>.</summary>
    /// <param name="pairs">The pairs; a later pair of the same key replaces an earlier one.</param>
    public static LabelMap Of(IEnumerable<KeyValuePair<string, string>>? pairs)
    {
        if (pairs is null) return None;
        if (pairs is LabelMap map) return map;
        var unique = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            if (places.TryGetValue(pair.Key, out var place))
            {
                unique[place] = pair;
                continue;
            }

            places.Add(pair.Key, unique.Count);
            unique.Add(pair);
        }

        return unique.Count == 0 ? None : new(unique.ToImmutable());
    }

    /// <summary>These labels with others set on top.</summary>
    public LabelMap With(IEnumerable<KeyValuePair<string, string>> others) => Of(_pairs.Concat(others));

    /// <summary>These labels without some keys.</summary>
    public LabelMap Without(Func<string, bool> isDropped) => Of(_pairs.Where(pair => !isDropped(pair.Key)));

    /// <inheritdoc />
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        foreach (var pair in _pairs)
        {
            if (string.Equals(pair.Key, key, StringComparison.Ordinal))
            {
                value = pair.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <inheritdoc />
    public bool Equals(LabelMap? other)
    {
        if (other is null || other.Count != Count) return false;
        foreach (var pair in _pairs)
        {
            if (!other.TryGetValue(pair.Key, out var value) || !string.Equals(value, pair.Value, StringComparison.Ordinal)) return false;
        }

        return true;
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as LabelMap);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var pair in _pairs) hash ^= HashCode.Combine(pair.Key, pair.Value);
        return hash;
    }

    /// <summary>The pairs as kubectl prints them: <c>a=b,c=d</c>.</summary>
    public override string ToString() => string.Join(',', _pairs.Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>Walks the pairs.</summary>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)_pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IDictionaryEnumerator IDictionary.GetEnumerator() =>
        ((IDictionary)_pairs.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)).GetEnumerator();

    bool IDictionary.Contains(object key) => key is string text && ContainsKey(text);

    void ICollection.CopyTo(Array array, int index)
    {
        foreach (var pair in _pairs) array.SetValue(new DictionaryEntry(pair.Key, pair.Value), index++);
    }

    void IDictionary.Add(object key, object? value) => throw new NotSupportedException("Labels cannot be changed in place; make a new object.");

    void IDictionary.Clear() => throw new NotSupportedException("Labels cannot be changed in place; make a new object.");

    void IDictionary.Remove(object key) => throw new NotSupportedException("Labels cannot be changed in place; make a new object.");
}
