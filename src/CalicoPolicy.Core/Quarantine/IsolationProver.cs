using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>
/// Proves of pods that policy lets nothing from or to them, over all that policies tell apart: endpoints, nodes, sets, the rest of the
/// address space, domains; both address families, all protocols. Says what is still open and why. The proof is about policy: how far
/// Felix has come with programming it is not known. One thread may use it.
/// </summary>
public sealed class IsolationProver
{
    private readonly Dictionary<bool, OpenFlows> _families = [];

    /// <summary>Makes a prover.</summary>
    /// <param name="engine">The policies in force.</param>
    public IsolationProver(PolicyEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        Engine = engine;
    }

    /// <summary>The policies.</summary>
    public PolicyEngine Engine { get; }

    /// <summary>What is open of a pod.</summary>
    /// <param name="pod">The pod: an endpoint of the engine's snapshot.</param>
    /// <param name="isQuarantine">
    /// Whether a policy is the one that quarantines this pod, so that whom it lets in is an exception that somebody wanted. What it lets
    /// out is none.
    /// </param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">The endpoint is a host's.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public Isolation Prove(Endpoint pod, Func<GlobalNetworkPolicy, bool> isQuarantine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pod);
        ArgumentNullException.ThrowIfNull(isQuarantine);
        if (pod.Kind != EndpointKind.Workload) throw new ArgumentException("A host's interface is no pod.", nameof(pod));
        bool[] families = pod.Addresses.Count == 0 ? [false] : [.. pod.Addresses.Select(address => address.IsIPv6).Distinct().Order()];
        var open = families.SelectMany(isIPv6 => FamilyOf(isIPv6, cancellationToken).Of(pod, isQuarantine, cancellationToken)).ToList();
        return new(
        [
            .. open.GroupBy(flow => (flow.Kind, flow.Direction, flow.Peer, flow.Traffic, flow.Reason))
                .Select(same => same.Count() > 1 ? same.First() with { IPVersion = null, Peers = [.. same.SelectMany(flow => flow.Peers)] } : same.First())
                .OrderBy(flow => flow.Kind).ThenBy(flow => flow.Direction?.ToString(), StringComparer.Ordinal).ThenBy(flow => flow.Peer, StringComparer.Ordinal),
            .. OwnNode.Of(pod),
            EstablishedConnections.Of(pod, Engine.Snapshot),
        ]);
    }

    private OpenFlows FamilyOf(bool isIPv6, CancellationToken cancellationToken)
    {
        if (!_families.TryGetValue(isIPv6, out var family)) _families.Add(isIPv6, family = new(Engine, isIPv6, cancellationToken));
        return family;
    }
}
