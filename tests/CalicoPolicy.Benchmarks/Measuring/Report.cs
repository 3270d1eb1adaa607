namespace CalicoPolicy.Benchmarks.Measuring;

/// <summary>Prints measurements of the same work.</summary>
internal static class Report
{
    public static void Print(IReadOnlyList<Measurement> runs, double? aimMilliseconds = null, double? aimMegabytes = null)
    {
        Console.WriteLine($"  came out   {string.Join(", ", runs.Select(run => run.Count).Distinct())}");
        Line("time", run => run.Milliseconds, "ms", aimMilliseconds);
        Line("cpu", run => run.CpuMilliseconds, "ms");
        Line("gc pauses", run => run.PauseMilliseconds, "ms");
        Line("allocated", run => run.AllocatedMegabytes, "MB");
        Line("peak", run => run.PeakMegabytes, "MB", aimMegabytes);

        void Line(string name, Func<Measurement, double> value, string unit, double? aim = null) =>
            Console.WriteLine($"  {name,-10} {new Series(runs.Select(value)).Show(unit, aim)}");
    }
}
