using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Tests.Documents;

public class YamlErrorTests
{
    [Theory]
    [InlineData("a:\n\tb: 1\n", "2:1", "tab")]
    [InlineData("a:\n  b: 1\n\tc: 2\n", "3:1", "tab")]
    [InlineData("a:\n  - x\n  \t- y\n", "3:3", "tab")]
    [InlineData("a:\n  \tb: 1\n", "2:4", "tab")]
    [InlineData("a:\n  b: 1\n  \tc: 2\n", "3:3", "tab")]
    [InlineData("a:\n  \t[b]\n", "2:4", "tab")]
    [InlineData("a: b: c\n", "1:5", "': '")]
    [InlineData("a: 1\n  b: 2\n", "2:4", "': '")]
    [InlineData("a:\n    b: 1\n  c: 2\n", "3:3", "Indent")]
    [InlineData("a:\n- x\n - y\n  z\nb\nc: 1\n", "5:1", "colon")]
    [InlineData("a: [1, 2\nb: 3\n", "2:1", "bracket")]
    [InlineData("a: {b: 1\nc: 2\n", "2:1", "bracket")]
    [InlineData("a: 'x\nb: 1\n", "1:4", "quote")]
    [InlineData("a: \"x\n", "1:4", "quote")]
    [InlineData("a: @x\n", "1:4", "'@'")]
    [InlineData("a: `x`\n", "1:4", "'`'")]
    [InlineData("a: %x\n", "1:4", "'%'")]
    [InlineData("a: *\n", "1:5", "quotes")]
    [InlineData("a: \"\\q\"\n", "1:5", "backslash")]
    [InlineData("a: \"\\U00110000\"\n", "1:7", "escape")]
    [InlineData("a: \"\\UFFFFFFFF\"\n", "1:15", "escape")]
    [InlineData("a: 1\nb\nc: 2\n", "2:1", "colon")]
    [InlineData("a: |x\n  b\n", "1:5", "")]
    [InlineData("a: x\0y\n", "1:5", "U+0000")]
    [InlineData("a: 1\nb: \u0001\n", "2:4", "U+0001")]
    [InlineData("a: \u007F\n", "1:4", "U+007F")]
    [InlineData("a: b\uFEFF\n", "1:5", "U+FEFF")]
    [InlineData("a:\n  &x k # c\n  *x\n", "3:3", "colon")]
    [InlineData("- a *b: c\n", "1:3", "quotes")]
    [InlineData("- x\n- a *b:\n", "2:3", "quotes")]
    [InlineData("a: 1\n]\n", "2:1", "")]
    public void A_syntax_error_has_its_place_and_says_what_to_do(string text, string place, string part)
    {
        var document = Assert.Single(Trees.ReadYaml(text));
        var error = Assert.Single(document.Errors);
        Assert.Null(document.Root);
        Assert.Equal(DocumentErrorCode.InvalidSyntax, error.Code);
        Assert.Contains(part, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(place, error.Span.Start.ToString());
        Assert.Equal("a.yaml", error.File);
    }

    [Theory]
    [InlineData("a: [1,\n \t2,\n\t b: c]\n")]
    [InlineData("a: \"x\n \ty\"\nb: 'x\n\ty'\n")]
    [InlineData("a: |\n  \tx\n  y\n")]
    [InlineData("a:\tb\nc: d\t# e\n")]
    [InlineData("a: b\n  \tc\nd: e\n")]
    public void A_tab_that_indents_nothing_is_fine(string text) => Assert.Empty(Assert.Single(Trees.ReadYaml(text)).Errors);

    [Fact]
    public void Half_a_surrogate_pair_is_an_error() =>
        Assert.Equal("1:5", Assert.Single(Assert.Single(Trees.ReadYaml("a: x" + '\uD800' + "\n")).Errors).Span.Start.ToString());

    [Fact]
    public void A_name_that_begins_with_a_star_is_told_to_be_quoted() =>
        Assert.Contains("quotes", Assert.Single(Assert.Single(Trees.ReadYaml("a: *.example.com\n")).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void A_second_key_is_an_error_at_its_place_that_names_the_first()
    {
        var document = Assert.Single(Trees.ReadYaml("a: 1\nb:\n  c: 1\n  c: 2\na: 3\nd: *none\n"));
        Assert.Equal(
            ["DuplicateKey 4:3", "DuplicateKey 5:1", "InvalidAlias 6:4"],
            document.Errors.Select(error => $"{error.Code} {error.Span.Start}"));
        Assert.Contains("line 3", document.Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("line 1", document.Errors[1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1: a\n'1': b\n")]
    [InlineData("yes: a\ntrue: b\n")]
    [InlineData("a: 1\n\"\\x61\": 2\n")]
    [InlineData("<<: {}\n<<: {}\n")]
    public void Keys_are_the_same_when_their_text_is(string text) =>
        Assert.Equal(DocumentErrorCode.DuplicateKey, Assert.Single(Assert.Single(Trees.ReadYaml(text)).Errors).Code);

    [Fact]
    public void A_second_key_is_found_in_mappings_of_any_size()
    {
        var text = string.Concat(Enumerable.Range(0, 5000).Select(index => $"key{index}: {index}\n")) + "key4321: x\nkey0: y\n";
        Assert.Equal(["5001:1", "5002:1"], Assert.Single(Trees.ReadYaml(text)).Errors.Select(error => error.Span.Start.ToString()));
    }

    [Fact]
    public void Errors_of_one_document_are_limited_in_number() =>
        Assert.Equal(100, Assert.Single(Trees.ReadYaml(string.Concat(Enumerable.Repeat("a: 1\n", 5000)))).Errors.Count);

    [Theory]
    [InlineData("a: &a [*a]\n", "1:8")]
    [InlineData("a: &a {b: {c: *a}}\n", "1:15")]
    [InlineData("a: *b\nb: &b 1\n", "1:4")]
    [InlineData("*x : 1\n", "1:1")]
    [InlineData("--- &a\n? *a\n: 1\n", "2:3")]
    public void An_alias_to_nothing_or_to_itself_is_an_error(string text, string place)
    {
        var error = Assert.Single(Assert.Single(Trees.ReadYaml(text)).Errors);
        Assert.Equal(DocumentErrorCode.InvalidAlias, error.Code);
        Assert.Equal(place, error.Span.Start.ToString());
    }

    [Fact]
    public void An_anchor_does_not_reach_into_the_next_document() =>
        Assert.Equal(DocumentErrorCode.InvalidAlias, Assert.Single(Trees.ReadYaml("a: &a 1\n---\nb: *a\n")[1].Errors).Code);

    [Fact]
    public void A_reader_that_fails_is_an_error_and_no_exception()
    {
        var documents = Trees.ReadYaml(new FailingReader("a: 1\n---\nb: "));
        Assert.Equal([0, 1], documents.Select(document => document.Errors.Count));
        Assert.Equal(DocumentErrorCode.FileUnreadable, documents[1].Errors[0].Code);
        Assert.Equal("3:4", documents[1].Errors[0].Span.Start.ToString());
    }

    [Fact]
    public void Reading_stops_when_asked()
    {
        using var source = new CancellationTokenSource();
        var documents = new CalicoPolicy.Yaml.YamlFormat().Read(new EndlessReader("a: 1\n---\n"), null, ReadLimits.Default, source.Token);
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var document in documents)
            {
                if (document.Index == 100)
                    source.Cancel();
            }
        });
    }
}
