using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>How far endpoints are open by their own policies in one address family: to anyone, and to the cluster's DNS.</summary>
/// <remarks>As <see cref="ConnectivityMap"/>, for what is asked for only.</remarks>
internal sealed class CoverageReach
{
    private readonly PolicyEngine _engine;
    private readonly ClusterDns _dns;
    private readonly List<ConnectivityPeer> _peers;
    private readonly ResolvedEnd?[] _ends;
    private readonly bool[] _isAnyone;
    private readonly bool[] _isDns;
    private readonly ReachTable _reaches = new();
    private readonly ReachSolver _solver;
    private readonly Dictionary<Endpoint, int> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, (TrafficSet Ingress, TrafficSet Egress, Truth? ToDns, Truth ToAnyDns)> _known = [];

    public CoverageReach(PolicyEngine engine, ClusterDns dns, bool isIPv6, CancellationToken cancellationToken)
    {
        (_engine, _dns) = (engine, dns);
        _peers = PeerAxis.Of([engine], isIPv6, cancellationToken);
        for (var place = 0; place < _peers.Count; place++)
        {
            foreach (var endpoint in _peers[place].Endpoints) _places[endpoint] = place;
        }

        ResolvedEnd?[] pods = [.. engine.Snapshot.AnyPods.Select(pod => new ResolvedEnd { Endpoints = [pod], Address = null, Nodes = [], Sets = [], IsAnyPod = true })];
        _ends = [.. _peers.Select(peer => peer.Ends[0]), .. pods];
        _isAnyone = [.. _peers.Select(peer => peer is { Kind: ConnectivityPeerKind.Outside, IsRest: true }), .. pods.Select(_ => true)];
        _isDns = [.. _peers.Select(peer => peer.Endpoints.Any(dns.Has)), .. pods.Select(_ => false)];
        _solver = new(new(engine.Snapshot, new(engine.Snapshot, _ends, isIPv6), isIPv6), _ends.Length, _reaches.NumberOf);
    }

    /// <summary>The place of what policies do not tell an endpoint from; null where it has no address of the family.</summary>
    public int? PlaceOf(Endpoint endpoint) => _places.TryGetValue(endpoint, out var place) ? place : null;

    /// <summary>How far it is open. Whether to the cluster's DNS is null where that has no pod of the family.</summary>
    public (TrafficSet Ingress, TrafficSet Egress, Truth? ToDns, Truth ToAnyDns) At(int place)
    {
        if (_known.TryGetValue(place, out var known)) return known;
        var ingress = Solve(place, isIngress: true);
        var egress = Solve(place, isIngress: false);
        known = (Anyone(ingress), Anyone(egress), Array.Exists(_isDns, static isDns => isDns) ? Dns(egress, isOfCluster: true) : null, Dns(egress, isOfCluster: false));
        _known.Add(place, known);
        return known;
    }

    /// <summary>Whether the cluster's DNS is open, of which no pod may be known: then someone on its port may be it.</summary>
    public static Truth ToDns(Truth? known, Truth toAnyDns) => known ?? (toAnyDns == Truth.No ? Truth.No : Truth.Maybe);

    private Reach[] Solve(int place, bool isIngress)
    {
        var self = _ends[place]!;
        var endpoint = self.Governed!;
        var failsafe = endpoint.Kind == EndpointKind.Host ? _engine.Failsafes.Of(endpoint, isIngress).Traffic() : PartialTraffic.None;
        return [.. _solver.Solve(_engine.StagesOf(endpoint, isIngress), self, isIngress, failsafe).Select(number => _reaches[number])];
    }

    private TrafficSet Anyone(Reach[] reaches)
    {
        var all = TrafficSet.All;
        for (var place = 0; place < reaches.Length; place++)
        {
            if (_isAnyone[place]) all = all.Intersect(reaches[place].Allowed);
        }

        return all;
    }

    /// <summary>Whether the DNS is open; of several servers one is enough.</summary>
    private Truth Dns(Reach[] reaches, bool isOfCluster)
    {
        var best = Truth.No;
        for (var place = 0; place < reaches.Length; place++)
        {
            if (isOfCluster && !_isDns[place]) continue;
            if (!reaches[place].Allowed.Intersect(_dns.Traffic).IsEmpty) return Truth.Yes;
            if (!reaches[place].Uncertain.Intersect(_dns.Traffic).IsEmpty) best = Truth.Maybe;
        }

        return best;
    }
}
