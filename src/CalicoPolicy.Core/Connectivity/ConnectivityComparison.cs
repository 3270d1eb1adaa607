using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// Finds which pairs gain or lose what between two sets of policies. No difference means that the two are proven to do the same for
/// all that the snapshots have: traffic of which it is not known is a difference, unless nothing that it depends on differs.
/// </summary>
public static class ConnectivityComparison
{
    private static readonly (Verdict Before, Verdict After)[] Kinds =
    [
        (Verdict.Deny, Verdict.Allow), (Verdict.Allow, Verdict.Deny), (Verdict.Deny, Verdict.Uncertain), (Verdict.Uncertain, Verdict.Allow),
        (Verdict.Allow, Verdict.Uncertain), (Verdict.Uncertain, Verdict.Deny), (Verdict.Uncertain, Verdict.Uncertain),
    ];

    /// <summary>The differences.</summary>
    /// <param name="before">What was.</param>
    /// <param name="after">What is.</param>
    /// <param name="query">Whose connections; null: all.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IReadOnlyList<ConnectivityDifference> Of(PolicyEngine before, PolicyEngine after, ConnectivityQuery? query = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var families = ConnectivityRows.FamiliesOf(before.Snapshot).Union(ConnectivityRows.FamiliesOf(after.Snapshot)).ToList();
        var rows = families.Select(isIPv6 => Of(before, after, isIPv6, query ?? new(), cancellationToken)).ToList();
        if (rows.Count == 1) return rows[0];
        return
        [
            .. rows.SelectMany(ofFamily => ofFamily).GroupBy(row => (row.Source, row.Destination, row.Before, row.After, row.Traffic))
                .Select(same => same.Count() > 1 ? same.First() with { IPVersion = null } : same.First()),
        ];
    }

    private static List<ConnectivityDifference> Of(PolicyEngine before, PolicyEngine after, bool isIPv6, ConnectivityQuery query, CancellationToken cancellationToken)
    {
        var maps = ConnectivityMap.Of([before, after], isIPv6, cancellationToken);
        var (old, now) = (maps[0], maps[1]);
        var sides = new SideList(old.Peers, query);
        var same = new SamePrograms(old, now);

        // Number 0 is for pairs with nothing to tell.
        var numbers = new Dictionary<(int Old, int Now, bool IsSame), int>();
        var pairs = new List<(int Old, int Now, bool IsSame)> { default };
        return
        [
            .. PairGroups.Of(sides, query, NumberBetween, number => PartsOf(old.ReachOf(pairs[number].Old), now.ReachOf(pairs[number].Now), pairs[number].IsSame), cancellationToken)
                .Select(row => new ConnectivityDifference(sides)
                {
                    Cluster = after.Snapshot.Cluster,
                    Before = row.Kind.Before,
                    After = row.Kind.After,
                    Traffic = row.Traffic,
                    IPVersion = isIPv6 ? 6 : 4,
                    Sources = sides.Of(row.Sources),
                    Destinations = sides.Of(row.Destinations),
                }),
        ];

        int NumberBetween(int source, int destination)
        {
            var (one, other) = (old.NumberBetween(source, destination), now.NumberBetween(source, destination));
            var isSame = one == other && (old.ReachOf(one).Uncertain.IsEmpty || same.Are(source, destination));
            if (isSame) return 0;
            var key = (one, other, same.Are(source, destination));
            if (numbers.TryGetValue(key, out var number)) return number;
            numbers.Add(key, number = pairs.Count);
            pairs.Add(key);
            return number;
        }
    }

    private static IReadOnlyList<((Verdict Before, Verdict After) Kind, TrafficSet Traffic)> PartsOf(Reach before, Reach after, bool isSame) =>
        [.. Kinds.Where(kind => !isSame || kind.Before != kind.After).Select(kind => (kind, Of(before, kind.Before).Intersect(Of(after, kind.After))))];

    private static TrafficSet Of(Reach reach, Verdict verdict) => verdict switch
    {
        Verdict.Allow => reach.Allowed,
        Verdict.Uncertain => reach.Uncertain,
        _ => TrafficSet.All.Except(reach.Allowed).Except(reach.Uncertain),
    };
}
