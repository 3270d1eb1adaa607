using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Publishing.Ordering;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Publishing.Ordering;

/// <summary>
/// Every state of a plan, evaluated by the specification read naively, holds decision 23 or lies in a window that was shown; and where
/// a plan of few changes has a window, no order of them has none.
/// </summary>
public class ChangeOrderingProperties(ITestOutputHelper output)
{
    private const int Changes = 500;
    private const int FlowsOfCluster = 60;

    [Fact]
    public void Every_prefix_of_a_plan_holds_or_shows_its_window_before()
    {
        var tally = new int[9];
        var failures = new List<string>();
        Parallel.For(0, TestScale.Of(Changes), new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, seed => Run(seed, tally, failures));
        output.WriteLine($"{tally[0]} states, {tally[1]} flows of them; {tally[2]} plans with windows, {tally[3]} windows, {tally[4]} bridges; {tally[5]} plans not wholly checked, in which {tally[6]} flows break the decision unseen; {tally[7]} of {tally[8]} sure windows are real by the specification.");
        Assert.True(failures.Count == 0, $"{failures.Count} failures\n{string.Join('\n', failures.Take(5))}");
        Assert.InRange(tally[2], 3, Changes / 10);
    }

    [Fact]
    public void Where_a_few_changes_have_a_window_without_bridges_no_order_has_none()
    {
        var (plans, windows, better, bridged) = (0, 0, 0, 0);
        Parallel.For(0, TestScale.Of(Changes), new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, seed =>
        {
            var random = DenseChanges.Of(seed);
            var plan = ChangeOrdering.Of(SnapshotOf(random), random.Changes, new() { MayBridge = false }, TestContext.Current.CancellationToken);
            Assert.DoesNotContain(plan.Steps, step => step.IsBridge);
            Assert.True(plan.IsChecked);
            Interlocked.Increment(ref plans);
            if (plan.Windows.Count == 0) return;
            Interlocked.Increment(ref windows);
            if (new AllOrders(random).HasOneWithoutWindow()) Interlocked.Increment(ref better);
            if (ChangeOrdering.Of(SnapshotOf(random), random.Changes, cancellationToken: TestContext.Current.CancellationToken).Windows.Count == 0) Interlocked.Increment(ref bridged);
        });
        output.WriteLine($"{plans} plans, {windows} with a window without bridges; of these {better} have an order without one, and bridges close {bridged}.");
        Assert.Equal(0, better);
        Assert.InRange(windows, plans / 100, plans / 10);
        Assert.InRange(bridged, 1, windows);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_policies_only_come_or_only_go_bridges_close_every_window(bool come)
    {
        var (without, bridges) = (0, 0);
        Parallel.For(0, TestScale.Of(600), new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, seed =>
        {
            var random = DenseChanges.OneWay(seed, come);
            if (ChangeOrdering.Of(SnapshotOf(random), random.Changes, new() { MayBridge = false }, TestContext.Current.CancellationToken).Windows.Count == 0) return;
            var plan = ChangeOrdering.Of(SnapshotOf(random), random.Changes, cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(plan.Windows.Count == 0, $"Seed {seed}\n{string.Join('\n', plan.Steps)}\n{string.Join('\n', plan.Windows)}");
            Interlocked.Increment(ref without);
            Interlocked.Add(ref bridges, plan.Steps.Count(step => step.IsBridge));
        });
        output.WriteLine($"{without} plans have a window without bridges; {bridges} bridges close them all.");
        Assert.InRange(without, 10, 600);
    }

    [Fact]
    public void The_order_of_the_changes_makes_no_difference()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = seed % 2 == 0 ? DenseChanges.Of(seed) : RandomChanges.Of(seed, 10);
            var shuffled = random.Changes.ToArray();
            new Random(seed).Shuffle(shuffled);
            var (one, other) = (ChangeOrdering.Of(SnapshotOf(random), random.Changes, cancellationToken: TestContext.Current.CancellationToken), ChangeOrdering.Of(SnapshotOf(random), shuffled, cancellationToken: TestContext.Current.CancellationToken));
            Assert.Equal(one.Steps, other.Steps);
            Assert.Equal(one.Windows.Select(window => window.ToString()), other.Windows.Select(window => window.ToString()));
            Assert.Equal(one.Unchecked, other.Unchecked);
        }
    }

