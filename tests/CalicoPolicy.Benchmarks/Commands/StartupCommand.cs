using CalicoPolicy.Benchmarks.Measuring;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>How long a user waits for the module, and for the program that brings its own engine.</summary>
internal static class StartupCommand
{
    public static int Run(string[] args)
    {
        var runs = new CommandOptions(args, "runs").Number("runs", 9);
        var startups = Times(runs, () => FreshProcess.Measure("startup"));
        Console.WriteLine("Hosted engine, a fresh process each time; the first import of any module compiles the engine's own part:");
        Show("an empty module", startups.Select(run => run[0].Milliseconds));
        Show("then Import-Module", startups.Select(run => run[1].Milliseconds), aim: 100);
        Show("first use of YAML", startups.Select(run => run[2].Milliseconds));
        Console.WriteLine($"  after import: {startups[0][1].Remark}; after first use: {startups[0][2].Remark}");

        var console = Repository.Path("out", "build", "bin", "CalicoPolicy.Console", "release", OperatingSystem.IsWindows() ? "calico-policy.exe" : "calico-policy");
        if (File.Exists(console))
        {
            Console.WriteLine("\nWhole processes:");
            Show("calico-policy -Command 1", Times(runs, () => FreshProcess.Run(console, "-Command", "1").Milliseconds));
        }

        if (FreshProcess.Find("pwsh") is { } pwsh)
        {
            Console.WriteLine("\npwsh:");
            Show("pwsh -Command 1", Times(runs, () => FreshProcess.Run(pwsh, "-NoProfile", "-Command", "1").Milliseconds));
            Show("Import-Module", Times(runs, () => RealShell.Measure(pwsh, "param($path) Import-Module $path; 1", HostedEngine.ModulePath, importsModule: false).Milliseconds), aim: 100);
        }

        return 0;
    }

    private static List<T> Times<T>(int runs, Func<T> work) => [.. Enumerable.Range(0, runs).Select(_ => work())];

    private static void Show(string name, IEnumerable<double> times, double? aim = null) => Console.WriteLine($"  {name,-26} {new Series(times).Show("ms", aim)}");
}
