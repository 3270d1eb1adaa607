using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Groups pairs: those with the same others on the same traffic are one row.</summary>
/// <remarks>O(pairs) array accesses, and a look-up for each of the few reaches that one has.</remarks>
internal sealed class RowGrouping(int count, int reaches)
{
    private readonly Dictionary<TrafficSet, int> _numbers = [];
    private readonly List<TrafficSet> _traffic = [];
    private readonly Dictionary<RowKey, List<int>> _rows = [];
    private readonly ulong[]?[] _othersOf = new ulong[reaches][];
    private readonly List<int> _found = [];

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count;

    /// <summary>The rows.</summary>
    public IEnumerable<(Verdict Verdict, TrafficSet Traffic, IEnumerable<int> Ones, IEnumerable<int> Others)> Rows =>
        _rows.Select(row => (row.Key.IsCertain ? Verdict.Allow : Verdict.Uncertain, _traffic[row.Key.Traffic], (IEnumerable<int>)row.Value, Bits.Each(row.Key.Others)));

    /// <summary>Adds a pair; those of one come together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int other, int reach)
    {
        if (_othersOf[reach] is not { } others)
        {
            _othersOf[reach] = others = new ulong[Bits.WordsFor(count)];
            _found.Add(reach);
        }

        Bits.Add(others, other);
    }

    /// <summary>All pairs of one are there.</summary>
    /// <param name="one">The one.</param>
    /// <param name="partsOf">What surely gets through by a reach, and what may.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void End(int one, Func<int, (TrafficSet Allowed, TrafficSet Uncertain)> partsOf)
    {
        // Two reaches may allow the same and differ in what is uncertain.
        var rows = new Dictionary<(bool IsCertain, int Traffic), ulong[]>();
        foreach (var reach in _found)
        {
            var (allowed, uncertain) = partsOf(reach);
            Add(isCertain: true, allowed, _othersOf[reach]!);
            Add(isCertain: false, uncertain, _othersOf[reach]!);
            _othersOf[reach] = null;
        }

        _found.Clear();
        foreach (var ((isCertain, traffic), others) in rows)
        {
            var key = new RowKey(isCertain, traffic, others);
            if (!_rows.TryGetValue(key, out var ones)) _rows.Add(key, ones = []);
            ones.Add(one);
        }

        void Add(bool isCertain, TrafficSet traffic, ulong[] others)
        {
            if (traffic.IsEmpty) return;
            var key = (isCertain, NumberOf(traffic));
            if (!rows.TryGetValue(key, out var all)) rows.Add(key, [.. others]);
            else Bits.Or(all, others);
        }
    }

    private int NumberOf(TrafficSet traffic)
    {
        if (_numbers.TryGetValue(traffic, out var number)) return number;
        _numbers.Add(traffic, number = _traffic.Count);
        _traffic.Add(traffic);
        return number;
    }

    private readonly record struct RowKey(bool IsCertain, int Traffic, ulong[] Others)
    {
        public bool Equals(RowKey other) => IsCertain == other.IsCertain && Traffic == other.Traffic && Others.AsSpan().SequenceEqual(other.Others);

        public override int GetHashCode() => HashCode.Combine(Bits.Hash(Others), Traffic, IsCertain);
    }
}
