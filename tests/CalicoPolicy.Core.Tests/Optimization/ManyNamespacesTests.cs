using System.Diagnostics;
using CalicoPolicy.Benchmarks.Clusters;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>The same policies in each of very many namespaces; the benchmark has 14,000 in 1,400.</summary>
public sealed class ManyNamespacesTests(ITestOutputHelper output)
{
    private static readonly int Namespaces = TestScale.Of(140);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Policies_of_all_namespaces_of_a_cluster_become_one_each()
    {
        var cluster = PolicySnapshot.Of(ManyNamespaces.Cluster(Namespaces), new() { IsComplete = true }, Cancellation);
        var report = Timed(new() { Snapshot = cluster });
        Assert.Equal(ManyNamespaces.Policies, report.Resources.Count);
        Assert.Equal(Equivalence.ProvenOnSnapshot, report.Equivalence);
        Assert.All(report.Resources, made => Assert.Equal("team == 'apps'", ((GlobalPolicy)made.Resource).NamespaceSelector));
    }

    [Fact]
    public void Without_a_cluster_lists_of_names_are_as_long_as_they_may_be_and_proven()
    {
        var report = Timed(new());
        Assert.Equal(Equivalence.Proven, report.Equivalence);
        Assert.All(report.Resources, made => Assert.InRange(((GlobalPolicy)made.Resource).NamespaceSelector!.Length, 1, 1024));

        // 85 names of this length fit.
        Assert.Equal(ManyNamespaces.Policies * ((Namespaces + 84) / 85), report.Resources.Count);
        Assert.Equal(Namespaces * ManyNamespaces.Policies, report.Resources.Sum(made => made.From.Count));
    }

    private OptimizationReport Timed(OptimizationOptions options)
    {
        var policies = ManyNamespaces.PoliciesOf(Namespaces);
        var watch = Stopwatch.StartNew();
        var report = PolicyOptimizer.Optimize(policies, options, Cancellation);
        output.WriteLine($"{policies.Count} policies -> {report.Resources.Count} ({report.Equivalence}) in {watch.Elapsed.TotalSeconds:0.0} s; {report.CostBefore} -> {report.CostAfter}");
        return report;
    }
}
