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
        var (flows, known, needless, allowed, denied, byRule) = (0, 0, 0, 0, 0, 0);
        for (var seed = 0; seed < TestScale.Of(2000); seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var (resources, isComplete, isOpen, dice) = RandomCase.Cluster(seed);
            var random = new RandomFlows(dice, resources, isOpen);
            var engine = Agreement.Compile(new(resources, isComplete, view, null!));
            var cluster = new PlainCluster(resources, isComplete, view);
            for (var count = 0; count < FlowsOfCluster; count++)
            {
                if (random.Next() is not { } flow) continue;
                var agreement = Agreement.Of(new(resources, isComplete, view, flow), engine, cluster);
                if (agreement.Difference is not null)
                {
                    var least = Shrinking.Shrink(new(resources, isComplete, view, flow));
                    Assert.Fail($"Seed {seed}: {Agreement.Of(least).Difference}\n{least}");
                }

                flows++;
                known += agreement.IsKnown ? 1 : 0;
                byRule += agreement.IsByRule ? 1 : 0;
                allowed += agreement.Reference == Verdict.Allow ? 1 : 0;
                denied += agreement.Reference == Verdict.Deny ? 1 : 0;
                needless += agreement.Engine == Verdict.Uncertain && agreement.Reference != Verdict.Uncertain ? 1 : 0;
                if (!isOpen) Assert.True(agreement.IsKnown, $"Seed {seed}: {flow} is not known in a closed cluster.");
            }
        }

        output.WriteLine($"{flows} flows: {known} known, {allowed} allowed, {denied} denied, {flows - allowed - denied} uncertain, {byRule} by a rule; {needless} needlessly uncertain.");
        Assert.InRange(allowed, flows / 10, flows);
        Assert.InRange(byRule, flows / 10, flows);
        Assert.InRange(denied, flows / 10, flows);
        Assert.InRange(needless, 0, flows / 20);
    }
}
