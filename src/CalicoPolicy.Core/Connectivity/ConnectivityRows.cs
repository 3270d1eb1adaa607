using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Groups pairs into what a person can read: those who reach the same others on the same traffic are one row.</summary>
public static class ConnectivityRows
{
    /// <summary>The rows of an engine.</summary>
    /// <param name="engine">The policies.</param>
    /// <param name="query">Whose connections.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IReadOnlyList<ConnectivityRow> Of(PolicyEngine engine, ConnectivityQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(query);
        var rows = FamiliesOf(engine.Snapshot).Select(isIPv6 => Of(ConnectivityMap.Of(engine, isIPv6, cancellationToken), query, cancellationToken)).ToList();
        if (rows.Count == 1) return rows[0];
        return
        [
            .. rows.SelectMany(ofFamily => ofFamily).GroupBy(row => (row.Source, row.Destination, row.Verdict, row.Traffic))
                .Select(same => same.Count() > 1 ? same.First() with { IPVersion = null } : same.First()),
        ];
    }

    /// <summary>The rows of a map.</summary>
    public static IReadOnlyList<ConnectivityRow> Of(ConnectivityMap map, ConnectivityQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(query);
        var sides = new SideList(map.Peers, query);
        var parts = new Dictionary<int, (TrafficSet Allowed, TrafficSet Uncertain)>();
        var bySource = Group(map, sides, query, isBySource: true, PartsOf, cancellationToken);
        var byDestination = Group(map, sides, query, isBySource: false, PartsOf, cancellationToken);
        var isBySource = bySource.Count <= byDestination.Count;
        return
        [
            .. (isBySource ? bySource : byDestination).Rows.Select(row => RowOf(
                map, sides, row.Verdict, row.Traffic, isBySource ? row.Ones : row.Others, isBySource ? row.Others : row.Ones)),
        ];

        (TrafficSet Allowed, TrafficSet Uncertain) PartsOf(int reach)
        {
            if (!parts.TryGetValue(reach, out var known)) parts.Add(reach, known = Wanted(map.ReachOf(reach), query));
            return known;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static RowGrouping Group(
        ConnectivityMap map, SideList sides, ConnectivityQuery query, bool isBySource, Func<int, (TrafficSet Allowed, TrafficSet Uncertain)> partsOf, CancellationToken cancellationToken)
    {
        var rows = new RowGrouping(sides.Count, map.ReachCount);
        for (var one = 0; one < sides.Count; one++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var other = 0; other < sides.Count; other++)
            {
                var (source, destination) = isBySource ? (one, other) : (other, one);
                var number = map.NumberBetween(sides.PlaceOf(source), sides.PlaceOf(destination));
                if (number == ReachTable.Nothing || !query.Wants(sides.IsWanted(source), sides.IsWanted(destination)) || sides.IsOneEndpoint(source, destination)) continue;
                rows.Add(other, number);
            }

            rows.End(one, partsOf);
        }

        return rows;
    }

    /// <summary>The address families that the endpoints have; IPv4 where nothing is known of their addresses.</summary>
    internal static IEnumerable<bool> FamiliesOf(PolicySnapshot snapshot)
    {
        var (has4, has6) = (false, false);
        foreach (var endpoint in snapshot.Endpoints)
        {
            has4 |= endpoint.Addresses.Count == 0;
            foreach (var address in endpoint.Addresses) (has4, has6) = (has4 || !address.IsIPv6, has6 || address.IsIPv6);
        }

        if (has4 || !has6) yield return false;
        if (has6) yield return true;
    }

    private static (TrafficSet Allowed, TrafficSet Uncertain) Wanted(Reach reach, ConnectivityQuery query) => query.Traffic is { } traffic
        ? (reach.Allowed.Intersect(traffic), reach.Uncertain.Intersect(traffic))
        : (reach.Allowed, reach.Uncertain);

    private static ConnectivityRow RowOf(
        ConnectivityMap map, SideList sides, Verdict verdict, TrafficSet traffic, IEnumerable<int> sources, IEnumerable<int> destinations)
    {
        return new(sides)
        {
            Cluster = map.Engine.Snapshot.Cluster,
            Verdict = verdict,
            Traffic = traffic,
            IPVersion = map.IsIPv6 ? 6 : 4,
            Sources = sides.Of(sources),
            Destinations = sides.Of(destinations),
        };
    }
}
