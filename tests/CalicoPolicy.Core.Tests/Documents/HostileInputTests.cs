using System.Globalization;
using System.Text;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Tests.Documents;

/// <summary>Inputs made to cost much. Judged by what they allocate, not by the clock.</summary>
public class HostileInputTests
{
    private const long HundredMillion = 100_000_000;

    // The longest scalar is 4 Mi characters, 8 MiB; collecting it by doubling costs some times that.
    private const long Bounded = 96L * 1024 * 1024;

    [Theory]
    [InlineData("a: ", "x")]
    [InlineData("a: ", "x ")]
    [InlineData("a: ", "x\n  ")]
    [InlineData("a: '", "x")]
    [InlineData("a: \"", "\\n")]
    [InlineData("a: \"", "\n")]
    [InlineData("a: |\n", "  x\n")]
    [InlineData("a: |\n", "\n")]
    [InlineData("a: >\n", "  x\n")]
    [InlineData("# ", "x")]
    [InlineData("a: # ", "x")]
    [InlineData("", "x")]
    [InlineData("? ", "x")]
    [InlineData("'", "x")]
    [InlineData("a: &", "x")]
    [InlineData("a: *", "x")]
    [InlineData("a: !", "x")]
    [InlineData("a: !<", "x")]
    [InlineData("%", "x")]
    [InlineData("%TAG ! ", "x")]
    [InlineData("a: ", " ")]
    [InlineData("a:\n", "\n")]
    [InlineData("a:\n", "# x\n")]
    [InlineData("a: [", "\n")]
    [InlineData("a: {", "# x # y\n")]
    public void A_scalar_key_comment_or_gap_of_100_MB_is_refused_in_bounded_memory(string beginning, string piece)
    {
        var reader = new EndlessReader(piece, HundredMillion, "k: v\n" + beginning, "\n---\nafter: 1\n");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var documents = Trees.ReadYaml(reader);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Bounded);
        Assert.NotEmpty(documents[0].Errors);
        Assert.True(documents[0].Errors[0].Code is DocumentErrorCode.LimitExceeded or DocumentErrorCode.InvalidSyntax);
        Assert.InRange(documents[0].Errors[0].Span.Start.Line, 1, 3);
        Assert.Equal("{\"after\":Integer\"1\",}", Trees.Show(documents[^1].Root));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("[\n")]
    [InlineData("{a: ")]
    [InlineData("{? ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("[a, ")]
    [InlineData("- !!seq\n")]
    [InlineData("[{a: ")]
    [InlineData("]")]
    [InlineData("}")]
    [InlineData(",")]
    [InlineData(":")]
    [InlineData(": ")]
    [InlineData("a: ")]
    [InlineData("&a ")]
    [InlineData("!a ")]
    [InlineData("*a ")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("''")]
    [InlineData("{}\n")]
    [InlineData("%YAML 1.1\n")]
    [InlineData("%TAG ! a\n")]
    [InlineData("|\n")]
    public void Very_many_of_anything_end(string piece)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var documents = Trees.ReadYaml(new EndlessReader(piece, piece.Length * 200_000L));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3L * Bounded);

        // Some are one long string, and good YAML.
        Assert.All(documents, document => Assert.True(document.Errors.Count > 0 || document.Root is TreeScalar));
    }

    [Fact]
    public void Ten_thousand_levels_are_refused_and_the_next_document_is_read()
    {
        var block = new StringBuilder();
        for (var level = 0; level < 10_000; level++)
            block.Append(' ', level).Append("a:\n");
        foreach (var text in new[] { new string('[', 10_000) + new string(']', 10_000), block.ToString(), string.Concat(Enumerable.Repeat("- ", 10_000)) })
        {
            var documents = Trees.ReadYaml(text + "\n---\nb: 1\n");
            Assert.Equal([DocumentErrorCode.LimitExceeded], documents[0].Errors.Select(error => error.Code));
            Assert.Contains("128", documents[0].Errors[0].Message, StringComparison.Ordinal);
            Assert.Equal("{\"b\":Integer\"1\",}", Trees.Show(documents[1].Root));
        }
    }

    [Fact]
    public void The_deepest_that_is_allowed_is_read()
    {
        var limits = new ReadLimits { MaxDepth = 10_000 };
        var text = new string('[', 10_000) + new string(']', 10_000);
        Assert.Empty(Assert.Single(Trees.ReadYaml(text, limits)).Errors);
        Assert.NotEmpty(Assert.Single(Trees.ReadYaml("[" + text + "]", limits)).Errors);
        Assert.Empty(Assert.Single(Trees.ReadJson(text, limits)).Errors);
        Assert.Equal(DocumentErrorCode.LimitExceeded, Assert.Single(Assert.Single(Trees.ReadJson("[" + text + "]", limits)).Errors).Code);
    }

    [Fact]
    public void A_billion_laughs_are_refused()
    {
        var text = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (var level = 1; level < 10; level++)
            text.Append(CultureInfo.InvariantCulture, $"a{level}").Append(": &a").Append(level).Append(" [").AppendJoin(", ", Enumerable.Repeat($"*a{level - 1}", 10)).Append("]\n");
        var error = Assert.Single(Assert.Single(Trees.ReadYaml(text.ToString())).Errors);
        Assert.Equal(DocumentErrorCode.LimitExceeded, error.Code);
        Assert.Equal(5, error.Span.Start.Line);
    }

    [Fact]
    public void A_merge_bomb_is_refused()
    {
        var text = new StringBuilder("a0: &a0 {").AppendJoin(", ", Enumerable.Range(0, 1000).Select(index => $"k{index}: v")).Append("}\n");
        for (var level = 1; level < 1000; level++)
            text.Append(CultureInfo.InvariantCulture, $"a{level}").Append(": &a").Append(level).Append(" {<<: *a").Append(level - 1).Append(", n").Append(level).Append(": v}\n");
        Assert.Equal(DocumentErrorCode.LimitExceeded, Assert.Single(Assert.Single(Trees.ReadYaml(text.ToString())).Errors).Code);
    }

    [Fact]
    public void Aliases_cannot_make_a_tree_deeper_than_the_limit()
    {
        var text = new StringBuilder("- &a0 [x]\n");
        for (var level = 1; level < 300; level++)
            text.Append("- &a").Append(level).Append(" [*a").Append(level - 1).Append("]\n");
        var error = Assert.Single(Assert.Single(Trees.ReadYaml(text.ToString())).Errors);
        Assert.Equal(DocumentErrorCode.LimitExceeded, error.Code);
        Assert.Contains("128", error.Message, StringComparison.Ordinal);
        Assert.Equal(128, error.Span.Start.Line);
    }

    [Fact]
    public void A_few_aliases_are_fine()
    {
        var text = "base: &base [1, 2, 3]\n" + string.Concat(Enumerable.Range(0, 20_000).Select(index => $"k{index}: *base\n"));
        Assert.Empty(Assert.Single(Trees.ReadYaml(text)).Errors);
        Assert.NotEmpty(Assert.Single(Trees.ReadYaml(text + text.Replace("k", "l", StringComparison.Ordinal).Replace("base: &base", "c: &base", StringComparison.Ordinal))).Errors);
    }

    [Fact]
    public void More_nodes_or_bytes_than_the_limit_are_refused()
    {
        var limits = new ReadLimits { MaxNodes = 10, MaxBytes = 100 };
        Assert.Equal(DocumentErrorCode.LimitExceeded, Trees.ReadYaml("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", limits)[0].Errors[0].Code);
        Assert.Empty(Trees.ReadYaml("[1, 2, 3, 4, 5, 6, 7, 8, 9]", limits)[0].Errors);
        Assert.Equal(DocumentErrorCode.LimitExceeded, Trees.ReadJson("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", limits)[0].Errors[0].Code);
        Assert.Empty(Trees.ReadJson("[1, 2, 3, 4, 5, 6, 7, 8, 9]", limits)[0].Errors);
        Assert.Equal(DocumentErrorCode.LimitExceeded, Trees.ReadYaml(new string('a', 101), limits)[0].Errors[0].Code);
        Assert.Empty(Trees.ReadYaml(new string('a', 100), limits)[0].Errors);
        Assert.Equal(DocumentErrorCode.LimitExceeded, Trees.ReadJson('"' + new string('a', 99) + '"', limits)[0].Errors[0].Code);
        Assert.Empty(Trees.ReadJson('"' + new string('a', 98) + '"', limits)[0].Errors);
        Assert.Equal(DocumentErrorCode.LimitExceeded, Trees.ReadYaml("a: 1\n---\n" + new string('b', 200), limits)[^1].Errors[0].Code);
    }

    [Fact]
    public void A_scalar_just_below_the_limit_is_read()
    {
        var limits = new ReadLimits { MaxScalarLength = 10_000 };
        Assert.Empty(Assert.Single(Trees.ReadYaml("a: " + new string('x', 10_000), limits)).Errors);
        Assert.Equal(DocumentErrorCode.LimitExceeded, Assert.Single(Assert.Single(Trees.ReadYaml("a: " + new string('x', 10_001), limits)).Errors).Code);
        Assert.Empty(Assert.Single(Trees.ReadJson('"' + new string('x', 10_000) + '"', limits)).Errors);
        Assert.Equal(DocumentErrorCode.LimitExceeded, Assert.Single(Assert.Single(Trees.ReadJson('"' + new string('x', 10_001) + '"', limits)).Errors).Code);
    }

    [Theory]
    [InlineData("\"", "x")]
    [InlineData("{\"", "x")]
    [InlineData("", " ")]
    [InlineData("[", "\n")]
    [InlineData("", "1")]
    [InlineData("[1", "[")]
    [InlineData("", "[")]
    [InlineData("", "{\"a\":")]
    public void JSON_of_100_MB_without_an_end_is_refused_in_bounded_memory(string beginning, string piece)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        List<TreeDocument> documents = [.. JsonFormat.Instance.Read(new EndlessReader(piece, HundredMillion, beginning), null, ReadLimits.Default, TestContext.Current.CancellationToken)];
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Bounded);
        if (piece != " ")
            Assert.NotEmpty(Assert.Single(documents).Errors);
    }
}
