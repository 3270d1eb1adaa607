using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>
/// What gets through between all peers of one address family at the start, at the end, and in the state that a search is in. A side is
/// a peer and a direction; a step moves only the sides whose policies it changes.
/// </summary>
/// <remarks>A row costs O(rules of the endpoint x cells of traffic x peers / 64) and O(peers); a step the rows of its sides.</remarks>
internal sealed class FamilyRows
{
    private const long MostKept = 20_000_000;

    private readonly bool _isIPv6;
    private readonly List<ConnectivityPeer> _peers;
    private readonly ReachTable _reaches = new();
    private readonly List<Eyes?> _eyes = [];
    private readonly int[] _everything;
    private readonly int[] _uncertain;
    private readonly OrderingPlace _start;
    private readonly OrderingPlace _end;
    private readonly int[]?[] _starts;
    private readonly int[]?[] _ends;
    private readonly int[]?[] _current;
    private readonly Dictionary<(int Side, int World, UInt128 Key), int[]> _kept = [];
    private readonly Dictionary<(int Start, int End, int State), Fault?> _judged = [];
    private long _keptSize;

    public FamilyRows(OrderingPlace start, OrderingPlace end, bool isIPv6, CancellationToken cancellationToken)
    {
        (_isIPv6, _start, _end) = (isIPv6, start, end);
        _peers = PeerAxis.Of(start.World == end.World ? [start.World.Engine] : [start.World.Engine, end.World.Engine], isIPv6, cancellationToken);
        _everything = new int[_peers.Count];
        _everything.AsSpan().Fill(ReachTable.Everything);
        _uncertain = new int[_peers.Count];
        _uncertain.AsSpan().Fill(_reaches.NumberOf(new(TrafficSet.None, TrafficSet.All)));
        _starts = new int[]?[_peers.Count * 2];
        _ends = new int[]?[_peers.Count * 2];
        _current = new int[]?[_peers.Count * 2];
    }

    public IReadOnlyList<ConnectivityPeer> Peers => _peers;

    public int SideCount => _starts.Length;

    /// <summary>How many peers were looked at so far, over all rows.</summary>
    public long Work { get; private set; }

    /// <summary>The reach of a number.</summary>
    public Reach ReachOf(int number) => _reaches[number];

    /// <summary>The sides on which a version may apply, in a world.</summary>
    public void AddSides(PolicyVersion version, OrderingWorld world, HashSet<int> sides)
    {
        if (world.Of(version) is not { } policy) return;
        var ends = EyesOf(world).Ends;
        for (var peer = 0; peer < ends.Length; peer++)
        {
            if (ends[peer]?.Governed is not { } endpoint || policy.Selector?.OfClass(endpoint.LabelClass) == Selectors.Truth.No) continue;
            if (policy.HasEgress) sides.Add(peer * 2);
            if (policy.HasIngress) sides.Add((peer * 2) + 1);
        }
    }

    /// <summary>The endpoint of a side in a world; null where no policy governs it.</summary>
    public Endpoint? GovernedOf(int side, OrderingWorld world) => EyesOf(world).Ends[side / 2]?.Governed;

    public int[] StartOf(int side) => _starts[side] ??= Solve(side, _start);

    public int[] EndOf(int side) => _ends[side] ??= Solve(side, _end);

    public int[] CurrentOf(int side) => _current[side] ?? StartOf(side);

    /// <summary>The row of a side in the state is another.</summary>
    public void Set(int side, int[]? row) => _current[side] = row;

    /// <summary>What was set of a side; null: what it is at the start.</summary>
    public int[]? SetOf(int side) => _current[side];

    /// <summary>The row of a side in some state.</summary>
    public int[] RowOf(int side, OrderingPlace place)
    {
        var key = KeyOf(side, place);
        if (_kept.TryGetValue((side, place.World.Number, key), out var row)) return row;
        row = Solve(side, place);
        if (row.AsSpan().SequenceEqual(StartOf(side))) row = StartOf(side);
        else if (row.AsSpan().SequenceEqual(EndOf(side))) row = EndOf(side);
        if (_keptSize > MostKept)
        {
            _kept.Clear();
            _keptSize = 0;
        }

        _kept.Add((side, place.World.Number, key), row);
        _keptSize += row.Length;
        return row;
    }

