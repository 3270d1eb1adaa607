using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Evaluation.Reference;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>A set of policies, rewritten, and the naive reading of both in a cluster.</summary>
/// <param name="Rewrite">The rewrite's name, or <c>*</c>.</param>
/// <param name="Policies">The policies, with their tiers.</param>
/// <param name="Snapshot">The cluster that the rewrite knows of; null: none.</param>
internal sealed record RewriteTrial(string Rewrite, IReadOnlyList<Resource> Policies, TrialCluster? Snapshot)
{
    /// <summary>Rewrites the policies.</summary>
    public OptimizationReport Run() => Run(Policies);

    /// <summary>Rewrites what came out once more.</summary>
    public OptimizationReport Again(OptimizationReport report) => Run(After(report));

    /// <summary>What stands there afterwards.</summary>
    public static IReadOnlyList<Resource> After(OptimizationReport report) => [.. report.Resources.Select(made => made.Resource)];

    /// <summary>
    /// The first flow of a cluster that is judged otherwise afterwards, by the naive reading; null where there is none. What is proven for
    /// every cluster is the same on each side of a flow, since in another cluster the other side may allow it.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="report">What came of the policies.</param>
    /// <param name="seed">Chooses the flows and, where domains are asked about, the world.</param>
    /// <param name="flows">Counts the flows.</param>
    public string? Difference(TrialCluster cluster, OptimizationReport report, int seed, ref int flows)
    {
        var one = new PlainCluster([.. cluster.Objects, .. Policies], isComplete: true, cluster.View);
        var other = new PlainCluster([.. cluster.Objects, .. After(report)], isComplete: true, cluster.View);
        foreach (var flow in cluster.Flows(Policies, new(seed)))
        {
            // Addresses of the blocks that nodes have for pods are pods' and nobody else's: where no pod has one, the cluster has nothing there.
            if (report.Equivalence != Equivalence.Proven && (IsOfNoPod(flow.Source, one) || IsOfNoPod(flow.Destination, one))) continue;
            flows++;
            var world = World.Numbered(seed + flows);
            var (was, now) = (new PlainEvaluation(one, world).Run(flow), new PlainEvaluation(other, world).Run(flow));
            var isSame = report.Equivalence == Equivalence.Proven
                ? (was.Egress.Allows, was.Ingress.Allows) == (now.Egress.Allows, now.Ingress.Allows)
                : (was.Egress.Allows && was.Ingress.Allows) == (now.Egress.Allows && now.Ingress.Allows);
            if (!isSame)
                return $"{flow} ({cluster.View})\nbefore: egress {was.Egress.Decider}; ingress {was.Ingress.Decider}\nafter: egress {now.Egress.Decider}; ingress {now.Ingress.Decider}";
        }

        return null;
    }

    private static bool IsOfNoPod(PlainEnd end, PlainCluster cluster) => end is { Endpoint: null, Address: { } address }
        && cluster.Resources.OfType<Node>().Any(node => node.PodCidrs.Count > 0)
        && cluster.MayBePod(address) && !cluster.Parties.Any(party => party.IsEndpoint && party.Blocks.Any(block => block.Contains(address)));

    /// <summary>The difference in the smallest set of policies that still has one, with both sets as text.</summary>
    public string Explain(TrialCluster cluster, int seed)
    {
        var trial = this;
        while (trial.Smaller().FirstOrDefault(smaller => smaller.DifferenceIn(cluster, seed) is not null) is { } smaller) trial = smaller;
        return $"{trial.DifferenceIn(cluster, seed)}\n# before\n{Text(trial.Policies)}\n# after\n{Text(After(trial.Run()))}\n# cluster\n{Text(cluster.Objects)}";
    }

    public static string Text(IEnumerable<Resource> resources) => ResourceText.Of([.. resources], new YamlFormat(), keepServerMetadata: false);

    private string? DifferenceIn(TrialCluster cluster, int seed)
    {
        var flows = 0;
        return Difference(cluster, Run(), seed, ref flows);
    }

    private IEnumerable<RewriteTrial> Smaller()
    {
        for (var index = 0; index < Policies.Count; index++)
        {
            IReadOnlyList<Resource> before = [.. Policies.Take(index)], rest = [.. Policies.Skip(index + 1)];
            yield return this with { Policies = [.. before, .. rest] };
            foreach (var smaller in Shrinking.Smaller(Policies[index])) yield return this with { Policies = [.. before, smaller, .. rest] };
        }
    }

    private OptimizationReport Run(IReadOnlyList<Resource> policies)
    {
        var snapshot = Snapshot is null ? null : PolicySnapshot.Of(Snapshot.Objects, new() { IsComplete = true }, TestContext.Current.CancellationToken);
        return PolicyOptimizer.Optimize(policies, new() { Include = [Rewrite], Snapshot = snapshot }, TestContext.Current.CancellationToken);
    }
}
