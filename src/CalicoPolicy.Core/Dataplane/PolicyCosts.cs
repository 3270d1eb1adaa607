using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// What policies cost, by the formulas of Felix's renderer (calico-dataplane.md 4): what it programs on every node, and what the packets
/// of each endpoint are compared with.
/// </summary>
/// <remarks>
/// O(selectors x classes of labels + policies of each class + endpoints + nodes x policies on them). Pods with the same labels are
/// looked at once, and IP sets with the same content are counted once.
/// </remarks>
public static class PolicyCosts
{
    /// <summary>Counts the cost of a snapshot's policies, staged ones included.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="options">What policy is programmed into; null: iptables in both IP families, without flow logs.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static CostReport Of(PolicySnapshot snapshot, CostOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        options ??= new();
        var compiler = new PolicyCompiler(snapshot, options.Dataplane == DataplaneMode.Bpf ? DataplaneKind.Ebpf : DataplaneKind.Standard);

        // Staged policies are active as others are, whatever they stage, but for deletions.
        return Of(snapshot, options, compiler, TierCompiler.Compile(snapshot, PolicyView.PendingCalico, compiler, cancellationToken), cancellationToken);
    }

    /// <summary>Counts the cost of policies that were compiled before.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="options">What policy is programmed into.</param>
    /// <param name="compiler">What compiled them.</param>
    /// <param name="tiers">The policies, staged ones included.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal static CostReport Of(PolicySnapshot snapshot, CostOptions options, PolicyCompiler compiler, IReadOnlyList<CompiledTier> tiers, CancellationToken cancellationToken)
    {
        var members = new MemberCounter(snapshot, firstIsIPv6: !options.HasIPv4);
        var table = new IPSetTable(members);
        var policies = new PolicyIndex(snapshot, tiers, table, options, cancellationToken);
        var profiles = new ProfileShapes(snapshot, compiler, table, options);
        var plans = new EndpointPlans(snapshot, policies, profiles, options);
        var nodes = new NodeCounter(policies, profiles, plans, table, options);
        var tally = new CostTally(policies, table, options);
        foreach (var node in snapshot.Endpoints.Where(endpoint => endpoint.Node is not null).GroupBy(endpoint => endpoint.Node!, StringComparer.Ordinal).OrderBy(node => node.Key, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            tally.AddNode(node.Key, [.. node], nodes);
        }

        foreach (var group in snapshot.Endpoints.GroupBy(plans.Of))
        {
            cancellationToken.ThrowIfCancellationRequested();
            tally.AddEndpoints(group.Key, [.. group], nodes);
        }

        return tally.Report(snapshot, CostAssumptions.Of(snapshot, plans, table, members), policies.Steps + plans.Steps + nodes.Steps + members.Steps);
    }
}
