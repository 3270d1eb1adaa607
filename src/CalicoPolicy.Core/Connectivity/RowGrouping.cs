using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Groups pairs: those with the same others on the same traffic are one row.</summary>
/// <remarks>O(pairs) array accesses, and a look-up for each of the few reaches that one has.</remarks>
/// <typeparam name="TKind">What becomes of traffic, by which rows are told apart.</typeparam>
/// <param name="count">How many there are.</param>
/// <param name="partsOf">The traffic of a reach, by kind.</param>
internal sealed class RowGrouping<TKind>(int count, Func<int, IReadOnlyList<(TKind Kind, TrafficSet Traffic)>> partsOf)
    where TKind : struct
{
    private readonly Dictionary<TrafficSet, int> _numbers = [];
    private readonly List<TrafficSet> _traffic = [];
    private readonly Dictionary<RowKey, List<int>> _rows = [];
    private readonly List<int> _found = [];
    private ulong[]?[] _othersOf = new ulong[64][];

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count;

    /// <summary>The rows.</summary>
    public IEnumerable<(TKind Kind, TrafficSet Traffic, IEnumerable<int> Ones, IEnumerable<int> Others)> Rows =>
        _rows.Select(row => (row.Key.Kind, _traffic[row.Key.Traffic], (IEnumerable<int>)row.Value, Bits.Each(row.Key.Others)));

    /// <summary>Adds a pair; those of one come together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int other, int reach)
    {
        if (reach >= _othersOf.Length) Array.Resize(ref _othersOf, Math.Max(reach + 1, 2 * _othersOf.Length));
        if (_othersOf[reach] is not { } others)
        {
            _othersOf[reach] = others = new ulong[Bits.WordsFor(count)];
            _found.Add(reach);
        }

        Bits.Add(others, other);
    }

    /// <summary>All pairs of one are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void End(int one)
    {
        // Two reaches may have some traffic of a kind in common and differ in the rest.
        var rows = new Dictionary<(TKind Kind, int Traffic), ulong[]>();
        foreach (var reach in _found)
        {
            var others = _othersOf[reach]!;
            _othersOf[reach] = null;
            foreach (var (kind, traffic) in partsOf(reach))
            {
                var key = (kind, NumberOf(traffic));
                if (!rows.TryGetValue(key, out var all)) rows.Add(key, [.. others]);
                else Bits.Or(all, others);
            }
        }

        _found.Clear();
        foreach (var ((kind, traffic), others) in rows)
        {
            var key = new RowKey(kind, traffic, others);
            if (!_rows.TryGetValue(key, out var ones)) _rows.Add(key, ones = []);
            ones.Add(one);
        }
    }

    private int NumberOf(TrafficSet traffic)
    {
        if (_numbers.TryGetValue(traffic, out var number)) return number;
        _numbers.Add(traffic, number = _traffic.Count);
        _traffic.Add(traffic);
        return number;
    }

    private readonly record struct RowKey(TKind Kind, int Traffic, ulong[] Others)
    {
        public bool Equals(RowKey other) => Traffic == other.Traffic && Kind.Equals(other.Kind) && Others.AsSpan().SequenceEqual(other.Others);

        public override int GetHashCode() => HashCode.Combine(Bits.Hash(Others), Traffic, Kind);
    }
}
