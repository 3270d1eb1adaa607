using System.Globalization;
using System.Runtime.InteropServices;
using CalicoPolicy.Benchmarks.Measuring;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>How long it takes to read address blocks and to collapse them.</summary>
internal static class AggregateCommand
{
    public static int Run(string[] args)
    {
        var options = new CommandOptions(args, "count", "runs");
        var count = options.Number("count", 100_000);
        var runs = options.Number("runs", 9);
        Show("apart: nothing to collapse", [.. Enumerable.Range(0, count).Select(index => Address(index * 2L))], runs);
        Show("side by side: one run of addresses", [.. Enumerable.Range(0, count).Select(index => Address(index))], runs);
        Show("made up: nested, adjacent, both families", MadeUp(count), runs);
        return 0;
    }

    private static void Show(string name, List<string> texts, int runs)
    {
        new Random(1).Shuffle(CollectionsMarshal.AsSpan(texts));
        List<Cidr> blocks = [];
        var reading = Enumerable.Range(0, runs).Select(_ => Stopwatches.Measure(name, () => (blocks = Read(texts)).Count)).ToList();
        var collapsing = Enumerable.Range(0, runs).Select(_ => Stopwatches.Measure(name, () => CidrAggregation.Collapse(blocks).Count)).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{texts.Count} blocks, {name}: {collapsing[0].Count} left"));
        Console.WriteLine($"  read      {new Series(reading.Select(run => run.Milliseconds)).Show("ms")}");
        Console.WriteLine($"  collapse  {new Series(collapsing.Select(run => run.Milliseconds)).Show("ms", aim: 1000)}");
    }

    private static List<Cidr> Read(List<string> texts)
    {
        var blocks = new List<Cidr>(texts.Count);
        foreach (var text in texts)
        {
            if (!Cidr.TryParse(text, out var block)) throw new InvalidOperationException($"'{text}' is no address block.");
            blocks.Add(block);
        }

        return blocks;
    }

    private static List<string> MadeUp(int count)
    {
        var random = new Random(1);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => random.Next(4) == 0
                ? string.Create(CultureInfo.InvariantCulture, $"2001:db8:{random.Next(4096):x}:{random.Next(65536):x}::/{random.Next(58, 65)}")
                : string.Create(CultureInfo.InvariantCulture, $"{Address(random.Next(1 << 24))}/{random.Next(26, 33)}")),
        ];
    }

    private static string Address(long index) =>
        string.Create(CultureInfo.InvariantCulture, $"10.{(index >> 16) & 255}.{(index >> 8) & 255}.{index & 255}");
}
