using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Tests.Documents;

public class YamlWritingTests
{
    [Fact]
    public void A_tree_comes_out_as_kubectl_prints_it()
    {
        var tree = Trees.Map(
            ("apiVersion", Trees.String("projectcalico.org/v3")),
            ("metadata", Trees.Map(("name", Trees.String("a")), ("labels", Trees.Map()), ("annotations", Trees.Map(("a.b/c", Trees.String("x: y")))))),
            ("spec", Trees.Map(
                ("order", new TreeScalar(ScalarKind.Integer, "100", default)),
                ("types", Trees.List()),
                ("ingress", Trees.List(
                    Trees.Map(("action", Trees.String("Allow")), ("source", Trees.Map(("nets", Trees.List(Trees.String("10.0.0.0/8")))))),
                    Trees.List(Trees.String("a"), Trees.List(Trees.String("b"), Trees.Map(("c", Trees.String("d")), ("e", Trees.List(Trees.String("f"))))))))))
            );
        const string Expected = """
            apiVersion: projectcalico.org/v3
            metadata:
              name: a
              labels: {}
              annotations:
                a.b/c: 'x: y'
            spec:
              order: 100
              types: []
              ingress:
              - action: Allow
                source:
                  nets:
                  - 10.0.0.0/8
              - - a
                - - b
                  - c: d
                    e:
                    - f

            """;
        Assert.Equal(Expected, Trees.WriteYaml(tree));
        Assert.Equal(Trees.Show(tree), Trees.Show(Trees.Yaml(Expected)));
    }

    [Fact]
    public void Documents_are_separated_and_lines_end_in_line_feeds()
    {
        using var text = new StringWriter { NewLine = "\r\n" };
        new CalicoPolicy.Yaml.YamlFormat().Write([Trees.Map(("a", Trees.String("b\nc\n"))), Trees.List(Trees.String("d")), Trees.String("e")], text);
        Assert.Equal("a: |\n  b\n  c\n---\n- d\n---\ne\n", text.ToString());
    }

    // Never plain: a reader of some YAML version takes these for something else.
    [Theory]
    [InlineData("")]
    [InlineData("y")]
    [InlineData("N")]
    [InlineData("yEs")]
    [InlineData("No")]
    [InlineData("oN")]
    [InlineData("off")]
    [InlineData("TRUE")]
    [InlineData("fAlse")]
    [InlineData("null")]
    [InlineData("Null")]
    [InlineData("~")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("0755")]
    [InlineData("0o17")]
    [InlineData("0x1F")]
    [InlineData("0b11")]
    [InlineData("1_000")]
    [InlineData("1,000")]
    [InlineData("1e3")]
    [InlineData("1E400")]
    [InlineData("1.5")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("10.0.0.1")]
    [InlineData("1:30")]
    [InlineData("190:20:30.15")]
    [InlineData("8080:8090")]
    [InlineData("2001-01-01")]
    [InlineData("2001-12-14t21:59:43.10-05:00")]
    [InlineData("2001-12-14 21:59:43.10 -5")]
    [InlineData(".inf")]
    [InlineData("-.INF")]
    [InlineData(".NaN")]
    [InlineData("nan")]
    [InlineData("=")]
    [InlineData("<<")]
    [InlineData("---")]
    [InlineData("...")]
    [InlineData("- a")]
    [InlineData("-")]
    [InlineData("? a")]
    [InlineData(": a")]
    [InlineData("::1")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("a: b")]
    [InlineData("a:")]
    [InlineData("a #b")]
    [InlineData("#a")]
    [InlineData("[a]")]
    [InlineData("{a}")]
    [InlineData("*.example.com")]
    [InlineData("&a")]
    [InlineData("!has(x)")]
    [InlineData("|")]
    [InlineData(">")]
    [InlineData("'a'")]
    [InlineData("\"a\"")]
    [InlineData("%a")]
    [InlineData("@a")]
    [InlineData("`a`")]
    [InlineData(",a")]
    public void What_could_be_misread_is_in_single_quotes(string text) =>
        Assert.Equal($"'{text.Replace("'", "''", StringComparison.Ordinal)}': '{text.Replace("'", "''", StringComparison.Ordinal)}'\n", Trees.WriteYaml(Trees.Map((text, Trees.String(text)))));

    [Theory]
    [InlineData("a")]
    [InlineData("yes please")]
    [InlineData("projectcalico.org/v3")]
    [InlineData("app == 'x' && role in {'a', \"b\"}")]
    [InlineData("has(app)")]
    [InlineData("10.0.0.0/8")]
    [InlineData("fe80::/10")]
    [InlineData("www.example.com")]
    [InlineData("a:b")]
    [InlineData("a#b")]
    [InlineData("1st")]
    [InlineData("/path")]
    [InlineData("größe")]
    [InlineData("日本")]
    [InlineData("\U0001F600")]
    [InlineData("x-y")]
    public void What_no_reader_can_misread_is_plain(string text) =>
        Assert.Equal($"{text}: {text}\n", Trees.WriteYaml(Trees.Map((text, Trees.String(text)))));

