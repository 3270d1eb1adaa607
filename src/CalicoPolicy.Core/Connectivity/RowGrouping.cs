using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Groups pairs: those with the same others on the same traffic are one row.</summary>
internal sealed class RowGrouping(int count)
{
    private readonly Dictionary<TrafficSet, int> _numbers = [];
    private readonly Dictionary<(int One, bool IsCertain, int Traffic), ulong[]> _open = [];
    private readonly Dictionary<int, List<(bool IsCertain, int Traffic)>> _openOf = [];
    private readonly List<TrafficSet> _traffic = [];
    private readonly Dictionary<RowKey, List<int>> _rows = [];

    /// <summary>The rows.</summary>
    public IReadOnlyList<(Verdict Verdict, TrafficSet Traffic, IEnumerable<int> Ones, IEnumerable<int> Others)> Rows =>
    [
        .. _rows.Select(row => (row.Key.IsCertain ? Verdict.Allow : Verdict.Uncertain, _traffic[row.Key.Traffic], (IEnumerable<int>)row.Value, Bits.Each(row.Key.Others))),
    ];

    /// <summary>Adds a pair.</summary>
    public void Add(int one, int other, (TrafficSet Allowed, TrafficSet Uncertain) traffic)
    {
        if (!traffic.Allowed.IsEmpty) Add(one, other, isCertain: true, traffic.Allowed);
        if (!traffic.Uncertain.IsEmpty) Add(one, other, isCertain: false, traffic.Uncertain);
    }

    /// <summary>All pairs of one are there.</summary>
    public void End(int one)
    {
        if (!_openOf.Remove(one, out var kinds)) return;
        foreach (var (isCertain, traffic) in kinds)
        {
            _open.Remove((one, isCertain, traffic), out var others);
            var key = new RowKey(isCertain, traffic, others!);
            if (!_rows.TryGetValue(key, out var ones)) _rows.Add(key, ones = []);
            ones.Add(one);
        }
    }

    private void Add(int one, int other, bool isCertain, TrafficSet traffic)
    {
        if (!_numbers.TryGetValue(traffic, out var number))
        {
            _numbers.Add(traffic, number = _traffic.Count);
            _traffic.Add(traffic);
        }

        if (!_open.TryGetValue((one, isCertain, number), out var others))
        {
            _open.Add((one, isCertain, number), others = new ulong[Bits.WordsFor(count)]);
            if (!_openOf.TryGetValue(one, out var kinds)) _openOf.Add(one, kinds = []);
            kinds.Add((isCertain, number));
        }

        Bits.Add(others, other);
    }

    private readonly record struct RowKey(bool IsCertain, int Traffic, ulong[] Others)
    {
        public bool Equals(RowKey other) => IsCertain == other.IsCertain && Traffic == other.Traffic && Others.AsSpan().SequenceEqual(other.Others);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(IsCertain);
            hash.Add(Traffic);
            foreach (var word in Others) hash.Add(word);
            return hash.ToHashCode();
        }
    }
}
