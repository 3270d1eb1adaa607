namespace CalicoPolicy.Core.Evaluation;

/// <summary>Sets of rules as bits, in whole blocks of words.</summary>
internal static class RuleBits
{
    /// <summary>A set without rules.</summary>
    public static ulong[] Empty(int rules)
    {
        var words = (rules + 63) / 64;
        return new ulong[(words + RuleCandidates.BlockOfWords - 1) / RuleCandidates.BlockOfWords * RuleCandidates.BlockOfWords];
    }

    /// <summary>Puts a rule into a set.</summary>
    public static void Add(ulong[] bits, int rule) => bits[rule / 64] |= 1UL << (rule % 64);

    /// <summary>Puts rules into a set.</summary>
    public static void Add(ulong[] bits, List<int> rules)
    {
        foreach (var rule in rules) Add(bits, rule);
    }

    /// <summary>Takes rules out of a set.</summary>
    public static void Remove(ulong[] bits, List<int> rules)
    {
        foreach (var rule in rules) bits[rule / 64] &= ~(1UL << (rule % 64));
    }
}
