namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// Sets of rules by a number, each in the slot of its number: a later one takes the slot of an earlier one where there are more numbers
/// than slots may be. Several threads may use it.
/// </summary>
internal sealed class RuleBitCache
{
    private const int MostSlots = 8192;
    private const int FirstSlots = 16;

    private readonly object _growth = new();
    private readonly int _mostSlots;
    private Entry?[] _slots = new Entry?[FirstSlots];

    /// <summary>Makes an empty cache.</summary>
    /// <param name="rules">How many rules there are; with few it keeps few sets.</param>
    public RuleBitCache(int rules) => _mostSlots = Math.Clamp((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rules), FirstSlots, MostSlots);

    /// <summary>The set of a number; null where there is none.</summary>
    public ulong[]? Find(int number)
    {
        var slots = _slots;
        return slots[number & (slots.Length - 1)] is { } entry && entry.Number == number ? entry.Bits : null;
    }

    /// <summary>Keeps a set.</summary>
    public ulong[] Add(int number, ulong[] bits)
    {
        lock (_growth)
        {
            while (_slots.Length < _mostSlots && _slots[number & (_slots.Length - 1)] is { } other && other.Number != number) Grow();
            _slots[number & (_slots.Length - 1)] = new(number, bits);
        }

        return bits;
    }

    private void Grow()
    {
        var slots = new Entry?[_slots.Length * 2];
        foreach (var entry in _slots)
        {
            if (entry is not null) slots[entry.Number & (slots.Length - 1)] = entry;
        }

        _slots = slots;
    }

    private sealed record Entry(int Number, ulong[] Bits);
}
