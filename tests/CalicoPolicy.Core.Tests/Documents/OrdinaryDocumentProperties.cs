using System.Globalization;
using System.Text;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Tests.Shared.Corpus;
using CalicoPolicy.Tests.Shared.Fuzzing;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Documents;

/// <summary>The quick way through ordinary documents gives the tree that the parser gives: every value, kind, place and comment.</summary>
public class OrdinaryDocumentProperties
{
    private static readonly YamlFormat Quick = new();
    private static readonly YamlFormat Parser = new() { UsesParserOnly = true };

    private static readonly string[] Lines =
    [
        "a: b", "b:", "c: [x, 'y', \"z\"]", "d: {e: f, g: [1, 2]}", "- a", "- b: c", "-", "- - d", "# comment", "", "   ", "e: 'it''s'", "f: \"a\\n\"", "g: |", "h: >-", "i: |-", "j: >",
        "k: a b  c # comment", "l: 'x' # comment", "m: [a,", "n: {}", "- {}", "o: []", "p: a#b", "q: a: b", "r: *x", "s: &x y", "t: !t u", "yes: no", "1: 2", "---", "...", "u: # comment",
        "v: |2", "w:  spaced  ", "'x': y", "y : z", "z:a", "- k: 1", "  l: 2", "text goes on", "? x", "a: -1", "b: - c", "- -1", "- a: b # c", "c: a *b", "d: (a == 'b')", "e: [a b]",
        "f: [a:b, c]", "g: {a: b,c: d}", "h: [[1], [2, [3]]]", "i: {a: {b: c}}", "j: \"a\"#b", "k: 'a' b", "l: [a]b", "m: ~", "n: null", "o: 0x1F", "p: 1e3", "q: 10.0.0.0/8", "r: ::1", "s: [::1]",
        "t: a\tb", "u: \u00E9", "%YAML 1.2", "a.b/c-d: e", "f:metadata: {}", "v: .5", "w: -", "x: a:", "y: >- # c", "<<: a", "z: [a, ]", "a: [, b]", "b: [# c", "--- a", "c: @d", "d: `", "e: %f",
    ];

    [Fact]
    public void Random_lines_give_the_same_tree_both_ways()
    {
        var random = new Random(31);
        var ordinary = 0;
        for (var round = 0; round < TestScale.Of(20_000); round++)
        {
            var text = new StringBuilder();
            var indent = 0;
            for (var lines = random.Next(1, 12); lines > 0; lines--)
            {
                indent = Math.Max(0, indent + (random.Next(4) switch { 0 => 2, 1 => random.Next(-4, 4), 2 => -2, _ => 0 }));
                text.Append(' ', indent).Append(random.Next(3) == 0 ? Lines[random.Next(8)] : Lines[random.Next(Lines.Length)]);
                text.Append(random.Next(40) == 0 ? "\r\n" : random.Next(30) == 0 ? "  \n" : "\n");
            }

            if (random.Next(8) == 0) text.Length--;
            AssertSame(text.ToString(), ref ordinary);
        }

        // A test of nothing but odd texts would prove nothing.
        Assert.True(ordinary > TestScale.Of(2000), $"Only {ordinary} texts were readable.");
    }

    [Fact]
    public void Mutated_policies_give_the_same_tree_both_ways()
    {
        var random = new Random(32);
        var mutator = new TextMutator(FuzzSeeds.Yaml, FuzzSeeds.YamlTokens);
        var readable = 0;
        for (var round = 0; round < TestScale.Of(6000); round++) AssertSame(mutator.Next(random), ref readable);
        Assert.True(readable > TestScale.Of(600), $"Only {readable} texts were readable.");
    }

    [Fact]
    public void A_corpus_gives_the_same_trees_both_ways()
    {
        var readable = 0;
        foreach (var file in new PolicyCorpus(policies: 200, files: 20).Files())
            if (file.Name.EndsWith(".yaml", StringComparison.Ordinal)) AssertSame(file.Text, ref readable);
        Assert.True(readable > 100, $"Only {readable} documents were read.");
    }

    [Fact]
    public void Small_limits_give_the_same_errors_both_ways()
    {
        var limits = new ReadLimits { MaxBytes = 3000, MaxDepth = 10, MaxNodes = 60, MaxScalarLength = 40 };
        var random = new Random(33);
        var mutator = new TextMutator(FuzzSeeds.Yaml, FuzzSeeds.YamlTokens);
        var readable = 0;
        for (var round = 0; round < TestScale.Of(2000); round++) AssertSame(mutator.Next(random), ref readable, limits);
    }

    private static void AssertSame(string text, ref int readable, ReadLimits? limits = null)
    {
        var quick = Show(Quick, text, limits, ref readable);
        var none = 0;
        var parsed = Show(Parser, text, limits, ref none);
        if (quick == parsed) return;
        var same = quick.Zip(parsed).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.Fail($"{Near(quick)}\nis by the parser\n{Near(parsed)}\nof {Trees.Show(Trees.String(text))}");

        string Near(string shown) => shown[Math.Max(0, same - 150)..Math.Min(shown.Length, same + 100)];
    }

    private static string Show(YamlFormat format, string text, ReadLimits? limits, ref int readable)
    {
        var all = new StringBuilder();
        foreach (var document in format.Read(new StringReader(text), "a", limits ?? ReadLimits.Default, TestContext.Current.CancellationToken))
        {
            if (document.Root is not null) readable++;
            all.Append(CultureInfo.InvariantCulture, $"{document.Index} {document.Extent} comments {document.HasComments} ")
                .AppendJoin("; ", document.Errors).Append(' ')
                .Append(Trees.Show(document.Root)).Append(' ')
                .Append(document.Root is null ? "" : Trees.ShowPlaces(document.Root)).Append('\n');
        }

        return all.ToString();
    }
}
