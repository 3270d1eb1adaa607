using System.Globalization;
using CalicoPolicy.Benchmarks.Measuring;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>How long <c>Import-Policy</c> takes over a large folder, and how much memory.</summary>
internal static class ImportCommand
{
    private const string Script = "param($folder) $policies = Import-Policy $folder; $policies.Count";

    public static int Run(string[] args)
    {
        var options = new CommandOptions(args, "policies", "files", "runs");
        using var corpus = new TemporaryCorpus(options);
        var runs = options.Number("runs", 5);

        Console.WriteLine("\nImport-Policy into a variable, in the hosted engine, a fresh process each time:");
        var measured = Enumerable.Range(0, runs).Select(_ => FreshProcess.Measure("script", Script, corpus.Folder)[0]).ToList();
        Report.Print(measured, aimMilliseconds: 2000, aimMegabytes: 400);

        if (FreshProcess.Find("pwsh") is { } pwsh)
        {
            Console.WriteLine("\nThe same in pwsh, measured by pwsh:");
            Report.Print([.. Enumerable.Range(0, runs).Select(_ => RealShell.Measure(pwsh, Script, corpus.Folder))], 2000, 400);
        }

        Console.WriteLine("\nThe stages on one thread, in a fresh process, the best of all runs:");
        var stages = Enumerable.Range(0, runs).Select(_ => FreshProcess.Measure("stages", corpus.Folder)).ToList();
        for (var stage = 0; stage < stages[0].Count; stage++)
        {
            var best = stages.Select(run => run[stage]).MinBy(run => run.Milliseconds)!;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {best.Name,-20} {best.Milliseconds,8:F0} ms   cpu {best.CpuMilliseconds,6:F0} ms   gc pauses {best.PauseMilliseconds,5:F0} ms   {best.AllocatedMegabytes,7:F1} MB   {best.Count} out"));
        }

        return 0;
    }
}
