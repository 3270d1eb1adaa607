using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>
/// The engine never says otherwise than the specification read naively. Where something is not known it may be more cautious than
/// needed, and the share of that is printed; where everything is known it may not.
/// </summary>
public class AgreementProperties(ITestOutputHelper output)
{
    private const int FlowsOfCluster = 20;

    [Theory]
    [InlineData(PolicyView.Enforced)]
    [InlineData(PolicyView.PendingCalico)]
    [InlineData(PolicyView.PendingIntended)]
    public void The_engine_says_what_the_specification_says(PolicyView view)
    {
        var tally = new Tally();
        var failed = int.MaxValue;
        var options = new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken };
        Parallel.For(0, TestScale.Of(2000), options, (seed, state) =>
        {
            var one = Run(seed, view);
            if (one is null) Interlocked.Exchange(ref failed, Math.Min(Volatile.Read(ref failed), seed));
            if (one is null) state.Stop();
            else lock (tally) tally.Add(one);
        });
        if (failed != int.MaxValue) Fail(failed, view);
        output.WriteLine(tally.ToString());
        Assert.InRange(tally.Allowed, tally.Flows / 10, tally.Flows);
        Assert.InRange(tally.ByRule, tally.Flows / 10, tally.Flows);
        Assert.InRange(tally.Denied, tally.Flows / 10, tally.Flows);
        Assert.InRange(tally.OnTheWay, tally.Flows / 200, tally.Flows);
        Assert.InRange(tally.Needless, 0, tally.Flows / 20);
    }

    private static void Fail(int seed, PolicyView view)
    {
        Case? differing = null;
        Run(seed, view, given => differing = given);
        var least = Shrinking.Shrink(differing!);
        Assert.Fail($"Seed {seed}: {Agreement.Of(least).Difference}\n{least}");
    }

    /// <summary>What came out in one cluster; null where the engine and the reference differ.</summary>
    private static Tally? Run(int seed, PolicyView view, Action<Case>? onDifference = null)
    {
        var (resources, isComplete, isOpen, dice) = RandomCase.Cluster(seed);
        var dataplane = seed % 5 == 0 ? DataplaneKind.Ebpf : DataplaneKind.Standard;
        var random = new RandomFlows(dice, resources, isOpen);
        var engine = Agreement.Compile(new(resources, isComplete, view, null!) { Dataplane = dataplane });
        var cluster = new PlainCluster(resources, isComplete, view, dataplane);
        var tally = new Tally();
        for (var count = 0; count < FlowsOfCluster; count++)
        {
            if (random.Next() is not { } flow) continue;
            var given = new Case(resources, isComplete, view, flow) { Dataplane = dataplane };
            var agreement = Agreement.Of(given, engine, cluster);
            if (agreement.Difference is not null)
            {
                onDifference?.Invoke(given);
                return null;
            }

            tally.Add(agreement);
            if (!isOpen) Assert.True(agreement.IsKnown, $"Seed {seed}: {flow} is not known in a closed cluster.");
        }

        return tally;
    }

    private sealed class Tally
    {
        public int Flows { get; private set; }

        public int Known { get; private set; }

        public int Allowed { get; private set; }

        public int Denied { get; private set; }

        public int ByRule { get; private set; }

        public int OnTheWay { get; private set; }

        public int Needless { get; private set; }

        public void Add(Agreement one)
        {
            Flows++;
            Known += one.IsKnown ? 1 : 0;
            ByRule += one.IsByRule ? 1 : 0;
            OnTheWay += one.IsOnTheWay ? 1 : 0;
            Allowed += one.Reference == Verdict.Allow ? 1 : 0;
            Denied += one.Reference == Verdict.Deny ? 1 : 0;
            Needless += one.Engine == Verdict.Uncertain && one.Reference != Verdict.Uncertain ? 1 : 0;
        }

        public void Add(Tally other) => (Flows, Known, Allowed, Denied, ByRule, OnTheWay, Needless) = (
            Flows + other.Flows, Known + other.Known, Allowed + other.Allowed, Denied + other.Denied, ByRule + other.ByRule, OnTheWay + other.OnTheWay, Needless + other.Needless);

        public override string ToString() => $"{Flows} flows: {Known} known, {Allowed} allowed, {Denied} denied, {Flows - Allowed - Denied} uncertain, "
            + $"{ByRule} by a rule, {OnTheWay} by a host on the way; {Needless} needlessly uncertain.";
    }
}
