using System.Text;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Tests.Documents;

public class JsonReadingTests
{
    [Fact]
    public void Nodes_and_keys_know_their_place()
    {
        const string Text = "{\n  \"a\": [1, true, null],\r\n  \"ä😀\": {\"b\" : \"ü\\n\"}, \"c\": {},\n  \"d\": -1.5e3 }\n";
        Assert.Equal(
            "1:1-4:16{a@2:3-2:6: 2:8-2:23[1@2:9-2:10, true@2:12-2:16, null@2:18-2:22], ä😀@3:3-3:8: 3:10-3:23{b@3:11-3:14: ü\n@3:17-3:22}, "
            + "c@3:25-3:28: 3:30-3:32{}, d@4:3-4:6: -1.5e3@4:8-4:14}",
            Trees.ShowPlaces(Assert.Single(Trees.ReadJson(Text)).Root!));
    }

    [Fact]
    public void Several_values_are_several_documents()
    {
        var documents = Trees.ReadJson("\uFEFF {\"a\":1}{\"b\":2}\n[3]\n\"x\" 4 null\r\n5 ");
        Assert.Equal(
            ["{\"a\":Integer\"1\",}", "{\"b\":Integer\"2\",}", "[Integer\"3\",]", "\"x\"", "Integer\"4\"", "Null\"null\"", "Integer\"5\""],
            documents.Select(document => Trees.Show(document.Root)));
        Assert.Equal(["1:2", "1:9", "2:1", "3:1", "3:5", "3:7", "4:1"], documents.Select(document => document.Root!.Span.Start.ToString()));
        Assert.Equal(Enumerable.Range(0, 7), documents.Select(document => document.Index));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\r\n")]
    [InlineData("\uFEFF")]
    public void A_text_without_content_has_no_documents(string text) => Assert.Empty(Trees.ReadJson(text));

    [Theory]
    [InlineData("12", ScalarKind.Integer)]
    [InlineData("-0", ScalarKind.Integer)]
    [InlineData("18446744073709551615", ScalarKind.Integer)]
    [InlineData("18446744073709551616", ScalarKind.Float)]
    [InlineData("-9223372036854775809", ScalarKind.Float)]
    [InlineData("1.0", ScalarKind.Float)]
    [InlineData("1e3", ScalarKind.Float)]
    [InlineData("1E-400", ScalarKind.Float)]
    public void Numbers_keep_their_text(string text, ScalarKind kind)
    {
        var scalar = Assert.IsType<TreeScalar>(Assert.Single(Trees.ReadJson(text)).Root);
        Assert.Equal((kind, text), (scalar.Kind, scalar.Text));
        Assert.True(ScalarValues.TryGetDouble(scalar, out _));
    }

    [Theory]
    [InlineData("{\"a\": 1,}", "1:9", "comma")]
    [InlineData("{\n  \"a\": 1\n  \"b\": 2\n}", "3:3", "comma")]
    [InlineData("{\"ä😀\": x}", "1:9", "JSON")]
    [InlineData("{'a': 1}", "1:2", "double quotes")]
    [InlineData("{a: 1}", "1:2", "double quotes")]
    [InlineData("{\"a\": 1 // c\n}", "1:9", "")]
    [InlineData("[1, // c\n2]", "1:5", "comments")]
    [InlineData("{\"a\": \"x\ny\"}", "1:9", "line break")]
    [InlineData("{\"a\": \"x", "1:9", "closed")]
    [InlineData("{\"a\": [1", "1:9", "cut off")]
    [InlineData("[\n\n   01]", "3:5", "")]
    [InlineData("[\"\\q\"]", "1:4", "backslash")]
    [InlineData("}", "1:1", "")]
    [InlineData("nul", "1:4", "")]
    [InlineData("1e999", "1:1", "too large")]
    public void A_syntax_error_has_its_place_and_says_what_to_do(string text, string place, string part)
    {
        var error = Assert.Single(Assert.Single(Trees.ReadJson(text)).Errors);
        Assert.Equal(DocumentErrorCode.InvalidSyntax, error.Code);
        Assert.Contains(part, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("LineNumber", error.Message, StringComparison.Ordinal);
        Assert.Equal(place, error.Span.Start.ToString());
    }

    [Fact]
    public void A_second_key_is_an_error_at_its_place_that_names_the_first()
    {
        var document = Assert.Single(Trees.ReadJson("{\"a\": 1,\n\"b\": {\"c\": 1, \"\\u0063\": 2},\n \"a\": 3}"));
        Assert.Equal(["DuplicateKey 2:15", "DuplicateKey 3:2"], document.Errors.Select(error => $"{error.Code} {error.Span.Start}"));
        Assert.Contains("line 1", document.Errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_an_error_the_next_line_that_begins_with_a_brace_goes_on()
    {
        var documents = Trees.ReadJson("{\"a\": 1}\n{\"b\": x}\n{\"c\": 3}\n{\n  \"d\": [\n}\n{\"e\": 5}");
        Assert.Equal([0, 1, 0, 1, 0], documents.Select(document => document.Errors.Count));
        Assert.Equal("{\"e\":Integer\"5\",}", Trees.Show(documents[^1].Root));
        Assert.Equal("7:1", documents[^1].Root!.Span.Start.ToString());
        Assert.Equal("6:1", documents[3].Errors[0].Span.Start.ToString());
    }

    [Theory]
    [InlineData("[\"\\ud800\"]")]
    [InlineData("{\"\\udc00x\": 1}")]
    public void Half_a_surrogate_pair_is_an_error(string text) =>
        Assert.Equal(DocumentErrorCode.InvalidEncoding, Assert.Single(Assert.Single(Trees.ReadJson(text)).Errors).Code);

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_an_error_at_their_place()
    {
        using var bytes = new MemoryStream([.. "{\"a\": 1,\n\"b\": \"x"u8, 0xFF, .. "\"}"u8]);
        var document = Assert.Single(JsonFormat.ReadUtf8(bytes, null, ReadLimits.Default, TestContext.Current.CancellationToken));
        Assert.Equal("InvalidEncoding 2:6", string.Join(' ', document.Errors.Select(error => $"{error.Code} {error.Span.Start}")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void The_pieces_in_which_a_text_comes_do_not_matter(int size)
    {
        var text = string.Concat(Enumerable.Range(0, 600).Select(index => $"{{\"k{index}\": [\"😀\\u00e4\", {index}.5e1,\r\n true],\n\"long\": \"{new string('x', index * 5)}\"}}\n")) + "{x}\n{\"z\": 1}";
        var whole = Trees.ReadJson(text);
        var parts = JsonFormat.ReadUtf8(new TricklingStream(Encoding.UTF8.GetBytes(text), size), "a.json", ReadLimits.Default, TestContext.Current.CancellationToken);
        Assert.Equal(whole.Select(Describe), parts.Select(Describe));
        Assert.Equal(602, whole.Count);
        Assert.Equal("1801:2", whole[600].Errors[0].Span.Start.ToString());

        static string Describe(TreeDocument document) => document.Root is null ? document.Errors[0].ToString() : Trees.ShowPlaces(document.Root);
    }

    [Fact]
    public void The_text_of_a_value_is_never_held_as_a_whole()
    {
        // Values of 1,000 characters to the third limit, of which the tree holds 20.
        var text = new EndlessReader("\"" + new string('x', 1000) + "\",\n", 100_000_000, "[", "1]");
        var before = GC.GetAllocatedBytesForCurrentThread();
        List<TreeDocument> documents = [.. JsonFormat.Instance.Read(text, null, new ReadLimits { MaxNodes = 20 }, TestContext.Current.CancellationToken)];
        Assert.Equal(DocumentErrorCode.LimitExceeded, Assert.Single(documents).Errors[0].Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Trees_are_written_indented_with_line_feeds()
    {
        var tree = Trees.Map(
            ("a", Trees.String("<é\n😀\u2028>")),
            ("b", Trees.List(new TreeScalar(ScalarKind.Integer, "0x1F", default), new TreeScalar(ScalarKind.Boolean, "yes", default), new TreeScalar(ScalarKind.Null, "", default))),
            ("c", new TreeScalar(ScalarKind.Float, ".inf", default)),
            ("d", Trees.Map()));
        var text = Trees.Write(JsonFormat.Instance, tree, Trees.List());
        Assert.Equal("{\n  \"a\": \"<é\\n😀\\u2028>\",\n  \"b\": [\n    31,\n    true,\n    null\n  ],\n  \"c\": \".inf\",\n  \"d\": {}\n}\n[]\n", text.Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal));
        Assert.Equal(2, Trees.ReadJson(text).Count);
    }
}
