using System.Globalization;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>
/// Finds what gets from or to a pod in one address family: its own policies against all peers at once, and of what they leave open the
/// peers' own. The pod's own node is left out, since policy has no say there.
/// </summary>
/// <remarks>O(rules of the pod x peers / 64), and as much for each peer that the pod's policies leave open.</remarks>
internal sealed class OpenFlows
{
    // A pod whose policies leave everything open has a rule for each of very many kinds of traffic.
    private const int MostSamples = 256;

    private static readonly Reach Perhaps = new(TrafficSet.None, TrafficSet.All);

    private readonly PolicyEngine _engine;
    private readonly bool _isIPv6;
    private readonly List<ConnectivityPeer> _peers;
    private readonly ResolvedEnd?[] _ends;
    private readonly Dictionary<Endpoint, int> _places = new(ReferenceEqualityComparer.Instance);
    private readonly RuleParts _parts;
    private readonly ReachTable _reaches = new();
    private readonly ReachSolver _solver;
    private readonly PeerText _text;
    private readonly bool _lacksPods;
    private readonly Dictionary<(int Place, bool IsIngress), int[]> _rows = [];

    public OpenFlows(PolicyEngine engine, bool isIPv6, CancellationToken cancellationToken)
    {
        (_engine, _isIPv6) = (engine, isIPv6);
        _peers = PeerAxis.Of([engine], isIPv6, cancellationToken);
        _lacksPods = engine.Snapshot.IsMissing(nameof(Pod));
        _ends = [.. _peers.Select(peer => peer.Ends[0]), .. _lacksPods ? (ResolvedEnd[])[ResolvedEnd.Unknown] : []];
        for (var place = 0; place < _peers.Count; place++)
        {
            foreach (var endpoint in _peers[place].Endpoints) _places[endpoint] = place;
        }

        _parts = new(engine.Snapshot, new(engine.Snapshot, _ends, isIPv6), isIPv6);
        _solver = new(_parts, _ends.Length, _reaches.NumberOf);
        _text = new(_peers, isAll: true);
    }

    /// <summary>What is open.</summary>
    /// <param name="pod">The pod; it has an address of the family.</param>
    /// <param name="isQuarantine">Whether a policy is the one that quarantines the pod.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public IEnumerable<OpenFlow> Of(Endpoint pod, Func<GlobalNetworkPolicy, bool> isQuarantine, CancellationToken cancellationToken) =>
        Of(pod, isIngress: true, isQuarantine, cancellationToken).Concat(Of(pod, isIngress: false, isQuarantine, cancellationToken));

    private List<OpenFlow> Of(Endpoint pod, bool isIngress, Func<GlobalNetworkPolicy, bool> isQuarantine, CancellationToken cancellationToken)
    {
        var place = _places[pod];
        var self = _ends[place]!;
        var own = RowOf(place, isIngress);
        var samples = new Dictionary<TrafficSet, IReadOnlyList<TrafficSet>>();
        var found = new Dictionary<(OpenFlowKind Kind, TrafficSet Traffic, string Reason), (TraceStep? Decider, List<ConnectivityPeer> Peers)>();
        for (var other = 0; other < _peers.Count; other++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_ends[other] is not { } end || ExampleOf(_peers[other], pod) is not { } example || IsSurelyOwnNode(_peers[other], pod, isIngress)) continue;
            var reach = ReachOf(own[other], place, other, pod, isIngress);
            if (reach == Reach.Nothing) continue;
            foreach (var (key, decider) in Explain(reach, example))
            {
                if (!found.TryGetValue(key, out var known)) found.Add(key, known = (decider, []));
                known.Peers.Add(_peers[other]);
            }
        }

        return [.. found.Select(entry => new OpenFlow
        {
            Kind = entry.Key.Kind,
            Direction = isIngress ? PolicyType.Ingress : PolicyType.Egress,
            Peer = _text.Of([.. entry.Value.Peers.Select(peer => new ConnectivitySide(peer, peer.Names))]),
            Peers = entry.Value.Peers,
            Traffic = entry.Key.Traffic,
            IPVersion = _isIPv6 ? 6 : 4,
            Decider = entry.Value.Decider,
            Reason = entry.Key.Reason,
        }), .. OfUnread(pod, own, isIngress, isQuarantine)];

