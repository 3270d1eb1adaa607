using System.Globalization;
using CalicoPolicy.Tests.Shared.Corpus;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>Writes a corpus for use by hand.</summary>
internal static class CorpusCommand
{
    public static int Run(string[] args)
    {
        var options = new CommandOptions(args, "out", "policies", "files", "seed");
        var folder = options.Text("out") ?? throw new UsageException("--out is missing.");
        var bytes = new PolicyCorpus(options.Number("policies", 10_000), options.Number("files", 200), options.Number("seed", 1, least: 0)).WriteTo(folder);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB in {folder}"));
        return 0;
    }
}
