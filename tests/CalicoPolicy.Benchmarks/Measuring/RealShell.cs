using System.Globalization;

namespace CalicoPolicy.Benchmarks.Measuring;

/// <summary>Measurements in pwsh, which measures itself.</summary>
internal static class RealShell
{
    private const string Measuring = """
        param([string] $module, [string] $script, [string] $argument)
        $ErrorActionPreference = 'Stop'
        if ($module) { Import-Module $module }
        $work = [scriptblock]::Create($script)
        $process = [Diagnostics.Process]::GetCurrentProcess()
        $cpu = $process.TotalProcessorTime
        $allocated = [GC]::GetTotalAllocatedBytes()
        $pause = [GC]::GetTotalPauseDuration()
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $count = @(& $work $argument)[-1]
        $time = $watch.Elapsed
        $process.Refresh()
        $figures = $count, $time.TotalMilliseconds, ($process.TotalProcessorTime - $cpu).TotalMilliseconds,
            (([GC]::GetTotalAllocatedBytes() - $allocated) / 1e6), ($process.PeakWorkingSet64 / 1e6), ([GC]::GetTotalPauseDuration() - $pause).TotalMilliseconds
        $figures.ForEach({ $_.ToString([cultureinfo]::InvariantCulture) }) -join ' '
        """;

    /// <param name="pwsh">The shell.</param>
    /// <param name="script">What to measure; ends with a number.</param>
    /// <param name="argument">Its one argument.</param>
    /// <param name="importsModule">Whether the module is imported before.</param>
    public static Measurement Measure(string pwsh, string script, string argument, bool importsModule = true)
    {
        var file = Path.Combine(Path.GetTempPath(), $"calico-policy-measure-{Environment.ProcessId}.ps1");
        File.WriteAllText(file, Measuring);
        try
        {
            var (output, _) = FreshProcess.Run(
                pwsh, "-NoProfile", "-NonInteractive", "-File", file, importsModule ? HostedEngine.ModulePath : string.Empty, script, argument);
            var figures = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            return new()
            {
                Name = script,
                Count = (long)figures[0],
                Milliseconds = figures[1],
                CpuMilliseconds = figures[2],
                AllocatedMegabytes = figures[3],
                PeakMegabytes = figures[4],
                PauseMilliseconds = figures[5],
            };
        }
        finally
        {
            File.Delete(file);
        }
    }
}
