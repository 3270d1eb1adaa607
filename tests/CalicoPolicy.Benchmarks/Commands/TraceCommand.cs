using System.Globalization;
using CalicoPolicy.Benchmarks.Measuring;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>How long <c>Trace-PolicyFlow</c> takes over many flows of the pipeline, and how much of that is PowerShell's.</summary>
internal static class TraceCommand
{
    public static int Run(string[] args)
    {
        var options = new CommandOptions(args, "flows", "runs");
        var flows = options.Number("flows", 100_000).ToString(CultureInfo.InvariantCulture);
        var measured = Enumerable.Range(0, options.Number("runs", 5)).Select(_ => FreshProcess.Measure("trace", flows)).ToList();
        for (var stage = 0; stage < measured[0].Count; stage++)
        {
            Console.WriteLine($"\n{measured[0][stage].Name}:");
            Report.Print([.. measured.Select(run => run[stage])], aimMilliseconds: stage == 0 ? 2000 : null);
        }

        return 0;
    }
}
