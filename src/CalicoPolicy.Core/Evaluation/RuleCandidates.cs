using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The rules that may match a packet: those whose bit is set in every one of some sets of bits. Without any, all rules.</summary>
internal readonly ref struct RuleCandidates
{
    /// <summary>The sets of bits are made of whole blocks of as many words.</summary>
    public const int BlockOfWords = 4;

    private readonly ReadOnlySpan<ulong> _first;
    private readonly ReadOnlySpan<ulong> _second;
    private readonly ReadOnlySpan<ulong> _third;
    private readonly ReadOnlySpan<ulong> _fourth;
    private readonly ReadOnlySpan<ulong> _fifth;

    /// <summary>The rules in all of the sets; null: all rules.</summary>
    public RuleCandidates(ulong[] first, ulong[]? second, ulong[]? third, ulong[]? fourth, ulong[]? fifth)
    {
        _first = first;
        _second = second ?? first;
        _third = third ?? first;
        _fourth = fourth ?? first;
        _fifth = fifth ?? first;
    }

    /// <summary>The place of the first candidate from a place on; the end, or a place after it, where there is none before.</summary>
    public int Next(int from, int end)
    {
        if (_first.IsEmpty || from >= end) return from;
        var word = from / 64;
        var bits = At(word) & (ulong.MaxValue << (from % 64));
        while (bits == 0)
        {
            word++;
            while (word % BlockOfWords == 0 && word * 64 < end && IsEmptyBlock(word)) word += BlockOfWords;
            if (word * 64 >= end) return end;
            bits = At(word);
        }

        return (word * 64) + BitOperations.TrailingZeroCount(bits);
    }

    private ulong At(int word) => _first[word] & _second[word] & _third[word] & _fourth[word] & _fifth[word];

    private bool IsEmptyBlock(int word) =>
        (Load(_first, word) & Load(_second, word) & Load(_third, word) & Load(_fourth, word) & Load(_fifth, word)) == Vector256<ulong>.Zero;

    private static Vector256<ulong> Load(ReadOnlySpan<ulong> bits, int word) => Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(bits), (nuint)word);
}
