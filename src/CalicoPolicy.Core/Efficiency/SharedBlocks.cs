using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>The addresses that two lists of blocks have in common.</summary>
internal static class SharedBlocks
{
    /// <summary>The blocks, none of which lies in another. O(n log n): of two blocks that overlap one holds the other.</summary>
    public static IReadOnlyList<Cidr> Of(IEnumerable<Cidr> left, IEnumerable<Cidr> right)
    {
        List<(Cidr Block, int Owner)> all = [.. left.Select(block => (block, 0)), .. right.Select(block => (block, 1))];
        all.Sort(static (one, other) => Cidr.CompareByAddress(one.Block, other.Block));
        var shared = new List<Cidr>();
        var holders = new Stack<(Cidr Block, int Owner)>();
        int[] open = [0, 0];
        foreach (var one in all)
        {
            while (holders.TryPeek(out var holder) && !holder.Block.Contains(one.Block)) open[holders.Pop().Owner]--;
            if (open[1 - one.Owner] > 0 && !(shared.Count > 0 && shared[^1].Contains(one.Block))) shared.Add(one.Block);
            holders.Push(one);
            open[one.Owner]++;
        }

        return shared;
    }

    /// <summary>How many addresses some blocks have, none of which lies in another; null where a number of 128 bits does not hold it.</summary>
    public static UInt128? CountOf(IReadOnlyList<Cidr> blocks)
    {
        var count = UInt128.Zero;
        foreach (var block in blocks)
        {
            var size = block.Last - block.First;
            if (size == UInt128.MaxValue || count > UInt128.MaxValue - size - 1) return null;
            count += size + 1;
        }

        return count;
    }
}
