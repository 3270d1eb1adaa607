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
        return
        [
            .. PairGroups.Of(sides, query, map.NumberBetween, number => PartsOf(map.ReachOf(number)), cancellationToken).Select(row => new ConnectivityRow(sides)
            {
                Cluster = map.Engine.Snapshot.Cluster,
                Verdict = row.Kind,
                Traffic = row.Traffic,
                IPVersion = map.IsIPv6 ? 6 : 4,
                Sources = sides.Of(row.Sources),
                Destinations = sides.Of(row.Destinations),
            }),
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

    private static (Verdict Kind, TrafficSet Traffic)[] PartsOf(Reach reach) => [(Verdict.Allow, reach.Allowed), (Verdict.Uncertain, reach.Uncertain)];
}
