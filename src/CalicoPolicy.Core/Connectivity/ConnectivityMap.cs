using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Who may talk to whom, on what: all pairs of what the policies of an engine tell apart, in one address family.</summary>
/// <remarks>
/// O(peers x rules of each x peers / 64): pods that policies do not tell apart are one peer, so that their number hardly counts.
/// </remarks>
public sealed class ConnectivityMap
{
    private readonly ReachTable _reaches;
    private readonly int[][] _pairs;

    private ConnectivityMap(PolicyEngine engine, IReadOnlyList<ConnectivityPeer> peers, bool isIPv6, ReachTable reaches, int[][] pairs, long work)
    {
        (Engine, Peers, IsIPv6, Work) = (engine, peers, isIPv6, work);
        (_reaches, _pairs) = (reaches, pairs);
    }

    /// <summary>The engine.</summary>
    public PolicyEngine Engine { get; }

    /// <summary>The peers.</summary>
    public IReadOnlyList<ConnectivityPeer> Peers { get; }

    /// <summary>The address family.</summary>
    public bool IsIPv6 { get; }

    /// <summary>How much work it was: how many sets of peers were gone through.</summary>
    public long Work { get; }

    /// <summary>Finds all pairs.</summary>
    /// <param name="engine">The policies.</param>
    /// <param name="isIPv6">The address family.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static ConnectivityMap Of(PolicyEngine engine, bool isIPv6 = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return Of([engine], isIPv6, cancellationToken)[0];
    }

    /// <summary>The maps of several engines over the same peers, so that pair can be compared with pair.</summary>
    internal static IReadOnlyList<ConnectivityMap> Of(IReadOnlyList<PolicyEngine> engines, bool isIPv6, CancellationToken cancellationToken)
    {
        var peers = PeerAxis.Of(engines, isIPv6, cancellationToken);
        var reaches = new ReachTable();
        return [.. engines.Select((engine, index) => Of(engine, index, peers, isIPv6, reaches, cancellationToken))];
    }

    /// <summary>What gets from one peer to another.</summary>
    public Reach Between(int source, int destination) => _reaches[NumberBetween(source, destination)];

    /// <summary>The number of what gets from one peer to another; equal for equal reaches, in all maps that were made together.</summary>
    internal int NumberBetween(int source, int destination) => _pairs[source][destination];

    /// <summary>How many reaches there are.</summary>
    internal int ReachCount => _reaches.Count;

    /// <summary>The reach of a number.</summary>
    internal Reach ReachOf(int number) => _reaches[number];

    private static ConnectivityMap Of(
        PolicyEngine engine, int place, List<ConnectivityPeer> peers, bool isIPv6, ReachTable reaches, CancellationToken cancellationToken)
    {
        var ends = peers.Select(peer => peer.Ends[place]).ToArray();
        var parts = new RuleParts(engine.Snapshot, new(engine.Snapshot, ends, isIPv6), isIPv6);
        var (egress, ingress) = (new int[peers.Count][], new int[peers.Count][]);
        var work = 0L;
        var outside = new int[peers.Count];
        outside.AsSpan().Fill(ReachTable.Everything);
        var uncertain = new int[peers.Count];
        uncertain.AsSpan().Fill(reaches.NumberOf(new(TrafficSet.None, TrafficSet.All)));
        Parallel.For(0, peers.Count, new ParallelOptions { CancellationToken = cancellationToken }, () => new ReachSolver(parts, peers.Count, reaches.NumberOf), (index, _, solver) =>
        {
            egress[index] = Row(solver, ends[index], isIngress: false);
            ingress[index] = Row(solver, ends[index], isIngress: true);
            return solver;
        }, solver => Interlocked.Add(ref work, solver.Work));
        return new(engine, peers, isIPv6, reaches, Join(peers, ends, egress, ingress, reaches, cancellationToken), work);

        int[] Row(ReachSolver solver, ResolvedEnd? self, bool isIngress)
        {
            // Policies that nobody knows may apply to an endpoint that could not be read.
            if (self is { MayBeUnreadEndpoint: true }) return uncertain;
            if (self?.Governed is not { } endpoint) return outside;
            if (endpoint.Kind == EndpointKind.Workload && engine.MayBeStoppedOnTheWay) return uncertain;
            var failsafe = endpoint.Kind == EndpointKind.Host ? engine.Failsafes.Of(endpoint, isIngress).Traffic() : PartialTraffic.None;
            return solver.Solve(engine.StagesOf(endpoint, isIngress), self, isIngress, failsafe);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[][] Join(
        List<ConnectivityPeer> peers, ResolvedEnd?[] ends, int[][] egress, int[][] ingress, ReachTable reaches, CancellationToken cancellationToken)
    {
        var pairs = new int[peers.Count][];
        for (var source = 0; source < pairs.Length; source++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = pairs[source] = new int[peers.Count];
            if (ends[source] is null || peers[source].Kind == ConnectivityPeerKind.Domain) continue;
            for (var destination = 0; destination < row.Length; destination++)
            {
                // Nobody's policies govern what passes between two that are both outside.
                if (ends[destination] is null || (ends[source]!.Governed is null && ends[destination]!.Governed is null)) continue;
                row[destination] = IsWithUnreadNode(ends[source]!, ends[destination]!) ? reaches.NumberOf(new(TrafficSet.None, TrafficSet.All)) : reaches.And(egress[source][destination], ingress[destination][source]);
            }
        }

        return pairs;
    }

    /// <summary>Whether one end is a pod and the other may be its own node, with which it has an understanding of its own.</summary>
    private static bool IsWithUnreadNode(ResolvedEnd source, ResolvedEnd destination) =>
        (source.MayBeUnreadNode && destination.Governed is { Kind: EndpointKind.Workload })
        || (destination.MayBeUnreadNode && source.Governed is { Kind: EndpointKind.Workload });
}
