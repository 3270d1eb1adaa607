using CalicoPolicy.Benchmarks.Measuring;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>How long reading and judging takes in one pipeline.</summary>
internal static class TestCommand
{
    public static int Run(string[] args)
    {
        var options = new CommandOptions(args, "policies", "files", "runs");
        using var corpus = new TemporaryCorpus(options);
        var runs = options.Number("runs", 3);
        var report = Path.Combine(corpus.Folder, "..", $"{Path.GetFileName(corpus.Folder)}.sarif");
        Console.WriteLine("\nBoth cmdlets and Export-PolicyFinding, a fresh process each time:");
        var both = "param($folder, $report) $p = Import-Policy $folder; & { $p | Test-Policy; $p | Test-PolicyEfficiency } | Export-PolicyFinding $report; $p.Count";
        Report.Print([.. Enumerable.Range(0, runs).Select(_ => FreshProcess.Measure("script", both, corpus.Folder, report)[0])], aimMilliseconds: 6000, aimMegabytes: 600);
        File.Delete(report);
        foreach (var (command, aim) in new[] { ("Test-Policy", 3000.0), ("Test-PolicyEfficiency", 3000.0) })
        {
            Console.WriteLine($"\nImport-Policy | {command}, findings into a variable, a fresh process each time:");
            var script = $"param($folder) $findings = @(Import-Policy $folder | {command}); $findings.Count";
            var measured = Enumerable.Range(0, runs).Select(_ => FreshProcess.Measure("script", script, corpus.Folder)[0]).ToList();
            Report.Print(measured, aim, aimMegabytes: 600);
        }

        return 0;
    }
}
