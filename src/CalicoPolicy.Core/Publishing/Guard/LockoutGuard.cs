using CalicoPolicy.Core.Publishing.Guard.Lifelines;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>
/// Finds the flows that keep a cluster alive and that a publication would cut. What a cluster lives by is read from its snapshot: DNS,
/// the API servers and what they call, Calico's own parts, ingress, hosts. Probes of kubelet are not among it: no policy cuts them
/// (decision 7).
/// </summary>
/// <remarks>
/// O(objects log objects + selectors x classes of labels) to make both engines and to group the endpoints, then O(classes of endpoints
/// x targets) verdicts: of endpoints that no policy tells apart one is asked about. Hosts are asked about by pairs of classes.
/// </remarks>
public static class LockoutGuard
{
    /// <summary>Checks a publication.</summary>
    /// <param name="before">The live snapshot.</param>
    /// <param name="after">The same with the publication laid over it.</param>
    /// <param name="options">The operator's own flows, and what the user allows; null: nothing of that.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What is lost, those that refuse first (<see cref="Lockout.Refuses"/>), then what was lost already and what was not checked.</returns>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IReadOnlyList<Lockout> Check(PolicySnapshot before, PolicySnapshot after, LifelineOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var change = GuardChange.Between(before, after, cancellationToken);
        if (!change.IsEffective) return [];
        var scene = GuardScene.Create(before, after, options ?? new(), cancellationToken);
        var found = new LockoutCollector(scene, change);
        foreach (var lifeline in Lifeline.All)
        {
            foreach (var flow in lifeline.FlowsOf(scene))
            {
                cancellationToken.ThrowIfCancellationRequested();
                found.Check(flow);
            }

            foreach (var gap in after.Gaps.Where(lifeline.Needs)) found.AddGap(lifeline.Family, lifeline.What, gap, lifeline.IsOfAllPods);
        }

        OwnLifelines.Check(scene, found);
        return found.ToList();
    }
}