    /// <summary>What the state does between two peers that neither end does; null: nothing. A pod that is alone does not talk to itself.</summary>
    /// <param name="source">The source's place.</param>
    /// <param name="destination">The destination's.</param>
    /// <param name="isOpenEnded">Whether it is not known what the start or the end does, and the state does something else.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Fault? Judge(int source, int destination, out bool isOpenEnded)
    {
        isOpenEnded = false;
        if (_peers[source].Kind == ConnectivityPeerKind.Domain || IsAbsent(source) || IsAbsent(destination)) return null;
        if (source == destination && _peers[source].Endpoints is [{ Replicas: <= 1 }]) return null;
        if (AreOnlyOwn(_peers[destination], _peers[source])) return null;

        // What a pod sends to its own host no policy of the host has a say in (decision 6).
        var isToOwn = AreOnlyOwn(_peers[source], _peers[destination]);
        var (egress, ingress) = (source * 2, (destination * 2) + 1);
        var state = Join(CurrentOf(egress)[destination], CurrentOf(ingress)[source]);
        var start = Join(StartOf(egress)[destination], StartOf(ingress)[source]);
        if (state == start) return null;
        var end = Join(EndOf(egress)[destination], EndOf(ingress)[source]);
        if (state == end) return null;
        isOpenEnded = !_reaches[start].Uncertain.IsEmpty || !_reaches[end].Uncertain.IsEmpty;
        if (_judged.TryGetValue((start, end, state), out var fault)) return fault;
        _judged.Add((start, end, state), fault = Fault.Of(_reaches[start], _reaches[end], _reaches[state]));
        return fault;

        int Join(int one, int other) => isToOwn ? one : _reaches.And(one, other);
    }

    /// <summary>A flow of some traffic between two peers, not between a pod and its own host.</summary>
    public Flow FlowOf(int source, int destination, TrafficSet traffic)
    {
        // Of a peer that talks to itself two of its pods do.
        if (source == destination && _peers[source].Endpoints is [var one, var other, ..]) return traffic.FlowBetween(FlowEnd.Of(one), FlowEnd.Of(other));
        return traffic.FlowBetween(EndOf(_peers[source], _peers[destination]), EndOf(_peers[destination], _peers[source]));
    }

    private static FlowEnd EndOf(ConnectivityPeer peer, ConnectivityPeer other)
    {
        var nodes = NodesOf(other);
        return nodes.Count > 0 && peer is { Kind: ConnectivityPeerKind.Workload } && peer.Endpoints.FirstOrDefault(endpoint => endpoint.Node != nodes[0]) is { } far ? FlowEnd.Of(far) : peer.Example;
    }

    /// <summary>Whether one peer is pods, and the other their own host, which always reaches them (decision 7).</summary>
    private static bool AreOnlyOwn(ConnectivityPeer pods, ConnectivityPeer host)
    {
        if (pods.Kind != ConnectivityPeerKind.Workload || NodesOf(host) is not { Count: 1 } nodes) return false;
        foreach (var endpoint in pods.Endpoints)
        {
            if (endpoint.Node != nodes[0]) return false;
        }

        return true;
    }

    private static IReadOnlyList<string?> NodesOf(ConnectivityPeer peer) => peer.Kind switch
    {
        ConnectivityPeerKind.Host => [peer.Endpoints[0].Node],
        ConnectivityPeerKind.Node => [.. peer.Names.Select(name => name.Name)],
        _ => [],
    };

    private bool IsAbsent(int peer) => EyesOf(_start.World).Ends[peer] is null || EyesOf(_end.World).Ends[peer] is null;

    private UInt128 KeyOf(int side, OrderingPlace place)
    {
        var key = place.TierSignature;
        if (GovernedOf(side, place.World) is not { } endpoint) return key;
        foreach (var hook in HooksOf(endpoint))
        {
            foreach (var list in place.World.Applicable(endpoint.LabelClass, side % 2 == 1, hook).Values)
            {
                foreach (var (version, _, _) in list)
                {
                    if (version.IsActive(place.Levels)) key ^= version.Signature;
                }
            }
        }

        return key;
    }

