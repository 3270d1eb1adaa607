using System.Diagnostics;
using System.Globalization;
using CalicoPolicy.Core.Publishing.Ordering;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Tests.Publishing.Ordering;

/// <summary>Many changes at once: how much work they are, and that what is too much is said.</summary>
public class ChangeOrderingScaleTests(ITestOutputHelper output)
{
    [Fact]
    public void Three_hundred_new_resources_are_ordered_in_no_time_and_checked()
    {
        var plan = Timed(Cluster(20), Policies(20, 14));
        Assert.True(plan.IsChecked);
        Assert.Empty(plan.Windows);
    }

    [Fact]
    public void Twice_the_namespaces_are_at_most_a_little_more_than_four_times_the_work()
    {
        // Twice as many changes, each looked at against twice as many peers.
        var (one, two) = (Timed(Cluster(20), Policies(20, 14)), Timed(Cluster(40), Policies(40, 14)));
        Assert.InRange(two.Work, one.Work, 5 * one.Work);
    }

    [Fact]
    public void Ten_thousand_policies_take_seconds()
    {
        var plan = Timed(Cluster(400), Policies(400, 25));
        Assert.True(plan.IsChecked);
        Assert.Empty(plan.Windows);
    }

    [Fact]
    public void What_is_beyond_the_work_that_may_be_done_is_said()
    {
        var plan = ChangeOrdering.Of(Cluster(20), Policies(20, 14), new() { MostWork = 1000 }, TestContext.Current.CancellationToken);
        Assert.False(plan.IsChecked);
        Assert.Contains("too many changes", Assert.Single(plan.Unchecked), StringComparison.Ordinal);
        Assert.Equal(Policies(20, 14).Count, plan.Steps.Count(step => !step.IsBridge));
    }

    [Fact]
    public void A_search_ends_when_asked_to()
    {
        using var source = new CancellationTokenSource();
        source.CancelAfter(TimeSpan.FromMilliseconds(300));
        var watch = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => ChangeOrdering.Of(Cluster(400), Policies(400, 25), cancellationToken: source.Token));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private OrderedChanges Timed(PolicySnapshot snapshot, IReadOnlyList<PlannedChange> changes)
    {
        var watch = Stopwatch.StartNew();
        var plan = ChangeOrdering.Of(snapshot, changes, cancellationToken: TestContext.Current.CancellationToken);
        output.WriteLine($"{changes.Count} changes, {snapshot.Endpoints.Count} endpoints: {plan.Work} work, {watch.Elapsed.TotalSeconds:0.0} s, {plan.Steps.Count(step => step.IsBridge)} bridges, {plan.Windows.Count} windows; {string.Join(' ', plan.Unchecked)}");
        return plan;
    }

    private static PolicySnapshot Cluster(int namespaces) => PolicySnapshot.Of(
        Enumerable.Range(0, namespaces).SelectMany(ns => Enumerable.Range(0, 5).Select(Resource (pod) => new Pod
        {
            Metadata = new() { Name = Text($"p{pod}"), Namespace = Text($"n{ns}"), Labels = LabelMap.Of([new("app", Text($"a{pod}"))]) },
            NodeName = "n1",
            Phase = "Running",
            IPs = [Text($"10.{ns / 250}.{ns % 250}.{pod + 1}")],
        }).Append(new Namespace { Metadata = new() { Name = Text($"n{ns}") } })),
        new() { IsLive = true },
        TestContext.Current.CancellationToken);

    // A tier with a policy for each namespace and app, several for each endpoint, and some that select all.
    private static List<PlannedChange> Policies(int namespaces, int each)
    {
        List<Resource> all = [new Tier { Metadata = new() { Name = "app" }, Order = 100 }];
        for (var ns = 0; ns < namespaces; ns++)
        {
            for (var policy = 0; policy < each; policy++)
            {
                all.Add(new NetworkPolicy
                {
                    Metadata = new() { Name = Text($"app.p{policy}"), Namespace = Text($"n{ns}") },
                    DeclaredTier = "app",
                    Order = policy % 3,
                    Selector = Text($"app == 'a{policy % 5}'"),
                    DeclaredTypes = [PolicyType.Ingress],
                    Ingress = [new() { Action = PolicyAction.Allow, Protocol = Protocol.Tcp, Source = new() { Selector = Text($"app == 'a{(policy + 1) % 5}'") }, Destination = new() { Ports = [new(8000 + policy)] } }],
                });
            }
        }

        all.Add(new GlobalNetworkPolicy { Metadata = new() { Name = "app.dns" }, DeclaredTier = "app", Order = 0, Selector = "all()", DeclaredTypes = [PolicyType.Egress], Egress = [new() { Action = PolicyAction.Allow, Protocol = Protocol.Udp, Destination = new() { Ports = [new(53)] } }] });
        all.Add(new GlobalNetworkPolicy { Metadata = new() { Name = "app.out" }, DeclaredTier = "app", Order = 9, Selector = "all()", DeclaredTypes = [PolicyType.Egress], Egress = [new() { Action = PolicyAction.Pass }] });
        return [.. all.Select(resource => new PlannedChange(null, resource))];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
