namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// For each cell of traffic a set of peers: those whose traffic comes to the current tier, those that have left it for the next one,
/// and those for which an outcome is possible.
/// </summary>
internal sealed class ReachGrid
{
    private readonly int _words;
    private readonly int _size;
    private readonly ulong[] _sets;

    /// <summary>Makes a grid in which all traffic comes to the first tier.</summary>
    /// <param name="cells">How many cells there are.</param>
    /// <param name="peers">The peers.</param>
    /// <param name="room">Where the sets are kept; grown where it is too small. A grid that used it before is of no more use.</param>
    public ReachGrid(int cells, ulong[] peers, ref ulong[] room)
    {
        Cells = cells;
        _words = peers.Length;
        _size = cells * _words;
        if (room.Length < 4 * _size) room = new ulong[4 * _size];
        _sets = room;
        Array.Clear(_sets, _size, 3 * _size);
        for (var cell = 0; cell < cells; cell++) peers.CopyTo(Live(cell));
    }

    /// <summary>How many cells there are.</summary>
    public int Cells { get; }

    /// <summary>How many sets of peers were gone through.</summary>
    public long Work { get; private set; }

    /// <summary>The peers whose traffic comes to the current tier.</summary>
    public Span<ulong> Live(int cell) => _sets.AsSpan(cell * _words, _words);

    /// <summary>Those that have left for the next tier.</summary>
    public Span<ulong> Next(int cell) => _sets.AsSpan(_size + (cell * _words), _words);

    /// <summary>Those that may be allowed.</summary>
    public Span<ulong> Allow(int cell) => _sets.AsSpan((2 * _size) + (cell * _words), _words);

    /// <summary>Those that may be dropped.</summary>
    public Span<ulong> Deny(int cell) => _sets.AsSpan((3 * _size) + (cell * _words), _words);

    /// <summary>A rule, or an end, does something with peers of a cell that are live.</summary>
    /// <returns>Whether there are any.</returns>
    public bool Mark(Span<ulong> target, int cell, ReadOnlySpan<ulong> peers)
    {
        Work++;
        return Bits.OrAnd(target, Live(cell), peers);
    }

    /// <summary>What has left for the next tier comes to it.</summary>
    public void GoOn()
    {
        Array.Copy(_sets, _size, _sets, 0, _size);
        Array.Clear(_sets, _size, _size);
    }
}