    private static void Run(int seed, int[] tally, List<string> failures)
    {
        var random = seed % 2 == 0 ? DenseChanges.Of(seed) : RandomChanges.Of(seed, seed % 4 == 1 ? 14 : 6);
        var plan = ChangeOrdering.Of(SnapshotOf(random), random.Changes, cancellationToken: TestContext.Current.CancellationToken);
        AssertSound(random, plan, seed);
        var flows = FlowsOf(random, plan);
        var start = OrderingReference.Verdicts(random.Start, random.IsComplete, flows);
        var end = OrderingReference.Verdicts(RandomChanges.After(random.Start, plan.Steps), random.IsComplete, flows);
        var hit = new HashSet<ChangeWindow>();
        var windows = plan.Windows.Select((window, index) => (Window: window, Flow: flows.Count - plan.Windows.Count + index)).ToList();
        for (var count = 1; count < plan.Steps.Count; count++)
        {
            var state = OrderingReference.Verdicts(RandomChanges.After(random.Start, plan.Steps.Take(count)), random.IsComplete, flows);
            Interlocked.Increment(ref tally[0]);
            for (var flow = 0; flow < flows.Count; flow++)
            {
                Interlocked.Increment(ref tally[1]);
                if (start[flow] is null or Verdict.Uncertain || start[flow] != end[flow] || state[flow] is null || state[flow] == start[flow]) continue;
                var shown = plan.Windows.Where(window => window.From < count && count <= window.Until && window.Cuts == (start[flow] == Verdict.Allow)).ToList();
                hit.UnionWith(windows.Where(window => window.Flow == flow && shown.Contains(window.Window)).Select(window => window.Window));
                if (shown.Count > 0) continue;
                if (!plan.IsChecked) Interlocked.Increment(ref tally[6]);
                else lock (failures) failures.Add($"Seed {seed}: after {count} of {plan.Steps.Count} {flows[flow]} is {state[flow]} and not {start[flow]}.\n{string.Join('\n', plan.Steps)}\n{string.Join('\n', plan.Windows)}");
            }
        }

        Interlocked.Add(ref tally[2], plan.Windows.Count > 0 ? 1 : 0);
        Interlocked.Add(ref tally[3], plan.Windows.Count);
        Interlocked.Add(ref tally[4], plan.Steps.Count(step => step.IsBridge));
        Interlocked.Add(ref tally[5], plan.IsChecked ? 0 : 1);
        Interlocked.Add(ref tally[7], hit.Count(window => window.IsCertain));
        Interlocked.Add(ref tally[8], plan.Windows.Count(window => window.IsCertain));
        foreach (var window in plan.Windows.Where(window => window.IsCertain && !hit.Contains(window) && plan.IsChecked))
            lock (failures) failures.Add($"Seed {seed}: {window} is none.\n{string.Join('\n', plan.Steps)}");
    }

    /// <summary>All that was asked for is there, each object in the end as it was to be, and nothing before what it needs.</summary>
    private static void AssertSound(RandomChanges random, OrderedChanges plan, int seed)
    {
        var writes = plan.Steps.GroupBy(step => RandomChanges.KeyOf(step.Subject)).ToDictionary(group => group.Key, group => group.ToList());
        Assert.True(writes.Count == random.Changes.Count, $"Seed {seed}");
        foreach (var change in random.Changes)
        {
            var own = writes[RandomChanges.KeyOf(change.Subject)];
            Assert.Equal(change.Before, own[0].Before);
            Assert.Equal(change.After, own[^1].After);
            Assert.Equal(own.Count == 2, own[0].IsBridge);
            Assert.InRange(own.Count, 1, 2);
        }

        var steps = plan.Steps.ToList();
        foreach (var tier in random.Changes.Where(change => change.Subject is Tier))
        {
            foreach (var step in steps.Where(step => (step.After as TieredPolicy)?.Tier == tier.Subject.Name && tier.Before is null))
                Assert.True(steps.FindIndex(other => other.After is Tier after && after.Name == tier.Subject.Name) < steps.IndexOf(step), $"Seed {seed}: {step} comes before its tier.");
            foreach (var step in steps.Where(step => tier.After is null && step.After is null && (step.Before as TieredPolicy)?.Tier == tier.Subject.Name))
                Assert.True(steps.FindIndex(other => other.Before is Tier before && other.After is null && before.Name == tier.Subject.Name) > steps.IndexOf(step), $"Seed {seed}: {step} comes after its tier.");
        }
    }

    private static PolicySnapshot SnapshotOf(RandomChanges random) => PolicySnapshot.Of(random.Start, new() { IsComplete = random.IsComplete }, TestContext.Current.CancellationToken);

    /// <summary>Flows at random before and after, and last the examples of the windows.</summary>
    private static List<PlainFlow> FlowsOf(RandomChanges random, OrderedChanges plan)
    {
        var flows = random.Flows.ToList();
        var hosts = random.Changes.Any(change => change.Subject is HostEndpoint);
        var before = new RandomFlows(random.Dice, random.Start, random.IsOpen);
        var after = new RandomFlows(random.Dice, RandomChanges.After(random.Start, plan.Steps), random.IsOpen);
        for (var count = 0; count < FlowsOfCluster && random.Flows.Count == 0; count++)
        {
            if ((count % 2 == 0 ? before : after).Next() is { } flow && !(hosts && OrderingReference.MayBeOwnHost(random, flow))) flows.Add(flow);
        }

        flows.AddRange(plan.Windows.Select(window => OrderingReference.FlowOf(window.Example)));
        return flows;
    }
}
