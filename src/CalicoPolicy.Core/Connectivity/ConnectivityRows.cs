using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Groups pairs into what a person can read: those who reach the same others on the same traffic are one row.</summary>
public static class ConnectivityRows
{
    /// <summary>The rows of an engine, in the order of sources and destinations.</summary>
    /// <param name="engine">The policies.</param>
    /// <param name="query">Whose connections.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IReadOnlyList<ConnectivityRow> Of(PolicyEngine engine, ConnectivityQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(query);
        var rows = new List<ConnectivityRow>();
        foreach (var isIPv6 in FamiliesOf(engine.Snapshot)) rows.AddRange(Of(ConnectivityMap.Of(engine, isIPv6, cancellationToken), query, cancellationToken));
        return
        [
            .. rows.GroupBy(row => (row.Source, row.Destination, row.Verdict, row.Traffic))
                .Select(same => same.Count() > 1 ? same.First() with { IPVersion = null } : same.First())
                .OrderBy(row => row.Source, StringComparer.Ordinal).ThenBy(row => row.Destination, StringComparer.Ordinal).ThenBy(row => row.Verdict),
        ];
    }

    /// <summary>The rows of a map.</summary>
    public static IReadOnlyList<ConnectivityRow> Of(ConnectivityMap map, ConnectivityQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(query);
        var sides = new SideList(map.Peers, query);
        var bySource = new RowGrouping(sides.Count);
        var byDestination = new RowGrouping(sides.Count);
        var split = new Dictionary<int, (TrafficSet Allowed, TrafficSet Uncertain)>();
        for (var source = 0; source < sides.Count; source++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var destination = 0; destination < sides.Count; destination++)
            {
                if (!query.Wants(sides.IsWanted(source), sides.IsWanted(destination)) || sides.IsOneEndpoint(source, destination)) continue;
                var number = map.NumberBetween(sides.PlaceOf(source), sides.PlaceOf(destination));
                if (number == ReachTable.Nothing) continue;
                if (!split.TryGetValue(number, out var parts)) split.Add(number, parts = Wanted(map.ReachOf(number), query));
                bySource.Add(source, destination, parts);
                byDestination.Add(destination, source, parts);
            }

            bySource.End(source);
        }

        for (var destination = 0; destination < sides.Count; destination++) byDestination.End(destination);
        var isBySource = bySource.Rows.Count <= byDestination.Rows.Count;
        return
        [
            .. (isBySource ? bySource : byDestination).Rows.Select(row => RowOf(
                map, sides, row.Verdict, row.Traffic, isBySource ? row.Ones : row.Others, isBySource ? row.Others : row.Ones)),
        ];
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
        var (from, to) = (sides.Of(sources), sides.Of(destinations));
        return new()
        {
            Cluster = map.Engine.Snapshot.Cluster,
            Source = PeerText.Of(from, sides.Workloads, sides.Outside),
            Destination = PeerText.Of(to, sides.Workloads, sides.Outside),
            Verdict = verdict,
            Traffic = traffic,
            IPVersion = map.IsIPv6 ? 6 : 4,
            Sources = from,
            Destinations = to,
        };
    }
}
