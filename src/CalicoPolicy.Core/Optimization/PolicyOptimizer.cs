using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization;

/// <summary>
/// Rewrites policies so that they cost less and mean the same: each rewrite after the other, until none finds anything. A step counts as
/// proven by the rewrite's own reasoning, for every cluster; else on the cluster that is known, by comparing all pairs; else it is not
/// done unless changes are allowed. In the end all is compared once more with what was given.
/// </summary>
/// <remarks>
/// Rewrites are near linear in the resources; a comparison costs what <see cref="Connectivity.ConnectivityMap"/> does, and takes place only
/// for steps that are not proven otherwise, and once in the end.
/// </remarks>
public static class PolicyOptimizer
{
    private const int MostRounds = 16;

    /// <summary>The rewrites, in the order in which they are tried.</summary>
    public static IReadOnlyList<RewriteDescription> Rewrites { get; } =
        [.. PolicyRewrites.All.Select(rewrite => new RewriteDescription(rewrite.Name, rewrite.Summary))];

    /// <summary>Rewrites policies.</summary>
    /// <param name="resources">The policies; other resources come through as they are, and count as part of the cluster.</param>
    /// <param name="options">What is done; null: all that is proven for every cluster.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static OptimizationReport Optimize(
        IReadOnlyList<Resource> resources, OptimizationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resources);
        options ??= new();
        var cluster = options.Snapshot?.With(resources, cancellationToken: cancellationToken);
        var proof = cluster is { Endpoints.Count: > 0 } ? new SnapshotProof(cluster, resources, cancellationToken) : null;
        var drafts = new DraftList(resources, options.Snapshot?.Without(resources, cancellationToken).Resources ?? []);
        var refused = new List<RefusedRewrite>();
        Run(drafts, options, proof, refused, cancellationToken);
        options.Progress?.Invoke("Comparing with what was given");
        var failure = proof is null ? null : FailureOf(drafts, proof);
        if (failure is not null) drafts = new(resources, []);
        return Report(drafts, cluster, options, proof, refused, cancellationToken) with { Failure = failure };
    }

    private static void Run(DraftList drafts, OptimizationOptions options, SnapshotProof? proof, List<RefusedRewrite> refused, CancellationToken cancellationToken)
    {
        var selectors = new SelectorCache();
        PolicyRewrite[] rewrites = [.. PolicyRewrites.All.Where(options.Selects)];
        var declined = new HashSet<(string Rewrite, Resource First)>();
        var isChanged = true;
        for (var round = 0; isChanged && round < MostRounds; round++)
        {
            isChanged = false;
            foreach (var rewrite in rewrites)
            {
                options.Progress?.Invoke(rewrite.Name);
                isChanged |= Run(rewrite);
            }
        }

        // A rewrite may find more once its first steps were taken: steps that named the same resource.
        bool Run(PolicyRewrite rewrite)
        {
            var isTaken = false;
            for (var round = 0; round < MostRounds; round++)
            {
                var steps = Disjoint(rewrite.Find(drafts.Context(selectors, options, cancellationToken)).Where(step => !declined.Contains((rewrite.Name, step.Replaced[0]))));
                if (steps.Count == 0) break;
                var judged = new StepJudge(drafts, steps.TrueForAll(step => step.IsProven) ? null : proof).Judge(steps);
                JudgedStep[] taken = [.. judged.Where(step => step.Equivalence != Equivalence.Changed || options.AllowChange)];
                foreach (var step in judged.Except(taken))
                {
                    declined.Add((rewrite.Name, step.Step.Replaced[0]));

                    // Another rewrite may have touched the policy since it was refused before.
                    refused.RemoveAll(known => known.Rewrite == rewrite.Name && known.Resources.Any(resource => IsNamed(resource, step.Step.Replaced[0])));
                    refused.Add(new() { Rewrite = rewrite.Name, Resources = step.Step.Replaced, Effect = step.Step.Effect ?? "It is not proven that nothing changes.", Changes = step.Changes });
                }

                if (taken.Length == 0) continue;
                drafts.Take(rewrite.Name, taken);
                isTaken = true;
            }

            return isTaken;
        }
    }

    /// <summary>
    /// What the last comparison finds although everything was proven; null where it finds nothing. A proof was wrong then.
    /// Traffic of which it is not known before and after is not looked at again, since each step has shown that it depends on the same.
    /// </summary>
    private static string? FailureOf(DraftList drafts, SnapshotProof proof)
    {
        if (drafts.Drafts.All(draft => draft.Rewrites.Count == 0) || drafts.Drafts.Any(draft => draft.Equivalence == Equivalence.Changed)) return null;
        var change = proof.SinceGiven([.. drafts.Drafts.Select(draft => draft.Resource)]).FirstOrDefault(change => change.Before != change.After);
        return change is null
            ? null
            : $"Nothing was rewritten: the last comparison of all pairs found a difference although each step was proven. {change}. That is a defect of this module.";
    }

    private static bool IsNamed(Resource resource, Resource other) => resource.Kind == other.Kind && resource.Namespace == other.Namespace && resource.Name == other.Name;

    /// <summary>The steps that name no resource that one before them names.</summary>
    private static List<RewriteStep> Disjoint(IEnumerable<RewriteStep> steps)
    {
        var named = new HashSet<Resource>(ReferenceEqualityComparer.Instance);
        var kept = new List<RewriteStep>();
        foreach (var step in steps)
        {
            if (step.Replaced.Any(named.Contains)) continue;
            named.UnionWith(step.Replaced);
            kept.Add(step);
        }

        return kept;
    }

    private static OptimizationReport Report(
        DraftList drafts, PolicySnapshot? cluster, OptimizationOptions options, SnapshotProof? proof, List<RefusedRewrite> refused, CancellationToken cancellationToken)
    {
        options.Progress?.Invoke("Counting the cost");
        var isRewritten = drafts.Drafts.Any(draft => draft.Rewrites.Count > 0);
        var equivalence = drafts.Drafts.Select(draft => draft.Equivalence).DefaultIfEmpty().Max();
        var after = proof is null || !isRewritten ? cluster : proof.With(drafts.Drafts.Select(draft => draft.Resource));
        var costBefore = proof is null ? null : PolicyCosts.Of(cluster!, options.Cost, cancellationToken);
        var costAfter = proof is null ? null : isRewritten ? PolicyCosts.Of(after!, options.Cost, cancellationToken) : costBefore;
        var costs = new RewriteCosts(costBefore, costAfter);
        return new()
        {
            Resources =
            [
                .. drafts.Drafts.Select(draft => new OptimizedResource
                {
                    Resource = Provenance.Marked(draft),
                    From = draft.From,
                    Rewrites = draft.Rewrites,
                    Equivalence = draft.Equivalence,
                    Notes = draft.Notes,
                    Changes = draft.Changes,
                    CostBefore = costs.TakeBefore(draft.From),
                    CostAfter = costs.After(draft.Resource),
                }),
            ],
            Refused = refused,
            CostBefore = costBefore,
            CostAfter = costAfter,
            Equivalence = equivalence,
        };
    }
}
