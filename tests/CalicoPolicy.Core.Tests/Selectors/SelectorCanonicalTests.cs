using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

public class SelectorCanonicalTests
{
    [Theory]
    [InlineData("", "s:5y5I3VdRZfDU01O--xXAPx2yxCQQqMf0M6IWug")]
    [InlineData(" (all() )", "s:5y5I3VdRZfDU01O--xXAPx2yxCQQqMf0M6IWug")]
    [InlineData("! (has( b)||! has(a ))", "s:Iss0uCleLYv1GSv_pNm7hAO58kE9jAx1NKyG3Q")]
    [InlineData("! (a == \"b\"&&! c != \"d\")", "s:lh3haoY1ikTRkd4UZu0nWSaIBknYLPJLX16d-w")]
    public void Has_the_id_that_Calico_gives_it(string text, string id) => Assert.Equal(id, Selector.Parse(text).UniqueId);

    [Theory]
    [InlineData("! (has( b)||! has(a ))", "!(has(b) || !has(a))")]
    [InlineData("! (a == \"b\"&&! c != \"d\")", "!(a == \"b\" && !c != \"d\")")]
    [InlineData("!(k=='v')", "!k == \"v\"")]
    [InlineData("has(x) && has(y) && global()", "(has(x) && has(y) && global())")]
    [InlineData("a == \"'\"", "a == \"'\"")]
    [InlineData("a != '\"'", "a != '\"'")]
    [InlineData("a startswith '\"'", "a starts with '\"'")]
    [InlineData("a in {'\"', 'x', \"'\"}", "a in {'\"', \"'\", \"x\"}")]
    [InlineData("a in {'z', 'z', 'x', 'B', 'x', 'a', ''}", "a in {\"\", \"B\", \"a\", \"x\", \"z\"}")]
    [InlineData("a not in {'ab', 'a', 'b'}", "a not in {\"a\", \"ab\", \"b\"}")]
    public void Is_written_in_one_way(string text, string canonical)
    {
        var selector = Selector.Parse(text);

        Assert.Equal(canonical, selector.Canonical);
        Assert.Equal(canonical, selector.Root.ToString());
        Assert.Equal(canonical, Selector.Parse(canonical).Canonical);
    }

    [Fact]
    public void Sets_are_sorted_by_the_bytes_of_UTF8_and_not_by_those_of_UTF16()
    {
        // U+FF61 is one UTF-16 unit above the surrogates and three bytes of UTF-8; the face is a surrogate pair and four bytes.
        var selector = Selector.Parse("a in {'\U0001F600', '\uFF61', 'z', '\u00E9', '\U0001F600\uFF61', '\U0001F600\U0001F600'}");

        Assert.Equal(
            "a in {\"z\", \"\u00E9\", \"\uFF61\", \"\U0001F600\", \"\U0001F600\uFF61\", \"\U0001F600\U0001F600\"}",
            selector.Canonical);
    }

    [Theory]
    [InlineData("", "all()")]
    [InlineData("\n\u00A0 a=='b' \r\n", "a == \"b\"")]
    [InlineData("  a = b\n", "a = b")]
    [InlineData("a &&\n b", "a &&\n b")]
    public void Normalising_forgives_space_round_the_text_and_leaves_the_rest_of_a_bad_one(string text, string normal) =>
        Assert.Equal(normal, Selector.Normalise(text));

    [Fact]
    public void Selectors_are_equal_when_their_canonical_texts_are()
    {
        var one = Selector.Parse("a in {'x','y'}");
        var same = Selector.Parse("(a in { \"y\", 'x', 'x' })");
        var other = Selector.Parse("a not in {'x','y'}");

        Assert.True(one == same);
        Assert.False(one != same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.Equal(one.UniqueId, same.UniqueId);
        Assert.True(one != other);
        Assert.False(one.Equals(null));
        Assert.Equal(Selector.All, Selector.Parse(" "));
    }

    [Fact]
    public void A_selector_made_from_a_tree_has_the_canonical_text()
    {
        var selector = new Selector(new AndNode(new HasNode("a"), new LabelValueNode("b", LabelOperator.NotEqual, "x")));

        Assert.Equal("(has(a) && b != \"x\")", selector.Text);
        Assert.Equal("(has(a) && b != \"x\")", selector.ToString());
    }
}
