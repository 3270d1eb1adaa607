using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>The peers of an endpoint and a direction, in blocks with the same reach.</summary>
/// <param name="Blocks">The blocks: no peer is in two of them.</param>
/// <param name="Work">How many sets of peers were gone through.</param>
internal sealed record ReachBlocks(IReadOnlyList<(ulong[] Peers, Reach Reach)> Blocks, long Work)
{
    /// <summary>The blocks of a grid that is done.</summary>
    public static ReachBlocks Of(ReachGrid grid, TrafficCells cells, ulong[] peers)
    {
        var columns = new Dictionary<ulong[], (ulong[] Uncertain, List<int> Cells)>(Comparer.Instance);
        for (var cell = 0; cell < grid.Cells; cell++)
        {
            // Allowed and uncertain side by side, so that one comparison tells two cells apart.
            var column = new ulong[peers.Length * 2];
            var allow = grid.Allow(cell);
            var deny = grid.Deny(cell);
            for (var word = 0; word < peers.Length; word++)
            {
                column[word] = allow[word] & ~deny[word];
                column[peers.Length + word] = allow[word] & deny[word];
            }

            if (!columns.TryGetValue(column, out var known)) columns.Add(column, known = (column, []));
            known.Cells.Add(cell);
        }

        var blocks = new List<(ulong[] Peers, List<int> Allowed, List<int> Uncertain)> { (peers, [], []) };
        foreach (var (column, (_, list)) in columns)
        {
            if (Bits.IsEmpty(column)) continue;
            Split(blocks, column.AsSpan(0, peers.Length), static block => block.Allowed, list);
            Split(blocks, column.AsSpan(peers.Length), static block => block.Uncertain, list);
        }

        return new([.. blocks.Select(block => (block.Peers, new Reach(TrafficOf(block.Allowed), TrafficOf(block.Uncertain))))], grid.Work);

        TrafficSet TrafficOf(List<int> list)
        {
            list.Sort();
            return cells.TrafficOf(list);
        }
    }

    private static void Split(
        List<(ulong[] Peers, List<int> Allowed, List<int> Uncertain)> blocks, ReadOnlySpan<ulong> by, Func<(ulong[] Peers, List<int> Allowed, List<int> Uncertain), List<int>> kind, List<int> list)
    {
        if (Bits.IsEmpty(by)) return;
        for (int index = 0, count = blocks.Count; index < count; index++)
        {
            var block = blocks[index];
            var (inside, outside) = (new ulong[by.Length], new ulong[by.Length]);
            if (Bits.Splits(block.Peers, by, inside, outside))
            {
                blocks.Add((outside, [.. block.Allowed], [.. block.Uncertain]));
                blocks[index] = block = (inside, block.Allowed, block.Uncertain);
            }
            else if (Bits.IsEmpty(inside))
            {
                continue;
            }

            kind(block).AddRange(list);
        }
    }

    private sealed class Comparer : IEqualityComparer<ulong[]>
    {
        public static Comparer Instance { get; } = new();

        public bool Equals(ulong[]? x, ulong[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(ulong[] obj)
        {
            var hash = 17UL;
            foreach (var word in obj) hash = (hash ^ word) * 0x9E3779B97F4A7C15 ^ (hash >> 29);
            return (int)(hash ^ (hash >> 32));
        }
    }
}