    private int[] Solve(int side, OrderingPlace place)
    {
        Work += _peers.Count;
        var eyes = EyesOf(place.World);
        var self = eyes.Ends[side / 2];
        var isIngress = side % 2 == 1;
        if (self is { MayBeUnreadEndpoint: true }) return _uncertain;
        if (self?.Governed is not { } endpoint) return _everything;
        var engine = place.World.Engine;
        var failsafe = endpoint.Kind == EndpointKind.Host ? engine.Failsafes.Of(endpoint, isIngress).Traffic() : PartialTraffic.None;
        var stages = engine.StagesOf(endpoint, isIngress).Select(stage => stage with { Program = ProgramOf(endpoint, isIngress, stage.Hook, place) }).ToList();
        return eyes.Solver.Solve(stages, self, isIngress, failsafe);
    }

    private static EndpointProgram ProgramOf(Endpoint endpoint, bool isIngress, PolicyHook hook, OrderingPlace place)
    {
        var applicable = place.World.Applicable(endpoint.LabelClass, isIngress, hook);
        var kept = new List<(CompiledTier, (CompiledPolicy, Selectors.Truth)[], bool)>();
        foreach (var tier in place.Tiers)
        {
            var active = new List<(CompiledPolicy, Selectors.Truth)>();
            if (applicable.TryGetValue(tier.Name, out var list))
            {
                foreach (var (version, policy, applies) in list)
                {
                    if (version.IsActive(place.Levels)) active.Add((policy, applies));
                }
            }

            var hasGap = tier.HasGap && tier.Gaps.Any(gap => PolicyGaps.MaySelect(gap, endpoint.Labels));
            if (active.Count > 0 || hasGap) kept.Add((tier, [.. active], hasGap));
        }

        return EndpointProgram.Of(kept, isIngress, int.MaxValue);
    }

    private static PolicyHook[] HooksOf(Endpoint endpoint) => endpoint.Kind == EndpointKind.Workload ? [PolicyHook.Normal] : [PolicyHook.Untracked, PolicyHook.PreDnat, PolicyHook.Normal];

    private Eyes EyesOf(OrderingWorld world)
    {
        while (_eyes.Count <= world.Number) _eyes.Add(null);
        return _eyes[world.Number] ??= new(this, world);
    }

    /// <summary>How a world sees the peers.</summary>
    private sealed class Eyes
    {
        public Eyes(FamilyRows rows, OrderingWorld world)
        {
            var engine = world.Engine;
            var endpoints = new Dictionary<(string? Namespace, string Kind, string Name), Endpoint>();
            foreach (var endpoint in engine.Snapshot.Endpoints) endpoints[(endpoint.Namespace, endpoint.Resource.Kind, endpoint.Name)] = endpoint;
            Ends = [.. rows._peers.Select(EndOf)];
            Solver = new(new(engine.Snapshot, new(engine.Snapshot, Ends, rows._isIPv6), rows._isIPv6), Ends.Length, rows._reaches.NumberOf);

            ResolvedEnd? EndOf(ConnectivityPeer peer)
            {
                if (peer.Endpoints.Count == 0) return engine.Ends.Resolve(peer.Example, rows._isIPv6);
                var one = peer.Endpoints[0];
                if (endpoints.TryGetValue((one.Namespace, one.Resource.Kind, one.Name), out var here)) return engine.Ends.Resolve(FlowEnd.Of(here), rows._isIPv6);
                if (one.Kind != EndpointKind.Host) return null;

                // Without a host endpoint the interface is an address like others, which no policy governs.
                foreach (var address in one.Addresses)
                {
                    if (address.IsIPv6 == rows._isIPv6) return engine.Ends.Resolve(FlowEnd.Of(address), rows._isIPv6);
                }

                return new() { Endpoints = [], Address = null, Nodes = one.Node is { } node ? [node] : [], Sets = [] };
            }
        }

        public ResolvedEnd?[] Ends { get; }

        public ReachSolver Solver { get; }
    }
}
