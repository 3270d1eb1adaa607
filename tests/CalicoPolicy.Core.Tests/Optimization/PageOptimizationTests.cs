using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Dataplane;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>The cluster that the page's inefficient global policy is made for, and what becomes of the policy.</summary>
public sealed class PageOptimizationTests(ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_policy_that_grew_the_page_s_way_gets_ten_times_fewer_rules_and_does_the_same()
    {
        var (before, report) = Optimized(PageCluster.Grown);
        Write(report);
        Assert.Equal(Equivalence.ProvenOnSnapshot, report.Equivalence);
        Assert.Empty(Changes(before, report));
        Assert.True(report.CostAfter!.Rendered * 10 <= report.CostBefore!.Rendered, $"{report.CostBefore.Rendered} before, {report.CostAfter.Rendered} now");
    }

    [Fact]
    public void The_page_s_policy_is_split_and_its_mistakes_stay_for_people_to_mend()
    {
        var (before, report) = Optimized(PageCluster.Policy);
        Write(report);
        Assert.Equal(Equivalence.ProvenOnSnapshot, report.Equivalence);
        Assert.Empty(Changes(before, report));
        Assert.True(report.CostAfter!.Rendered < report.CostBefore!.Rendered);
        var rules = report.Resources.Select(made => made.Resource).OfType<TieredPolicy>().SelectMany(policy => policy.Egress).ToList();
        Assert.Contains(rules, rule => rule.Action == PolicyAction.Deny && rule.Source.NamespaceSelector?.StartsWith("projectcalico.org/namespace", StringComparison.Ordinal) == true);
        Assert.Contains(rules, rule => rule.Source.Ports.Count == 2 && rule.Destination.Ports.Count == 0);
        var findings = Input.Judge([.. report.Resources.Select(made => made.Resource)]).Select(finding => finding.RuleId).ToList();
        Assert.Contains("CP3003", findings);
        Assert.Contains("CP3005", findings);
    }

    private static (PolicySnapshot Before, OptimizationReport Report) Optimized(GlobalPolicy policy)
    {
        var snapshot = PolicySnapshot.Of(PageCluster.Pods, new() { IsComplete = true }, Cancellation);
        return (snapshot.With([policy], cancellationToken: Cancellation), PolicyOptimizer.Optimize([policy], new() { Snapshot = snapshot }, Cancellation));
    }

    private static IEnumerable<ConnectivityDifference> Changes(PolicySnapshot before, OptimizationReport report)
    {
        var after = before.With(report.Resources.Select(made => made.Resource), replacesPolicies: true, Cancellation);
        return ConnectivityComparison.Of(PolicyEngine.Compile(before, null, Cancellation), PolicyEngine.Compile(after, null, Cancellation), null, Cancellation)
            .Where(change => change.Before != change.After);
    }

    private void Write(OptimizationReport report)
    {
        output.WriteLine($"{report.Equivalence}: {report.CostBefore} -> {report.CostAfter}");
        foreach (var made in report.Resources) output.WriteLine($"{made} {made.RenderedBefore} -> {made.RenderedAfter}");
        foreach (var refused in report.Refused) output.WriteLine($"not done: {refused} {string.Join("; ", refused.Changes.Take(3))}");
    }
}
