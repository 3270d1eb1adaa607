using System.Globalization;
using CalicoPolicy.Benchmarks.Clusters;
using CalicoPolicy.Benchmarks.Measuring;
using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>How long a verdict takes on an endpoint under very many rules.</summary>
internal static class EvaluateCommand
{
    private const double AimNanoseconds = 2000;

    public static int Run(string[] args)
    {
        var options = new CommandOptions(args, "policies", "rules", "sets", "members", "flows", "runs");
        var (policies, rules) = (options.Number("policies", 294), options.Number("rules", 68));
        var (sets, members) = (options.Number("sets", 3708, least: 100), options.Number("members", 256_000));
        var flowCount = options.Number("flows", 100_000);
        var runs = options.Number("runs", 9);
        ManyRulesCluster cluster = null!;
        PolicyEngine engine = null!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nOne endpoint under {policies} policies of {rules} rules, {sets} sets of {members} members in all"));
        Show(Stopwatches.Measure("snapshot", () => (cluster = new(policies, rules, sets, members)).Snapshot.Resources.Count), "objects");
        Show(Stopwatches.Measure("compile", () => (engine = PolicyEngine.Compile(cluster.Snapshot)).Snapshot.Endpoints.Count), "endpoints");
        var flows = cluster.Flows(flowCount);
        Show(Stopwatches.Measure("first pass", () => Decide(engine, flows)), "allowed");
        var passes = Enumerable.Range(0, runs).Select(_ => Stopwatches.Measure("verdict", () => Decide(engine, flows))).ToList();
        Console.WriteLine($"  verdict      {new Series(passes.Select(run => run.Milliseconds * 1e6 / flows.Length)).Show("ns", AimNanoseconds)}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  allocated    {passes.Min(run => run.AllocatedMegabytes) * 1e6 / flows.Length:F1} bytes a verdict, {flows.Average(engine.CountRules):F1} rules looked at"));
        var plain = PolicyEngine.Compile(cluster.Snapshot, new() { IndexFrom = int.MaxValue });
        var few = flows[..Math.Min(2000, flows.Length)];
        Decide(plain, few);
        var slow = Stopwatches.Measure("without the index", () => Decide(plain, few));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  no index     {slow.Milliseconds * 1e6 / few.Length:F0} ns a verdict, {few.Average(plain.CountRules):F1} rules looked at"));
        return Decide(engine, few) == slow.Count ? 0 : throw new InvalidOperationException("With the index other flows are allowed.");
    }

    private static long Decide(PolicyEngine engine, Flow[] flows)
    {
        var allowed = 0;
        foreach (var flow in flows)
        {
            if (engine.Decide(flow) == Verdict.Allow) allowed++;
        }

        return allowed;
    }

    private static void Show(Measurement measured, string unit) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  {measured.Name,-12} {measured.Milliseconds,8:F1} ms  {measured.AllocatedMegabytes,8:F1} MB  {measured.Count} {unit}"));
}
