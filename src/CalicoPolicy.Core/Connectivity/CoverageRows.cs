using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// What policies cover: a row for the endpoints of each workload that policies do not tell apart, for each HostEndpoint, and for what
/// has no endpoint of its own: nodes without HostEndpoint, and pods that use their node's network.
/// </summary>
/// <remarks>O(endpoints + peers x rules of each x peers / 64): pods that policies do not tell apart are looked at once.</remarks>
public static class CoverageRows
{
    /// <summary>The rows: workloads, hosts and nodes, each in the order of the objects.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="query">Whose coverage, by namespace, workload and selector; null: everybody's.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IReadOnlyList<CoverageRow> Of(PolicySnapshot snapshot, ConnectivityQuery? query = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        query ??= new();
        var isDnsKnown = ClusterDns.Of(snapshot).IsKnown;
        var open = (isDnsKnown ? snapshot : snapshot.With([ClusterDns.Usual], cancellationToken: cancellationToken)).WithAnyPods(cancellationToken);
        var engine = PolicyEngine.Compile(open, new(), cancellationToken);
        var sides = new CoverageSides(engine, PolicyEngine.Compile(open, new() { View = PolicyView.PendingCalico }, cancellationToken));
        var reaches = Reaches(engine, cancellationToken);
        var facts = new CoverageFacts(open);
        var groups = new Dictionary<(PeerName Name, string Places), List<Endpoint>>();
        foreach (var endpoint in open.Endpoints)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ReferenceEquals(endpoint.Resource, ClusterDns.Usual)) continue;
            var name = PeerName.Of(endpoint);
            if (!query.Wants(endpoint, name)) continue;
            var key = (name, string.Join(' ', reaches.Select(reach => reach.PlaceOf(endpoint))));
            if (!groups.TryGetValue(key, out var group)) groups.Add(key, group = []);
            group.Add(endpoint);
        }

        var rows = new List<CoverageRow>(groups.Count);
        foreach (var ((name, _), group) in groups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(RowOf(name, group, sides, reaches, facts, isDnsKnown) with { Cluster = snapshot.Cluster });
        }

        rows.AddRange(HostCoverage.Of(open, query, sides, reaches, facts).Select(row => row with { Cluster = snapshot.Cluster }));
        return rows;
    }

    /// <summary>What a snapshot lacks that would have rows of its own, in a sentence each.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static IReadOnlyList<string> Unseen(PolicySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return [.. snapshot.Gaps.Where(gap => gap.Kind is nameof(Pod) or nameof(HostEndpoint) or nameof(Node)).Select(gap => $"{gap}.").Distinct(StringComparer.Ordinal)];
    }

    private static List<CoverageReach> Reaches(PolicyEngine engine, CancellationToken cancellationToken)
    {
        var dns = ClusterDns.Of(engine.Snapshot);
        return [.. ConnectivityRows.FamiliesOf(engine.Snapshot).Select(isIPv6 => new CoverageReach(engine, dns, isIPv6, cancellationToken))];
    }

    private static CoverageRow RowOf(PeerName name, List<Endpoint> endpoints, CoverageSides sides, List<CoverageReach> reaches, CoverageFacts facts, bool isDnsKnown)
    {
        var first = endpoints[0];
        var (ingress, egress, toAnyDns) = (TrafficSet.None, TrafficSet.None, Truth.No);
        Truth? toDns = null;
        foreach (var reach in reaches)
        {
            // What is open in one address family is open.
            if (reach.PlaceOf(first) is not { } place) continue;
            var one = reach.At(place);
            (ingress, egress) = (ingress.Union(one.Ingress), egress.Union(one.Egress));
            if (toDns is null || one.ToDns > toDns) toDns = one.ToDns ?? toDns;
            if (one.ToAnyDns > toAnyDns) toAnyDns = one.ToAnyDns;
        }

        return new()
        {
            Category = first.Kind == EndpointKind.Host ? CoverageCategory.HostEndpoint : CoverageCategory.Workload,
            Namespace = name.Namespace,
            Kind = name.Kind,
            Name = name.Name,
            Count = endpoints.Sum(endpoint => endpoint.Replicas),
            Resource = facts.ResourceOf(name) ?? first.Resource,
            Endpoints = endpoints,
            Ingress = sides.Of(first, isIngress: true) with { Anyone = ingress },
            Egress = sides.Of(first, isIngress: false) with { Anyone = egress },
            EgressToDns = CoverageReach.ToDns(toDns, toAnyDns),
            AnyDns = toAnyDns,
            IsDnsKnown = isDnsKnown,
            IsDns = facts.Dns.Has(first),
            Services = facts.ServicesOf(endpoints),
            TrafficAggregationPrefix = first.Kind == EndpointKind.Host ? string.Empty : CoverageFacts.PrefixOf(first.Resource),
        };
    }
}
