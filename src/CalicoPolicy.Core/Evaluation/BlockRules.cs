namespace CalicoPolicy.Core.Evaluation;

/// <summary>Which rules may match the address of one end of a flow by their address blocks.</summary>
/// <remarks>A set of rules costs O(lists of blocks that hold the address) once for each combination of them.</remarks>
internal sealed class BlockRules
{
    private readonly ulong[] _free;
    private readonly List<List<int>> _lists = [];
    private readonly List<List<int>> _notLists = [];
    private readonly AddressStretches _stretches;
    private readonly RuleBitCache _cache;

    private BlockRules(ulong[] free, List<List<int>> lists, List<List<int>> notLists, AddressStretches stretches, int rules) =>
        (_free, _lists, _notLists, _stretches, _cache) = (free, lists, notLists, stretches, new(rules));

    /// <summary>The rules by their blocks of one side; null where no rule has any.</summary>
    public static BlockRules? Of(ProgramRule[] rules, bool isSource)
    {
        var free = RuleBits.Empty(rules.Length);
        var numbers = new Dictionary<AddressBlocks, int>();
        var (lists, notLists) = (new List<List<int>>(), new List<List<int>>());
        for (var rule = 0; rule < rules.Length; rule++)
        {
            var peer = isSource ? rules[rule].Rule.Source : rules[rule].Rule.Destination;
            if (peer.Nets is { } nets) lists[NumberOf(nets)].Add(rule);
            else RuleBits.Add(free, rule);
            if (peer.NotNets is { } notNets) notLists[NumberOf(notNets)].Add(rule);
        }

        return numbers.Count == 0 ? null : new(free, lists, notLists, new([.. numbers.Keys.Select(blocks => blocks.All)]), rules.Length);

        int NumberOf(AddressBlocks blocks)
        {
            if (numbers.TryGetValue(blocks, out var number)) return number;
            number = numbers.Count;
            numbers.Add(blocks, number);
            lists.Add([]);
            notLists.Add([]);
            return number;
        }
    }

    /// <summary>The rules that may match; null: any.</summary>
    public ulong[]? Find(ResolvedEnd end, bool isIPv6)
    {
        if (end.Address is not { } address || address.IsIPv6 != isIPv6) return null;
        var holders = _stretches.At(address);
        return _cache.Find(holders.Number) ?? _cache.Add(holders.Number, Make(holders));
    }

    private ulong[] Make(OwnerCombination holders)
    {
        ulong[] bits = [.. _free];
        foreach (var list in holders.Owners) RuleBits.Add(bits, _lists[list]);
        foreach (var list in holders.Owners) RuleBits.Remove(bits, _notLists[list]);
        return bits;
    }
}
