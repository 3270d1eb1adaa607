using System.Diagnostics;
using System.Text.Json;

namespace CalicoPolicy.Benchmarks.Measuring;

/// <summary>Runs programs to their end; among them this one, for measurements that must not find anything warm.</summary>
internal static class FreshProcess
{
    /// <summary>What a hidden command of this program measured.</summary>
    public static IReadOnlyList<Measurement> Measure(params string[] args)
    {
        var (output, _) = Run(Environment.ProcessPath!, [Commands.ChildCommand.Name, .. args]);
        var line = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        return JsonSerializer.Deserialize<Measurement[]>(line) ?? [];
    }

    /// <summary>Runs a program; its standard output, and how long it took from start to end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it wrote to standard error.</exception>
    public static (string Output, double Milliseconds) Run(string program, params string[] args)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', args)} ended with {process.ExitCode}:\n{errors.Result}{output}");
        return (output, time);
    }

    /// <summary>A program's path, by the search path; null where it is not installed.</summary>
    public static string? Find(string program)
    {
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
