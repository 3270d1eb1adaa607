namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// For each cell of traffic a set of peers: those whose traffic comes to the current tier, those that have left it for the next one,
/// and those for which an outcome is possible.
/// </summary>
internal sealed class ReachGrid
{
    private readonly int _words;
    private readonly ulong[] _live;
    private readonly ulong[] _next;
    private readonly ulong[] _allow;
    private readonly ulong[] _deny;

    public ReachGrid(int cells, ulong[] peers)
    {
        Cells = cells;
        _words = peers.Length;
        _live = new ulong[cells * _words];
        _next = new ulong[cells * _words];
        _allow = new ulong[cells * _words];
        _deny = new ulong[cells * _words];
        for (var cell = 0; cell < cells; cell++) peers.CopyTo(Live(cell));
    }

    /// <summary>How many cells there are.</summary>
    public int Cells { get; }

    /// <summary>How many sets of peers were gone through.</summary>
    public long Work { get; private set; }

    /// <summary>The peers whose traffic comes to the current tier.</summary>
    public Span<ulong> Live(int cell) => _live.AsSpan(cell * _words, _words);

    /// <summary>Those that have left for the next tier.</summary>
    public Span<ulong> Next(int cell) => _next.AsSpan(cell * _words, _words);

    /// <summary>Those that may be allowed.</summary>
    public Span<ulong> Allow(int cell) => _allow.AsSpan(cell * _words, _words);

    /// <summary>Those that may be dropped.</summary>
    public Span<ulong> Deny(int cell) => _deny.AsSpan(cell * _words, _words);

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
        _next.CopyTo(_live, 0);
        Array.Clear(_next);
    }
}
