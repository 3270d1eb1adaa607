using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>The kinds of traffic, cut at every edge that some rules have, so that each rule matches a cell whole or not at all.</summary>
internal sealed class TrafficCells
{
    private readonly uint[] _starts;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TrafficCells(IEnumerable<TrafficSet> sets)
    {
        var starts = new List<uint> { 0 };
        foreach (var set in sets)
        {
            if (set.IsAll) continue;
            foreach (var edge in set.Edges) starts.Add(edge);
        }

        starts.Sort();
        var kept = 0;
        for (var index = 0; index < starts.Count; index++)
        {
            if (starts[index] < 1 << 24 && (kept == 0 || starts[kept - 1] != starts[index])) starts[kept++] = starts[index];
        }

        _starts = [.. starts[..kept]];
    }

    /// <summary>How many cells there are.</summary>
    public int Count => _starts.Length;

    /// <summary>The stretches of cells, first and behind the last, that a set has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Cover(TrafficSet set, List<(int First, int End)> cells)
    {
        cells.Clear();
        var edges = set.Edges;
        for (var index = 0; index < edges.Length; index += 2)
        {
            var first = Array.BinarySearch(_starts, edges[index]);
            var end = edges[index + 1] >= 1 << 24 ? _starts.Length : Array.BinarySearch(_starts, edges[index + 1]);
            cells.Add((first, end));
        }
    }

    /// <summary>The traffic of a set of cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TrafficSet TrafficOf(ReadOnlySpan<ulong> cells)
    {
        var (edges, count, isIn) = (new uint[_starts.Length + 1], 0, false);
        for (var cell = 0; cell < _starts.Length; cell++)
        {
            if (Bits.Has(cells, cell) == isIn) continue;
            isIn = !isIn;
            edges[count++] = _starts[cell];
        }

        if (isIn) edges[count++] = 1 << 24;
        return TrafficSet.OfEdges(edges.AsSpan(0, count));
    }
}
