using System.Globalization;
using CalicoPolicy.Benchmarks.Clusters;
using CalicoPolicy.Benchmarks.Measuring;
using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>How long the whole catalogue takes on a large cluster with all that it knows of it, and the cost of its policies.</summary>
internal static class InventoryCommand
{
    /// <summary>The hidden measurement of all rules.</summary>
    public const string Rules = "inventory-rules";

    /// <summary>The hidden measurement of what policies cost.</summary>
    public const string Cost = "inventory-cost";

    private const int Namespaces = 400;
    private const int LabelSets = 2000;

    public static int Run(string[] args)
    {
        var options = new CommandOptions(args, "pods", "policies", "sets", "runs", "each");
        var (pods, policies, sets, runs) = (options.Number("pods", 100_000), options.Number("policies", 10_000), options.Number("sets", 500, least: 0), options.Number("runs", 3));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\n{pods} pods in {Namespaces} namespaces with {LabelSets} sets of labels on 500 nodes, {policies} policies, {sets} network sets, a fresh process each time:"));
        Print("Test-PolicyEfficiency -Snapshot, all rules", Measure(Rules), 15_000);
        Print("Measure-PolicyCost", Measure(Cost), null);
        if (options.Number("each", 0, least: 0) > 0) PrintEach(pods, policies, sets);
        return 0;

        List<IReadOnlyList<Measurement>> Measure(string what) =>
            [.. Enumerable.Range(0, runs).Select(_ => FreshProcess.Measure(what, pods.ToString(CultureInfo.InvariantCulture), policies.ToString(CultureInfo.InvariantCulture), sets.ToString(CultureInfo.InvariantCulture)))];
    }

    /// <summary>Judges all objects of a cluster in this process, or counts the cost of its policies.</summary>
    public static IReadOnlyList<Measurement> Measure(string what, int pods, int policies, int sets)
    {
        var resources = Resources(pods, policies, sets);
        PolicySnapshot? snapshot = null;
        return
        [
            Stopwatches.Measure("snapshot", () => (snapshot = PolicySnapshot.Of(resources, new() { IsComplete = true })).Endpoints.Count),
            what == Cost
                ? Stopwatches.Measure("cost", () => PolicyCosts.Of(snapshot!).Rules)
                : Stopwatches.Measure("judge", () => EfficiencyRules.Judge(snapshot!, null, new()).Count()),
        ];
    }

    private static void Print(string title, List<IReadOnlyList<Measurement>> measured, double? aim)
    {
        Console.WriteLine($"\n  {title}:");
        for (var stage = 0; stage < measured[0].Count; stage++)
            Console.WriteLine($"  {measured[0][stage].Name,-10} {new Series(measured.Select(run => run[stage].Milliseconds)).Show("ms", stage == measured[0].Count - 1 ? aim : null)}   {measured[0][stage].Count} out");
        Console.WriteLine($"  {"peak",-10} {new Series(measured.Select(run => run[^1].PeakMegabytes)).Show("MB")}");
    }

    private static void PrintEach(int pods, int policies, int sets)
    {
        var snapshot = PolicySnapshot.Of(Resources(pods, policies, sets), new() { IsComplete = true });
        Console.WriteLine("\n  Each rule by itself, the slowest first; what rules share counts for each:");

        // A pattern does not ask for what a run of all rules leaves out of a large cluster.
        var rules = EfficiencyRules.Group.Rules.Select(rule => (rule.Descriptor.Name, Measured: Stopwatches.Measure(
            rule.Descriptor.Id, () => EfficiencyRules.Judge(snapshot, null, new RuleOptions { IncludeRule = [$"{rule.Descriptor.Id}*"] }).Count())));
        foreach (var (name, measured) in rules.OrderByDescending(rule => rule.Measured.Milliseconds))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {measured.Name} {name,-28} {measured.Milliseconds,8:F0} ms  {measured.AllocatedMegabytes,8:F0} MB  {measured.Count,7} findings"));
    }

    private static List<Resource> Resources(int pods, int policies, int sets) =>
    [
        .. ManyWorkloads.Pods(pods, Namespaces, LabelSets, policies),
        .. Enumerable.Range(0, sets).Select(number => new GlobalNetworkSet
        {
            Metadata = new() { Name = $"set{number}", Labels = LabelMap.Of([new("role", $"role{number % 8}"), new("feed", $"feed{number}")]) },
            Nets = [.. Enumerable.Range(0, 20).Select(net => string.Create(CultureInfo.InvariantCulture, $"10.{number % 3}.{(number + net) & 255}.0/{24 + (net % 8)}"))],
        }),
    ];
}
