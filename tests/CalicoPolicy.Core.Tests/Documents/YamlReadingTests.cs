using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Tests.Documents;

public class YamlReadingTests
{
    [Fact]
    public void Nodes_and_keys_know_their_place()
    {
        const string Text = """
            # about
            kind: Tier
            spec:
              order: 100
              empty:
              list:
              - a
              - 'b c'
              - k: v
                w: "x"
              flow: [1, {p: q}, r: s]
              map: {}
            last: |
              text

            """;
        Assert.Equal(
            "2:1-15:1{kind@2:1-2:5: Tier@2:7-2:11, spec@3:1-3:5: 4:3-12:10{order@4:3-4:8: 100@4:10-4:13, empty@5:3-5:8: @5:9-5:9, "
            + "list@6:3-6:7: 7:3-10:11[a@7:5-7:6, b c@8:5-8:10, 9:5-10:11{k@9:5-9:6: v@9:8-9:9, w@10:5-10:6: x@10:8-10:11}], "
            + "flow@11:3-11:7: 11:9-11:26[1@11:10-11:11, 11:13-11:19{p@11:14-11:15: q@11:17-11:18}, 11:21-11:25{r@11:21-11:22: s@11:24-11:25}], "
            + "map@12:3-12:6: 12:8-12:10{}}, last@13:1-13:5: text\n@13:7-15:1}",
            Trees.ShowPlaces(Trees.Yaml(Text)));
    }