        IEnumerable<((OpenFlowKind Kind, TrafficSet Traffic, string Reason) Key, TraceStep? Decider)> Explain(Reach reach, FlowEnd example)
        {
            var parts = new Dictionary<(OpenFlowKind Kind, string Reason), (TrafficSet Traffic, TraceStep? Decider)>();
            foreach (var (traffic, isSure) in ((TrafficSet, bool)[])[(reach.Allowed, true), (reach.Uncertain, false)])
            {
                if (traffic.IsEmpty) continue;
                if (!samples.TryGetValue(traffic, out var list)) samples.Add(traffic, list = Cut(traffic, pod, self, isIngress));
                foreach (var part in list)
                {
                    var (kind, reason, decider) = Why(part, isSure, example);
                    var before = parts.GetValueOrDefault((kind, reason)).Traffic ?? TrafficSet.None;
                    parts[(kind, reason)] = (before.Union(part), decider);
                }
            }

            return parts.Select(part => ((part.Key.Kind, part.Value.Traffic, part.Key.Reason), part.Value.Decider));
        }

        (OpenFlowKind Kind, string Reason, TraceStep? Decider) Why(TrafficSet part, bool isSure, FlowEnd example)
        {
            var me = new FlowEnd { Endpoint = pod, Address = self.Address };
            var trace = _engine.Trace(isIngress ? part.FlowBetween(example, me) : part.FlowBetween(me, example));
            var decider = (isIngress ? trace.Ingress : trace.Egress)?.Decider;
            if (trace.Verdict != Verdict.Allow && !isSure)
                return (OpenFlowKind.Uncertain, trace.Verdict == Verdict.Uncertain ? FlowReason.Of(trace) : "Policies of hosts on the way may stop it.", null);
            if (decider is null) return (OpenFlowKind.Allowed, "No policy of the pod stops it.", null);
            return isIngress && decider.Policy is GlobalNetworkPolicy policy && isQuarantine(policy) && RuleOf(policy, decider) is { } rule && QuarantineTemplate.IsException(rule)
                ? (OpenFlowKind.Exception, $"Excepted: {decider}.", decider)
                : (OpenFlowKind.Allowed, $"{decider}.", decider);
        }
    }

    /// <summary>What may be open for pods that could not be read: the pod's own policies alone tell, and of them not what the quarantine itself excepts.</summary>
    private IEnumerable<OpenFlow> OfUnread(Endpoint pod, int[] own, bool isIngress, Func<GlobalNetworkPolicy, bool> isQuarantine)
    {
        if (!_lacksPods || _reaches[own[_peers.Count]] is not { } reach || reach == Reach.Nothing || IsByQuarantineAlone(pod, isIngress, isQuarantine)) yield break;
        yield return new()
        {
            Kind = OpenFlowKind.Uncertain,
            Direction = isIngress ? PolicyType.Ingress : PolicyType.Egress,
            Peer = "pods that could not be read",
            Traffic = reach.Allowed.Union(reach.Uncertain),
            IPVersion = _isIPv6 ? 6 : 4,
            Reason = "A rule before the quarantine allows some, and there may be such pods: see the gaps of the snapshot.",
        };
    }

    /// <summary>Whether a policy that quarantines surely applies, and nothing that comes before it allows anything.</summary>
    private bool IsByQuarantineAlone(Endpoint pod, bool isIngress, Func<GlobalNetworkPolicy, bool> isQuarantine)
    {
        foreach (var tier in _engine.StagesOf(pod, isIngress).SelectMany(stage => stage.Program.Tiers))
        {
            if (tier.HasGap || !tier.Tier.IsKnown) return false;
            foreach (var (policy, applies) in tier.Policies)
            {
                if (policy.Source is GlobalNetworkPolicy own && isQuarantine(own) && applies == Truth.Yes && QuarantineTemplate.Isolates(own)) return true;
                if (policy.RulesOf(isIngress).Any(rule => rule.Action == RuleStep.Allow)) return false;
            }
        }

        return false;
    }

    /// <summary>What gets through both sides; where hosts on the way have policies, perhaps only.</summary>
    private Reach ReachOf(int own, int place, int other, Endpoint pod, bool isIngress)
    {
        if (own == ReachTable.Nothing) return Reach.Nothing;
        var (reach, end) = (_reaches[own], _ends[other]!);
        if (end.MayBeUnreadEndpoint) reach = reach.And(Perhaps);

        // At its own host Felix' setting decides, and not the host's policies (decision 6).
        else if (end.Governed is { Kind: EndpointKind.Host } host && host.Node == pod.Node) reach = _engine.Snapshot.Felix.HostActionOf(pod.Node) == HostAction.Accept ? reach : reach.And(Perhaps);
        else if (end.Governed is not null) reach = reach.And(_reaches[RowOf(other, !isIngress)[place]]);
        return _engine.MayBeStoppedOnTheWay ? reach.And(Perhaps) : reach;
    }

    private int[] RowOf(int place, bool isIngress)
    {
        if (_rows.TryGetValue((place, isIngress), out var row)) return row;
        var self = _ends[place]!;
        if (self.MayBeUnreadEndpoint)
        {
            row = new int[_ends.Length];
            row.AsSpan().Fill(_reaches.NumberOf(Perhaps));
        }
        else
        {
            var endpoint = self.Governed!;
            var failsafe = endpoint.Kind == EndpointKind.Host ? _engine.Failsafes.Of(endpoint, isIngress).Traffic() : PartialTraffic.None;
            row = _solver.Solve(_engine.StagesOf(endpoint, isIngress), self, isIngress, failsafe);
        }

        _rows.Add((place, isIngress), row);
        return row;
    }

    /// <summary>The ingress rule that decided; null at the end of a tier.</summary>
    private static PolicyRule? RuleOf(GlobalNetworkPolicy policy, TraceStep decider) =>
        policy.Ingress.Where((_, index) => decider.RuleName == string.Create(CultureInfo.InvariantCulture, $"ingress[{index}]")).FirstOrDefault();

    /// <summary>Traffic in parts that each rule of the pod matches whole or not at all.</summary>
    private List<TrafficSet> Cut(TrafficSet traffic, Endpoint pod, ResolvedEnd self, bool isIngress)
    {
        var rules = _engine.StagesOf(pod, isIngress).SelectMany(stage => stage.Program.Tiers).SelectMany(tier => tier.Policies).SelectMany(policy => policy.Policy.RulesOf(isIngress));
        var cells = new TrafficCells(rules.SelectMany(rule => _parts.Of(rule, self, isIngress)).SelectMany(part => (TrafficSet[])[part.Traffic.Sure, part.Traffic.Possible]).Append(traffic));
        var covered = new List<(int First, int End)>();
        cells.Cover(traffic, covered);
        var parts = new List<TrafficSet>();
        var rest = traffic;
        var bits = new ulong[Bits.WordsFor(cells.Count)];
        foreach (var (first, end) in covered)
        {
            for (var cell = first; cell < end && parts.Count < MostSamples; cell++)
            {
                Array.Clear(bits);
                Bits.Add(bits, cell);
                parts.Add(cells.TrafficOf(bits));
                rest = rest.Except(parts[^1]);
            }
        }

        if (!rest.IsEmpty) parts.Add(rest);
        return parts;
    }

    /// <summary>One of the peer that is not the pod itself, since what a pod sends to itself does not leave it.</summary>
    private static FlowEnd? ExampleOf(ConnectivityPeer peer, Endpoint pod)
    {
        if (peer.Endpoints.Count == 0) return peer.Example;
        return peer.Endpoints.FirstOrDefault(endpoint => !ReferenceEquals(endpoint, pod)) is { } other ? FlowEnd.Of(other) : null;
    }

    /// <summary>Whether a peer is nothing but the pod's own node, to or from which policy is not all that counts.</summary>
    private bool IsSurelyOwnNode(ConnectivityPeer peer, Endpoint pod, bool isIngress)
    {
        if (pod.Node is not { } node) return false;
        var isOwn = peer.Kind switch
        {
            ConnectivityPeerKind.Host => peer.Endpoints.All(host => host.Node == node),
            ConnectivityPeerKind.Node => peer.Names.All(name => name.Name == node),
            _ => false,
        };
        return isOwn && (isIngress || _engine.Snapshot.Felix.HostActionOf(node) == HostAction.Drop);
    }
}
