using System.Globalization;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

public class SelectorMutationTests
{
    private static readonly string[] Pieces =
    [
        "(", ")", "{", "}", ",", "'", "\"", "=", "==", "!=", "!", "&&", "||", "&", "|", " ", "\t", "\n", "in", "not", "notin", "has(",
        "all()", "global()", "contains", "starts with", "ends", "with", "a", "b", "/", "-", ".", "_", "é", "\U0001F600", "\uD83D", "\uDE00",
        "\0", "*", "a == 'x'", "has(b)", "{'x', 'y'}",
    ];

    private static readonly Dictionary<string, string>[] LabelSets =
    [
        [],
        new() { ["a"] = "x" },
        new() { ["a"] = "b", ["b"] = "x", ["foo"] = "" },
        new() { ["a"] = "", ["c"] = "d", ["e"] = "f", ["in"] = "in", ["app"] = "web", ["projectcalico.org/namespace"] = "prod" },
    ];

    [Fact]
    public void Mutated_selectors_are_read_as_the_reference_reads_them_or_refused_properly()
    {
        var random = new Random(20261122);
        var accepted = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var seeds = random.Next(4) > 0 ? SelectorSamples.Valid : SelectorSamples.Invalid;
            var text = seeds[random.Next(seeds.Count)];
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                text = Mutate(text, random);
            accepted += Check(text) ? 1 : 0;
        }

        // Both outcomes must be well represented, or the run proves little.
        Assert.InRange(accepted, 2_000, 18_000);
    }

    [Fact]
    public void Selectors_mean_the_same_in_Turkey()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
        try
        {
            Assert.Equal("i in {\"I\", \"i\", \"ı\"}", Selector.Parse("i in {'ı', 'i', 'I'}").Canonical);
            Assert.False(Selector.Parse("I contains 'i'").Matches(new Dictionary<string, string> { ["I"] = "I" }));
            Assert.False(Selector.TryParse("i IN {'x'}", out _, out var upper));
            Assert.Equal("The operators are in lower case: in, not in, contains, starts with, ends with.", upper.Hint);
            foreach (var text in SelectorSamples.Valid.Concat(SelectorSamples.Invalid))
                Check(text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Mutate(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, 6), text.Length - at);
        return random.Next(5) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, text.Substring(at, length)),
            2 => string.Concat(text.AsSpan(0, at), text.AsSpan(at + length)).Insert(random.Next(text.Length - length + 1), text.Substring(at, length)),
            3 => text.Remove(at, Math.Min(1, length)).Insert(at, Pieces[random.Next(Pieces.Length)]),
            _ => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
        };
    }

    private static bool Check(string text)
    {
        var parsed = Selector.TryParse(text, out var selector, out var error);
        var thrown = Record.Exception(() => Selector.Parse(text));
        var reference = ReferenceSelector.Read(text);

        Assert.True(parsed == reference is not null, text);
        if (!parsed)
        {
            Assert.IsType<SelectorParseException>(thrown);
            Assert.Null(selector);
            Assert.InRange(error!.Range.Start, 0, text.Length);
            Assert.InRange(error.Range.End, error.Range.Start, text.Length);
            Assert.NotEmpty(error.CalicoMessage!);
            Assert.Contains("^", error.ToString(), StringComparison.Ordinal);
            return false;
        }

        Assert.Null(thrown);
        Assert.Null(error);
        foreach (var labels in LabelSets)
            Assert.True(selector!.Matches(labels) == reference!(labels), text);
        Assert.Equal(selector!.Root, Selector.Parse(selector.Root.ToReadable()).Root);
        Assert.Equal(38 + 2, selector.UniqueId.Length);
        return true;
    }
}
