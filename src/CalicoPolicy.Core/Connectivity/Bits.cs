using System.Numerics;
using System.Runtime.InteropServices;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Sets of peers, a bit each, worked on in the widest words that the machine has.</summary>
internal static class Bits
{
    /// <summary>How many words hold so many bits.</summary>
    public static int WordsFor(int bits) => (bits + 63) / 64;

    /// <summary>The set of the first bits.</summary>
    public static ulong[] First(int bits)
    {
        var words = new ulong[WordsFor(bits)];
        words.AsSpan().Fill(ulong.MaxValue);
        if (bits % 64 != 0) words[^1] = (1UL << (bits % 64)) - 1;
        return words;
    }

    /// <summary>Whether there is none.</summary>
    public static bool IsEmpty(ReadOnlySpan<ulong> set) => !set.ContainsAnyExcept(0UL);

    /// <summary>Adds a bit.</summary>
    public static void Add(Span<ulong> set, int bit) => set[bit >> 6] |= 1UL << (bit & 63);

    /// <summary>Adds to a target what is in both sets.</summary>
    /// <returns>Whether that is any.</returns>
    public static bool OrAnd(Span<ulong> target, ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> two)
    {
        var any = 0UL;
        var start = 0;
        if (Vector.IsHardwareAccelerated && target.Length >= Vector<ulong>.Count)
        {
            var targets = MemoryMarshal.Cast<ulong, Vector<ulong>>(target);
            var ones = MemoryMarshal.Cast<ulong, Vector<ulong>>(one);
            var twos = MemoryMarshal.Cast<ulong, Vector<ulong>>(two);
            var found = Vector<ulong>.Zero;
            for (var index = 0; index < targets.Length; index++)
            {
                var both = ones[index] & twos[index];
                found |= both;
                targets[index] |= both;
            }

            any = Vector.EqualsAll(found, Vector<ulong>.Zero) ? 0UL : 1UL;
            start = targets.Length * Vector<ulong>.Count;
        }

        for (var index = start; index < target.Length; index++)
        {
            var both = one[index] & two[index];
            any |= both;
            target[index] |= both;
        }

        return any != 0;
    }

    /// <summary>Adds a set.</summary>
    public static void Or(Span<ulong> target, ReadOnlySpan<ulong> set)
    {
        for (var index = 0; index < target.Length; index++) target[index] |= set[index];
    }

    /// <summary>Takes a set away.</summary>
    public static void Remove(Span<ulong> target, ReadOnlySpan<ulong> set)
    {
        var start = 0;
        if (Vector.IsHardwareAccelerated && target.Length >= Vector<ulong>.Count)
        {
            var targets = MemoryMarshal.Cast<ulong, Vector<ulong>>(target);
            var sets = MemoryMarshal.Cast<ulong, Vector<ulong>>(set);
            for (var index = 0; index < targets.Length; index++) targets[index] = Vector.AndNot(targets[index], sets[index]);
            start = targets.Length * Vector<ulong>.Count;
        }

        for (var index = start; index < target.Length; index++) target[index] &= ~set[index];
    }

    /// <summary>Splits a set into what another has and what it has not.</summary>
    /// <returns>Whether both parts have something.</returns>
    public static bool Splits(ReadOnlySpan<ulong> set, ReadOnlySpan<ulong> by, Span<ulong> inside, Span<ulong> outside)
    {
        ulong within = 0, without = 0;
        for (var index = 0; index < set.Length; index++)
        {
            inside[index] = set[index] & by[index];
            outside[index] = set[index] & ~by[index];
            within |= inside[index];
            without |= outside[index];
        }

        return within != 0 && without != 0;
    }

    /// <summary>The bits of a set, in order.</summary>
    public static IEnumerable<int> Each(ulong[] set)
    {
        for (var word = 0; word < set.Length; word++)
        {
            for (var rest = set[word]; rest != 0; rest &= rest - 1) yield return (word << 6) + BitOperations.TrailingZeroCount(rest);
        }
    }
}
