using System.Numerics;
using System.Runtime.CompilerServices;
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

    /// <summary>Whether a bit is in a set.</summary>
    public static bool Has(ReadOnlySpan<ulong> set, int bit) => ((set[bit >> 6] >> (bit & 63)) & 1) == 1;

    /// <summary>A hash of a set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Hash(ReadOnlySpan<ulong> set)
    {
        var hash = 17UL;
        foreach (var word in set) hash = ((hash ^ word) * 0x9E3779B97F4A7C15) ^ (hash >> 29);
        return (int)(hash ^ (hash >> 32));
    }

    /// <summary>Adds a bit.</summary>
    public static void Add(Span<ulong> set, int bit) => set[bit >> 6] |= 1UL << (bit & 63);

    /// <summary>Adds to a target what is in both sets.</summary>
    /// <returns>Whether that is any.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>Turns a square of 64 x 64 bits: bit b of word w becomes bit w of word b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(Span<ulong> square)
    {
        var mask = 0x00000000FFFFFFFFUL;
        for (var half = 32; half != 0; half >>= 1, mask ^= mask << half)
        {
            // Ever smaller squares change places across the diagonal.
            for (var row = 0; row < 64; row = ((row | half) + 1) & ~half)
            {
                var moved = ((square[row] >> half) ^ square[row | half]) & mask;
                square[row] ^= moved << half;
                square[row | half] ^= moved;
            }
        }
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
