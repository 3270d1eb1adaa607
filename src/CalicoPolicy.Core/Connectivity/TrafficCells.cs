using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>The kinds of traffic, cut at every edge that some rules have, so that each rule matches a cell whole or not at all.</summary>
internal sealed class TrafficCells
{
    private readonly uint[] _starts;

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

    /// <summary>The traffic of some cells.</summary>
    public TrafficSet TrafficOf(IEnumerable<int> cells) =>
        TrafficSet.OfEdges(cells.SelectMany(cell => (uint[])[_starts[cell], cell + 1 < _starts.Length ? _starts[cell + 1] : 1 << 24]));
}