    [Fact]
    public void A_stream_gives_its_documents_with_index_and_absolute_lines()
    {
        const string Text = "# license\n---\na: 1\n---\n# nothing\n---\nb: 2\n...\n# between\n---\n--- # c\nc: 3\n--- {d: 4}\n---\n";
        var documents = Trees.ReadYaml(Text);
        Assert.Equal([0, 2, 4, 5], documents.Select(document => document.Index));
        Assert.Equal(["3:1", "7:1", "12:1", "13:5"], documents.Select(document => document.Root!.Span.Start.ToString()));
        Assert.All(documents, document => Assert.Empty(document.Errors));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only\n# comments")]
    [InlineData("---\n")]
    [InlineData("---\n---\n# x\n...\n")]
    [InlineData("\uFEFF")]
    public void A_text_without_content_has_no_documents(string text) => Assert.Empty(Trees.ReadYaml(text));

    [Fact]
    public void A_document_that_says_null_is_one() =>
        Assert.Equal("Null\"~\"", Trees.Show(Assert.Single(Trees.ReadYaml("--- ~\n")).Root));

    [Fact]
    public void An_error_in_one_document_leaves_the_others()
    {
        var documents = Trees.ReadYaml("a: 1\n---\nb: [1\n---\nc: 'x\n---\nd: 4\n");
        Assert.Equal([0, 1, 1, 0], documents.Select(document => document.Errors.Count));
        Assert.Equal("{\"d\":Integer\"4\",}", Trees.Show(documents[3].Root));
        Assert.Equal(7, documents[3].Root!.Span.Start.Line);
        Assert.Equal(3, documents[3].Index);
        Assert.All(documents.Where(document => document.Errors.Count > 0), document => Assert.Null(document.Root));
    }

    [Theory]
    [InlineData("a: 1\r\nb:\r\n- x\r\n---\r\nc: 2\r\n")]
    [InlineData("a: 1\rb:\r- x\r---\rc: 2\r")]
    [InlineData("\uFEFFa: 1\nb:\n- x\n---\nc: 2")]
    [InlineData("%YAML 1.1\n---\na: 1\nb:\n- x\n...\n%YAML 1.2\n---\nc: 2\n")]
    [InlineData("%TAG ! tag:example.org,2000:\n---\na: 1\nb: [x]\n---\nc: 2\n")]
    public void Line_ends_marks_and_directives_do_not_matter(string text)
    {
        var documents = Trees.ReadYaml(text);
        Assert.Equal(["{\"a\":Integer\"1\",\"b\":[\"x\",],}", "{\"c\":Integer\"2\",}"], documents.Select(document => Trees.Show(document.Root)));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n")]
    public void Lines_count_the_same_for_every_line_end(string lineEnd)
    {
        var documents = Trees.ReadYaml("a: 1\n\nb: 2\n---\nc: 3\n".Replace("\n", lineEnd, StringComparison.Ordinal));
        Assert.Equal("1:1-3:5{a@1:1-1:2: 1@1:4-1:5, b@3:1-3:2: 2@3:4-3:5}", Trees.ShowPlaces(documents[0].Root!));
        Assert.Equal("5:1-5:5{c@5:1-5:2: 3@5:4-5:5}", Trees.ShowPlaces(documents[1].Root!));
    }

    [Fact]
    public void A_marker_in_a_block_of_text_ends_the_document()
    {
        var documents = Trees.ReadYaml("a: |\n  one\n---\nb: 2\n");
        Assert.Equal(["{\"a\":\"one\\000A\",}", "{\"b\":Integer\"2\",}"], documents.Select(document => Trees.Show(document.Root)));
    }

    [Theory]
    [InlineData("a: |\n  one\n  ---\n  ...\n", "{\"a\":\"one\\000A---\\000A...\\000A\",}")]
    [InlineData("a: ---x\nb: --- y\n", "{\"a\":\"---x\",\"b\":\"--- y\",}")]
    [InlineData("---x: 1\n", "{\"---x\":Integer\"1\",}")]
    [InlineData("...x: 1\n", "{\"...x\":Integer\"1\",}")]
    public void What_only_looks_like_a_marker_is_none(string text, string expected) => Assert.Equal(expected, Trees.Show(Trees.Yaml(text)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void The_pieces_in_which_a_text_comes_do_not_matter(int size)
    {
        var text = string.Concat(Enumerable.Repeat("# c\r\n---\r\na: \"\U0001F600 x\"\r\nb: |\r\n  t\r\n...\r\n---\nc: [1, 2]\n", 40));
        var whole = Trees.ReadYaml(text);
        var parts = Trees.ReadYaml(new SlowReader(text, size));
        Assert.Equal(whole.Select(Describe), parts.Select(Describe));
        Assert.Equal(80, whole.Count);

        static string Describe(TreeDocument document) => $"{document.Index} {document.HasComments} {Trees.ShowPlaces(document.Root!)}";
    }

    [Theory]
    [InlineData("a: 1\n", false)]
    [InlineData("a: '#'\n", false)]
    [InlineData("a: x#y\n", false)]
    [InlineData("a: ' # '\nb: \"\n # \"\n", false)]
    [InlineData("a: |\n  # text\n  #\n", false)]
    [InlineData("a: |\n  text\n# comment\n", true)]
    [InlineData("a: | # comment\n  text\n", true)]
    [InlineData("a: 1 # c\n", true)]
    [InlineData("# c\na: 1\n", true)]
    [InlineData("a: 1\n#", true)]
    [InlineData("a: [1, # c\n 2]\n", true)]
    [InlineData("a: # c\n  b: 1\n", true)]
    [InlineData("a: 1\t# c\n", true)]
    [InlineData("a: &x#y 1\n", false)]
    public void Comments_are_noticed(string text, bool expected) => Assert.Equal(expected, Assert.Single(Trees.ReadYaml(text)).HasComments);

    [Fact]
    public void Comments_belong_to_their_document() =>
        Assert.Equal([true, false, true], Trees.ReadYaml("a: 1\n# x\n---\nb: 2\n---\nc: 3 # y\n").Select(document => document.HasComments));

    [Theory]
    [InlineData("b: &b {x: 1, w: 2}\nm:\n  <<: *b\n  x: 3\n", "{\"x\":Integer\"3\",\"w\":Integer\"2\",}")]
    [InlineData("b: &b {x: 1}\nc: &c {x: 2, z: 3}\nm:\n  <<: [*b, *c]\n", "{\"x\":Integer\"1\",\"z\":Integer\"3\",}")]
    [InlineData("b: &b {x: 1}\nm: {a: 0, <<: *b}\n", "{\"a\":Integer\"0\",\"x\":Integer\"1\",}")]
    [InlineData("b: &b {x: 1}\nm: {x: 1, <<: *b}\n", "{\"x\":Integer\"1\",}")]
    [InlineData("m:\n  <<: {x: 1}\n", "{\"x\":Integer\"1\",}")]
    [InlineData("m:\n  '<<': {x: 1}\n", "{\"<<\":{\"x\":Integer\"1\",},}")]
    public void Merge_keys_bring_the_fields_of_another_mapping(string text, string expected) =>
        Assert.Equal(expected, Trees.Show(((TreeMapping)Trees.Yaml(text))["m"]));

    [Fact]
    public void A_merge_that_kubectl_reads_otherwise_than_YAML_says_is_an_error()
    {
        // kubectl takes x: 1 here, as the merge comes last.
        var error = Assert.Single(Assert.Single(Trees.ReadYaml("b: &b {x: 1}\nm:\n  x: 2\n  <<: *b\n")).Errors);
        Assert.Equal(DocumentErrorCode.DuplicateKey, error.Code);
        Assert.Equal("4:3", error.Span.Start.ToString());
        Assert.Contains("line 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_is_the_very_node_it_names()
    {
        var root = (TreeMapping)Trees.Yaml("a: &x [1]\nb: *x\nc: &y k\n*y : v\n");
        Assert.Same(root["a"], root["b"]);
        Assert.Equal("String", Assert.IsType<TreeScalar>(root["k"]).Kind.ToString());
    }
}
