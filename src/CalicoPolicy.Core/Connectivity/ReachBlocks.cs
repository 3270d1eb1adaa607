using System.Runtime.CompilerServices;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>The reach of each peer, read off a grid that is done: peers of which every cell says the same have the same.</summary>
/// <remarks>O(cells x peers / 64), and a look-up for each peer.</remarks>
internal sealed class ReachBlocks
{
    private readonly int _words;
    private readonly ulong[] _keys;

    private ReachBlocks(int peers, int words)
    {
        _words = words;
        _keys = new ulong[Bits.WordsFor(peers) * 64 * 2 * words];
    }

    /// <summary>The numbers of the peers' reaches.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="peers">How many peers there are.</param>
    /// <param name="numberOf">Numbers a reach.</param>
    public static int[] Of(ReachGrid grid, TrafficCells cells, int peers, Func<Reach, int> numberOf)
    {
        var blocks = new ReachBlocks(peers, Bits.WordsFor(grid.Cells));
        blocks.Turn(grid, peers);
        var numbers = new Dictionary<Key, int>();
        var row = new int[peers];
        for (var peer = 0; peer < peers; peer++)
        {
            var key = new Key(blocks._keys, peer * 2 * blocks._words, 2 * blocks._words);
            if (!numbers.TryGetValue(key, out var number))
                numbers.Add(key, number = numberOf(new(cells.TrafficOf(key.Words[..blocks._words]), cells.TrafficOf(key.Words[blocks._words..]))));
            row[peer] = number;
        }

        return row;
    }

    /// <summary>Makes of the sets of peers, one for each cell, sets of cells, two for each peer: those allowed and those uncertain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Turn(ReachGrid grid, int peers)
    {
        Span<ulong> allowed = stackalloc ulong[64];
        Span<ulong> uncertain = stackalloc ulong[64];
        for (var word = 0; word < Bits.WordsFor(peers); word++)
        {
            for (var first = 0; first < grid.Cells; first += 64)
            {
                for (var index = 0; index < 64; index++)
                {
                    var isCell = first + index < grid.Cells;
                    var (allow, deny) = isCell ? (grid.Allow(first + index)[word], grid.Deny(first + index)[word]) : (0UL, 0UL);
                    (allowed[index], uncertain[index]) = (allow & ~deny, allow & deny);
                }

                Bits.Transpose(allowed);
                Bits.Transpose(uncertain);
                for (var bit = 0; bit < 64; bit++)
                {
                    var key = ((word * 64) + bit) * 2 * _words;
                    _keys[key + (first / 64)] = allowed[bit];
                    _keys[key + _words + (first / 64)] = uncertain[bit];
                }
            }
        }
    }

    private readonly struct Key(ulong[] words, int start, int length) : IEquatable<Key>
    {
        public ReadOnlySpan<ulong> Words => words.AsSpan(start, length);

        public bool Equals(Key other) => Words.SequenceEqual(other.Words);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => Bits.Hash(Words);
    }
}
