using System.Diagnostics;

namespace CalicoPolicy.Benchmarks.Measuring;

/// <summary>Measures work in the current process.</summary>
internal static class Stopwatches
{
    /// <param name="name">What the work is called.</param>
    /// <param name="work">The work; gives how many things came out, or were done.</param>
    public static Measurement Measure(string name, Func<long> work)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes(precise: false);
        var pause = GC.GetTotalPauseDuration();
        var start = Stopwatch.GetTimestamp();
        var count = work();
        var time = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        return new()
        {
            Name = name,
            Count = count,
            Milliseconds = time.TotalMilliseconds,
            CpuMilliseconds = (process.TotalProcessorTime - cpu).TotalMilliseconds,
            AllocatedMegabytes = (GC.GetTotalAllocatedBytes(precise: false) - allocated) / 1e6,
            PauseMilliseconds = (GC.GetTotalPauseDuration() - pause).TotalMilliseconds,
            PeakMegabytes = process.PeakWorkingSet64 / 1e6,
        };
    }
}
