using System.Globalization;
using CalicoPolicy.Benchmarks.Measuring;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>How long each rule of the catalogue takes by itself, and all of a group together.</summary>
internal static class RulesCommand
{
    public static int Run(string[] args)
    {
        var options = new CommandOptions(args, "policies", "files", "runs");
        using var corpus = new TemporaryCorpus(options);
        var resources = ReadingStages.Read(corpus.Folder);
        var runs = options.Number("runs", 5);
        foreach (var group in (RuleGroup[])[ValidationRules.Group, EfficiencyRules.Group])
        {
            Console.WriteLine($"\n{group.Cmdlet}, {resources.Count} objects, each rule by itself, the slowest first:");
            var rules = group.Rules.Select(rule => (Name: $"{rule.Descriptor.Id} {rule.Descriptor.Name}", Runs: Judge(resources, group, rule.Descriptor.Id, runs)));
            foreach (var (name, measured) in rules.OrderByDescending(rule => Median(rule.Runs))) Show(name, measured);
            Show("all together", Judge(resources, group, "*", runs), aim: 1000);
        }

        return 0;
    }

    private static List<Measurement> Judge(IReadOnlyList<Resource> resources, RuleGroup group, string pattern, int runs) =>
    [
        .. Enumerable.Range(0, runs).Select(_ => Stopwatches.Measure(
            pattern, () => RuleRunner.Run(resources, group, new() { IncludeRule = [pattern], Complete = true }).Count())),
    ];

    private static double Median(List<Measurement> runs) => new Series(runs.Select(run => run.Milliseconds)).Median;

    private static void Show(string name, List<Measurement> runs, double? aim = null) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {name,-32} {new Series(runs.Select(run => run.Milliseconds)).Show("ms", aim)}  {runs[0].AllocatedMegabytes,8:F1} MB  {runs[0].Count,6} findings"));
}
