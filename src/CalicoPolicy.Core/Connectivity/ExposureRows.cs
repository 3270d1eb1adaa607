using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// Tells how far workloads are open: to outside, to the whole cluster, to namespaces, to pods with some labels, whatever pods there
/// are or will be. Looks at the workloads' own policies alone, since those of pods that do not exist yet are not known.
/// </summary>
public static class ExposureRows
{
    /// <summary>The rows.</summary>
    /// <param name="engine">The policies.</param>
    /// <param name="query">Whose exposure.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IReadOnlyList<ExposureRow> Of(PolicyEngine engine, ConnectivityQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(query);
        var open = PolicyEngine.Compile(engine.Snapshot.WithAnyPods(cancellationToken), engine.Options, cancellationToken);
        var rows = ConnectivityRows.FamiliesOf(open.Snapshot).SelectMany(isIPv6 => Of(open, isIPv6, query, cancellationToken)).ToList();
        return
        [
            .. rows.GroupBy(row => (row.Workload, row.Direction, row.Audience, row.OpenTo, row.Traffic))
                .Select(same => same.Count() > 1 ? same.First() with { IPVersion = null } : same.First())
                .OrderBy(row => row.Workload, StringComparer.Ordinal).ThenBy(row => row.Direction.ToString(), StringComparer.Ordinal).ThenBy(row => row.Audience),
        ];
    }

    private static List<ExposureRow> Of(PolicyEngine engine, bool isIPv6, ConnectivityQuery query, CancellationToken cancellationToken)
    {
        var peers = PeerAxis.Of([engine], isIPv6, cancellationToken);
        var audience = ExposurePeers.Of(engine, peers);
        var sides = new SideList(peers, query);
        var found = new Dictionary<(PolicyType Direction, ExposureAudience Audience, string OpenTo, TrafficSet Traffic), List<int>>();
        var parts = new RuleParts(engine.Snapshot, new(engine.Snapshot, audience.Ends, isIPv6), isIPv6);
        var reaches = new ReachTable();
        var solver = new ReachSolver(parts, audience.Ends.Length, reaches.NumberOf);
        for (var side = 0; side < sides.Count; side++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!sides.IsWanted(side) || peers[sides.PlaceOf(side)].Ends[0] is not { Governed: { } endpoint } self) continue;
            foreach (var isIngress in (bool[])[true, false])
            {
                var direction = isIngress ? PolicyType.Ingress : PolicyType.Egress;
                if (query.Direction is { } asked && asked != direction) continue;
                var failsafe = endpoint.Kind == EndpointKind.Host ? engine.Failsafes.Of(endpoint, isIngress).Traffic() : PartialTraffic.None;
                Reach[] solved = [.. solver.Solve(engine.StagesOf(endpoint, isIngress), self, isIngress, failsafe).Select(number => reaches[number])];
                foreach (var (kind, openTo, all) in audience.Sum(solved, isIngress))
                {
                    var traffic = query.Traffic is null ? all : all.Intersect(query.Traffic);
                    if (traffic.IsEmpty) continue;
                    if (!found.TryGetValue((direction, kind, openTo, traffic), out var known)) found.Add((direction, kind, openTo, traffic), known = []);
                    known.Add(side);
                }
            }
        }

        return [.. found.Select(entry => RowOf(entry.Key, sides.Of(entry.Value)))];

        ExposureRow RowOf((PolicyType Direction, ExposureAudience Audience, string OpenTo, TrafficSet Traffic) key, IReadOnlyList<ConnectivitySide> workloads) => new()
        {
            Cluster = engine.Snapshot.Cluster,
            Workload = sides.TextOf(workloads),
            Direction = key.Direction,
            Audience = key.Audience,
            OpenTo = key.OpenTo,
            Traffic = key.Traffic,
            IPVersion = isIPv6 ? 6 : 4,
            Workloads = [.. workloads.SelectMany(side => side.Names).Distinct()],
        };
    }
}
