using System.Globalization;
using CalicoPolicy.Benchmarks.Clusters;
using CalicoPolicy.Benchmarks.Measuring;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>How long it takes to make a few policies of the same ones in very many namespaces: proven for every cluster, and on one that is known.</summary>
internal static class OptimizeCommand
{
    /// <summary>The hidden measurement.</summary>
    public const string Name = "optimize-namespaces";

    private const double Aim = 20_000;

    public static int Run(string[] args)
    {
        var options = new CommandOptions(args, "namespaces", "runs");
        var (namespaces, runs) = (options.Number("namespaces", 1_400), options.Number("runs", 3));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{namespaces * ManyNamespaces.Policies} policies, {ManyNamespaces.Policies} in each of {namespaces} namespaces, a fresh process each time:"));
        var measured = Enumerable.Range(0, runs).Select(_ => FreshProcess.Measure(Name, namespaces.ToString(CultureInfo.InvariantCulture))).ToList();
        for (var stage = 0; stage < measured[0].Count; stage++)
            Console.WriteLine($"  {measured[0][stage].Name,-16} {new Series(measured.Select(run => run[stage].Milliseconds)).Show("ms", Aim)}   {measured[0][stage].Count} policies out");
        Console.WriteLine($"  {"peak",-16} {new Series(measured.Select(run => run[^1].PeakMegabytes)).Show("MB")}");
        return 0;
    }

    /// <summary>Rewrites in this process.</summary>
    public static IReadOnlyList<Measurement> Measure(int namespaces)
    {
        var policies = ManyNamespaces.PoliciesOf(namespaces);
        var cluster = PolicySnapshot.Of(ManyNamespaces.Cluster(namespaces), new() { IsComplete = true });
        return
        [
            Stopwatches.Measure("every cluster", () => PolicyOptimizer.Optimize(policies).Resources.Count),
            Stopwatches.Measure("known cluster", () => PolicyOptimizer.Optimize(policies, new() { Snapshot = cluster }).Resources.Count),
        ];
    }
}
