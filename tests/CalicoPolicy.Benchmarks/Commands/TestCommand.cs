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
