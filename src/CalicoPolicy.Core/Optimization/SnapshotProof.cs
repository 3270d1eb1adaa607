using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Optimization;

/// <summary>Compares what all pairs of a cluster may send each other before and after rewrites, of all traffic.</summary>
internal sealed class SnapshotProof
{
    private readonly PolicySnapshot _rest;
    private readonly HashSet<Resource> _given;
    private (IReadOnlySet<Resource> Before, IReadOnlySet<Resource> After)? _same;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Makes the proof.</summary>
    /// <param name="cluster">The cluster with all that was given.</param>
    /// <param name="given">What was given.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public SnapshotProof(PolicySnapshot cluster, IEnumerable<Resource> given, CancellationToken cancellationToken)
    {
        _given = given.ToHashSet<Resource>(ReferenceEqualityComparer.Instance);
        _rest = cluster.Without(_given, cancellationToken);
        _cancellationToken = cancellationToken;
    }

    /// <summary>How many comparisons were made.</summary>
    public int Comparisons { get; private set; }

    /// <summary>The cluster with some resources in place of what was given.</summary>
    public PolicySnapshot With(IEnumerable<Resource> resources) => _rest.With(resources, cancellationToken: _cancellationToken);

    /// <summary>Who gains or loses what by other resources; where staged policies are among the resources, also once they are in force.</summary>
    public IReadOnlyList<ConnectivityDifference> Between(IReadOnlyList<Resource> before, IReadOnlyList<Resource> after)
    {
        var changes = Between(With(before), With(after));
        if (changes.Count == 0) _same = (Set(before), Set(after));
        return changes;
    }

    /// <summary>Who gains or loses what by other resources in place of what was given.</summary>
    public IReadOnlyList<ConnectivityDifference> SinceGiven(IReadOnlyList<Resource> after) =>
        _same is { } same && same.Before.SetEquals(_given) && same.After.SetEquals(Set(after)) ? [] : Between([.. _given], after);

    private static HashSet<Resource> Set(IEnumerable<Resource> resources) => resources.ToHashSet<Resource>(ReferenceEqualityComparer.Instance);

    private IReadOnlyList<ConnectivityDifference> Between(PolicySnapshot before, PolicySnapshot after)
    {
        Comparisons++;
        PolicyView[] views = before.Policies.Any(policy => policy is IStagedPolicy)
            ? [PolicyView.Enforced, PolicyView.PendingCalico, PolicyView.PendingIntended]
            : [PolicyView.Enforced];
        foreach (var view in views)
        {
            var options = new EngineOptions { View = view };
            var changes = ConnectivityComparison.Of(
                PolicyEngine.Compile(before, options, _cancellationToken), PolicyEngine.Compile(after, options, _cancellationToken), null, _cancellationToken);
            if (changes.Count > 0) return changes;
        }

        return [];
    }
}
