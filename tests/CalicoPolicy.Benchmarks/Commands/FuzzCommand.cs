using System.Diagnostics;
using System.Globalization;
using CalicoPolicy.Benchmarks.Fuzzing;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>Mutated inputs through everything that reads text of others.</summary>
internal static class FuzzCommand
{
    public static int Run(string[] args)
    {
        var options = new CommandOptions(args, "count", "seed", "first");
        var count = options.Number("count", 1_000_000);
        var seed = options.Number("seed", 1, least: 0);
        var first = options.Number("first", 0, least: 0);
        Console.WriteLine($"{count} inputs of seed {seed} from number {first} on, {Environment.ProcessorCount} processors");

        var run = new FuzzRun(FuzzTargets.All, seed);
        var watch = Stopwatch.StartNew();
        var task = Task.Run(() => run.Run(first, count, CancellationToken.None));
        while (!task.Wait(TimeSpan.FromSeconds(10))) Progress(run.Done, watch.Elapsed);
        Progress(run.Done, watch.Elapsed);

        foreach (var failure in run.Failures) Save(failure, seed);
        Console.WriteLine(run.Failures.Count == 0 ? "No exception but those that readers and parser report." : $"{run.Failures.Count} kinds of failure.");
        return run.Failures.Count == 0 ? 0 : 1;
    }

    private static void Progress(long done, TimeSpan time) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {done,9} inputs in {time.TotalSeconds,6:F1} s, {done / time.TotalSeconds:F0} a second"));

    private static void Save(FuzzFailure failure, int seed)
    {
        var folder = Directory.CreateDirectory(Repository.Path("out", "fuzz")).FullName;
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{failure.Target}-{seed}-{failure.Index}"));

        // UTF-16 keeps halves of surrogate pairs, which UTF-8 cannot hold.
        File.WriteAllBytes(path + ".utf16", System.Runtime.InteropServices.MemoryMarshal.AsBytes(failure.Input.AsSpan()).ToArray());
        File.WriteAllText(path + ".txt", failure.Input);
        File.WriteAllText(path + ".error.txt", failure.Exception.ToString());
        Console.WriteLine($"\n{failure.Kind}\n  {failure.Exception.Message.ReplaceLineEndings("\n  ")}\n  input: {path}.txt; again: fuzz --seed {seed} --first {failure.Index} --count 1");
    }
}
