using System.Collections.Concurrent;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>
/// Every rewrite on random policies: what it says to be proven, the specification read naively judges as before, in several clusters that the
/// rewrite does not know; what it says to be proven on a cluster, in that cluster. Nothing is left to find afterwards, and what was valid
/// stays valid.
/// </summary>
public class RewriteProperties(ITestOutputHelper output)
{
    private const int Clusters = 3;

    public static TheoryData<string> Names => [.. PolicyOptimizer.Rewrites.Select(rewrite => rewrite.Name), "*"];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_rewrite_proves_holds(string name)
    {
        var (fired, flows, ofCluster) = (0, 0, 0);
        var failures = new ConcurrentBag<(int Seed, string Failure)>();
        var options = new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken };
        Parallel.For(0, TestScale.Of(500), options, (seed, state) =>
        {
            var trial = new RewriteTrial(name, WordyPolicies.Of(new(seed)), seed % 2 == 0 ? TrialCluster.Of(seed) : null);
            var report = trial.Run();
            if (report.Resources.All(made => !made.IsRewritten)) return;
            Interlocked.Increment(ref fired);
            if (report.Equivalence == Equivalence.ProvenOnSnapshot) Interlocked.Increment(ref ofCluster);
            var checkedFlows = 0;
            if (Check(trial, report, seed, ref checkedFlows) is { } failure)
            {
                failures.Add((seed, failure));
                state.Stop();
            }

            Interlocked.Add(ref flows, checkedFlows);
        });
        Assert.True(failures.IsEmpty, string.Join('\n', failures.OrderBy(failure => failure.Seed).Take(1).Select(failure => $"Seed {failure.Seed}: {failure.Failure}")));
        output.WriteLine($"{name}: {fired} of {TestScale.Of(500)} sets rewritten, {ofCluster} of them proven on their cluster only; {flows} flows compared.");
        Assert.InRange(fired, 10, int.MaxValue);
    }

    private static string? Check(RewriteTrial trial, OptimizationReport report, int seed, ref int flows)
    {
        var after = RewriteTrial.After(report);
        if (report.Equivalence == Equivalence.Changed) return "A change was made that nobody allowed.";
        for (var number = 0; number < Clusters; number++)
        {
            // Of a cluster that it knows the first is that one.
            if (number > 0 && report.Equivalence == Equivalence.ProvenOnSnapshot) break;
            var cluster = number == 0 && trial.Snapshot is not null ? trial.Snapshot : TrialCluster.Of(seed + ((number + 1) * 1_000_003));
            if (trial.Difference(cluster, report, seed, ref flows) is not null) return trial.Explain(cluster, seed);
        }

        if (trial.Again(report).Resources.FirstOrDefault(made => made.IsRewritten) is { } again)
            return $"There is more to find: {again}\n{RewriteTrial.Text(trial.Policies)}\n# after\n{RewriteTrial.Text(after)}\n# again\n{RewriteTrial.Text([again.Resource])}";
        return Errors(after) is { Count: > 0 } errors && errors.Count > Errors(trial.Policies).Count ? $"No longer valid: {errors[0]}\n{RewriteTrial.Text(after)}" : null;
    }

    private static List<PolicyFinding> Errors(IReadOnlyList<Resource> resources) => Input.Judge(resources, new() { IncludeRule = ["CP3001"] });
}