    [Theory]
    [InlineData("\t", "\"\\t\"")]
    [InlineData("a\tb", "\"a\\tb\"")]
    [InlineData("a\rb\n", "\"a\\rb\\n\"")]
    [InlineData("\0", "\"\\0\"")]
    [InlineData("\u0007\u001B\u007F", "\"\\x07\\x1B\\x7F\"")]
    [InlineData("a\u0085b", "\"a\\x85b\"")]
    [InlineData("a\u00A0b", "\"a\\xA0b\"")]
    [InlineData("a\u2028b\u2029", "\"a\\u2028b\\u2029\"")]
    [InlineData("\uFEFFa", "\"\\uFEFFa\"")]
    [InlineData("a\u202Eb", "\"a\\u202Eb\"")]
    [InlineData("\uFFFE\uFFFF", "\"\\uFFFE\\uFFFF\"")]
    [InlineData("\"\\\u0001", "\"\\\"\\\\\\x01\"")]
    [InlineData("\U000E0001", "\"\\U000E0001\"")]
    [InlineData("\na", "\"\\na\"")]
    [InlineData(" a\nb", "\" a\\nb\"")]
    [InlineData("a \nb", "\"a \\nb\"")]
    [InlineData("a\n\tb", "\"a\\n\\tb\"")]
    [InlineData("a\nb ", "\"a\\nb \"")]
    [InlineData("\n", "\"\\n\"")]
    public void What_cannot_be_seen_is_escaped(string text, string expected)
    {
        var written = Trees.WriteYaml(Trees.Map(("a", Trees.String(text))));
        Assert.Equal("a: " + expected + "\n", written);
        Assert.Equal(text, Trees.Scalar(expected).Text);
    }

    [Theory]
    [InlineData("a\nb", "a: |-\n  a\n  b\n")]
    [InlineData("a\nb\n", "a: |\n  a\n  b\n")]
    [InlineData("a\nb\n\n", "a: |+\n  a\n  b\n\n")]
    [InlineData("a\n\n\n", "a: |+\n  a\n\n\n")]
    [InlineData("a\n\n  b\n", "a: |\n  a\n\n    b\n")]
    [InlineData("a\tb\nc", "a: |-\n  a\tb\n  c\n")]
    [InlineData("# a\n--- b\n---\n", "a: |\n  # a\n  --- b\n  ---\n")]
    public void Text_of_several_lines_is_a_block(string text, string expected)
    {
        var tree = Trees.Map(("a", Trees.String(text)));
        Assert.Equal(expected, Trees.WriteYaml(tree));
        Assert.Equal(Trees.Show(tree), Trees.Show(Trees.Yaml(expected)));
        Assert.Equal(
            [Trees.Show(tree), Trees.Show(tree)],
            Trees.ReadYaml(Trees.WriteYaml(tree, tree)).Select(document => Trees.Show(document.Root)));
    }

    [Fact]
    public void Long_lines_are_not_folded_and_long_keys_are_read_back()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 5000));
        var key = new string('k', 2000);
        var tree = Trees.Map(("a", Trees.String(text)), (key, Trees.List(Trees.Map((key + ": ", Trees.Map(("b", Trees.List())))))), ("z", Trees.String("")));
        var written = Trees.WriteYaml(tree);
        Assert.Equal(8, written.Split('\n').Length);
        Assert.Equal(Trees.Show(tree), Trees.Show(Trees.Yaml(written)));
    }

    [Theory]
    [InlineData(ScalarKind.Integer, "0x1F", "31")]
    [InlineData(ScalarKind.Integer, "0755", "493")]
    [InlineData(ScalarKind.Integer, "1_000", "1000")]
    [InlineData(ScalarKind.Integer, "-12", "-12")]
    [InlineData(ScalarKind.Integer, "18446744073709551615", "18446744073709551615")]
    [InlineData(ScalarKind.Integer, "0xFFFFFFFFFFFFFFFF", "18446744073709551615")]
    [InlineData(ScalarKind.Float, "1e3", "1000.0")]
    [InlineData(ScalarKind.Float, "1.50", "1.50")]
    [InlineData(ScalarKind.Float, "1.5e+3", "1.5e+3")]
    [InlineData(ScalarKind.Float, "1e30", "1.0e+30")]
    [InlineData(ScalarKind.Float, ".5", "0.5")]
    [InlineData(ScalarKind.Float, "-.Inf", "-.inf")]
    [InlineData(ScalarKind.Boolean, "yes", "true")]
    [InlineData(ScalarKind.Boolean, "false", "false")]
    [InlineData(ScalarKind.Null, "~", "null")]
    [InlineData(ScalarKind.Null, "null", "null")]
    public void Other_scalars_come_out_so_that_every_version_reads_the_same_value(ScalarKind kind, string text, string expected)
    {
        var written = Trees.WriteYaml(Trees.Map(("a", new TreeScalar(kind, text, default))));
        Assert.Equal($"a: {expected}\n", written);
        Assert.Equal(kind, Trees.Scalar(expected).Kind);
    }

    [Fact]
    public void Nothing_stays_nothing()
    {
        var nothing = new TreeScalar(ScalarKind.Null, "", default);
        var tree = Trees.Map(("a", nothing), ("b", Trees.List(nothing, nothing)), ("c", nothing));
        Assert.Equal("a:\nb:\n-\n-\nc:\n", Trees.WriteYaml(tree));
        Assert.Equal(Trees.Show(tree), Trees.Show(Trees.Yaml("a:\nb:\n-\n-\nc:\n")));
        Assert.Equal("null\n", Trees.WriteYaml(nothing));
    }

    [Fact]
    public void Half_a_surrogate_pair_cannot_be_written()
    {
        var tree = Trees.Map(("a", Trees.String("b" + '\uDC00')));
        Assert.Throws<ArgumentException>(() => Trees.WriteYaml(tree));
        Assert.Throws<ArgumentException>(() => Trees.Write(JsonFormat.Instance, tree));
    }
}
