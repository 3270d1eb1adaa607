using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace CalicoPolicy.Core.Resources;

/// <summary>Makes <see cref="ValueList{T}"/> from what there is.</summary>
public static class ValueList
{
    /// <summary>The items as an immutable list; no items, or null, is <see cref="ValueList{T}.None"/>.</summary>
    /// <param name="items">The items; copied unless they are a value list already.</param>
    public static ValueList<T> Of<T>(IEnumerable<T>? items) => items switch
    {
        null => ValueList<T>.None,
        ValueList<T> list => list,
        _ => Wrap([.. items]),
    };

    /// <summary>The items as an immutable list; no items is <see cref="ValueList{T}.None"/>. Lets collection expressions make one.</summary>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => Wrap(ImmutableArray.Create(items));

    private static ValueList<T> Wrap<T>(ImmutableArray<T> items) => items.IsEmpty ? ValueList<T>.None : new(items);
}

/// <summary>
/// An immutable list that equals another with the same items in the same order. A list that is absent from a document
/// (<see cref="None"/>) and one that is there but empty (<see cref="Empty"/>) are equal, yet are written back as they came.
/// </summary>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly ImmutableArray<T> _items;

    internal ValueList(ImmutableArray<T> items) => _items = items;

    /// <summary>A list that is not in the document at all.</summary>
    public static ValueList<T> None { get; } = new([]);

    /// <summary>A list that is in the document, without items.</summary>
    public static ValueList<T> Empty { get; } = new([]);

    /// <inheritdoc />
    public int Count => _items.Length;

    /// <summary>Whether the list is in the document, if only as <c>[]</c>.</summary>
    public bool IsDeclared => !ReferenceEquals(this, None);

    /// <inheritdoc />
    public T this[int index] => _items[index];

    /// <summary>The items without copying.</summary>
    public ReadOnlySpan<T> AsSpan() => _items.AsSpan();

    /// <inheritdoc />
    public bool Equals(ValueList<T>? other)
    {
        if (other is null || other.Count != Count) return false;
        for (var index = 0; index < Count; index++)
        {
            if (!EqualityComparer<T>.Default.Equals(_items[index], other._items[index])) return false;
        }

        return true;
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items) hash.Add(item);
        return hash.ToHashCode();
    }

    /// <summary>Walks the items without allocating.</summary>
    public ImmutableArray<T>.Enumerator GetEnumerator() => _items.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_items).GetEnumerator();
}
