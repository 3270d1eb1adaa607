using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>Short ways to rewrite policies.</summary>
internal static class Optimizing
{
    /// <summary>What comes of documents without a cluster.</summary>
    public static OptimizationReport Of(string yaml, params string[] rewrites) => Of(yaml, new OptimizationOptions { Include = rewrites });

    /// <summary>What comes of documents.</summary>
    public static OptimizationReport Of(string yaml, OptimizationOptions options) =>
        PolicyOptimizer.Optimize(Input.Read(yaml), options, TestContext.Current.CancellationToken);

    /// <summary>What comes of documents on a cluster of other documents, which are all that there is.</summary>
    public static OptimizationReport On(string cluster, string yaml, params string[] rewrites) => Of(yaml, new OptimizationOptions { Include = rewrites, Snapshot = Cluster(cluster) });

    /// <summary>A cluster of documents.</summary>
    public static PolicySnapshot Cluster(string yaml) =>
        PolicySnapshot.Of(Input.Read(yaml), new() { IsComplete = true }, TestContext.Current.CancellationToken);

    /// <summary>The resources in words, with what is known of each.</summary>
    public static string[] Lines(this OptimizationReport report) => [.. report.Resources.Select(made => $"{made}")];

    /// <summary>The only policy that came of it, of a kind.</summary>
    public static T Only<T>(this OptimizationReport report)
        where T : Resource => Assert.Single(report.Resources.Select(made => made.Resource).OfType<T>());
}
