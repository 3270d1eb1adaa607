using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

/// <summary>What is a selector, shown by the canonical text that it is read as.</summary>
public class SelectorGrammarTests
{
    [Theory]
    [InlineData("a==\"b\"", "a == \"b\"")]
    [InlineData("a\t==\t'b' ", "a == \"b\"")]
    [InlineData("a!='b'", "a != \"b\"")]
    [InlineData("a contains'b'", "a contains \"b\"")]
    [InlineData("a startswith 'b'", "a starts with \"b\"")]
    [InlineData("a starts \t with 'b'", "a starts with \"b\"")]
    [InlineData("a endswith'b'", "a ends with \"b\"")]
    [InlineData("a ends  with 'b'", "a ends with \"b\"")]
    [InlineData("a in{'b'}", "a in {\"b\"}")]
    [InlineData("a notin{'b'}", "a not in {\"b\"}")]
    [InlineData("a not  in {'b'}", "a not in {\"b\"}")]
    [InlineData("a not in{'b'}&&!has(c)||d in{'e'}", "((a not in {\"b\"} && !has(c)) || d in {\"e\"})")]
    public void Operators_may_stand_close_or_far(string text, string canonical) => AssertReads(text, canonical);

    [Theory]
    [InlineData("has(x)", "has(x)")]
    [InlineData("has( \tx )", "has(x)")]
    [InlineData("all( )", "all()")]
    [InlineData("all(\t)", "all()")]
    [InlineData("global( )", "global()")]
    [InlineData("has(calico/k8s_NS-.1/role)", "has(calico/k8s_NS-.1/role)")]
    public void Calls_take_space_inside_the_parentheses(string text, string canonical) => AssertReads(text, canonical);

    [Theory]
    [InlineData("contains contains 'contains'", "contains contains \"contains\"")]
    [InlineData("in in {'in'}", "in in {\"in\"}")]
    [InlineData("not not in {'x'}", "not not in {\"x\"}")]
    [InlineData("startswith starts with 'x'", "startswith starts with \"x\"")]
    [InlineData("has == 'x'", "has == \"x\"")]
    [InlineData("all == 'x'", "all == \"x\"")]
    [InlineData("global != 'x'", "global != \"x\"")]
    [InlineData("has(has)", "has(has)")]
    [InlineData("allx == 'x'", "allx == \"x\"")]
    [InlineData("/.-_/ == 'x'", "/.-_/ == \"x\"")]
    [InlineData("0 == 'x'", "0 == \"x\"")]
    public void Labels_may_be_called_like_words_of_the_language(string text, string canonical) => AssertReads(text, canonical);

    [Theory]
    [InlineData("a == ''", "a == \"\"")]
    [InlineData("a == 'line\nbreak\ttab\\'", "a == \"line\nbreak\ttab\\\"")]
    [InlineData("a == \"it's\"", "a == \"it's\"")]
    [InlineData("a == 'say \"hi\"'", "a == 'say \"hi\"'")]
    [InlineData("a == 'ünï \U0001F600'", "a == \"ünï \U0001F600\"")]
    public void Values_hold_anything_but_their_own_quote(string text, string canonical) => AssertReads(text, canonical);

    [Theory]
    [InlineData("a in {}", "a in {}")]
    [InlineData("a not in { }", "a not in {}")]
    [InlineData("a in {'x',}", "a in {\"x\"}")]
    [InlineData("a in { 'x' , \"y\" , }", "a in {\"x\", \"y\"}")]
    public void Sets_may_be_empty_and_end_in_a_comma(string text, string canonical) => AssertReads(text, canonical);

    [Theory]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData(" (all() )")]
    public void Nothing_is_everything(string text) => AssertReads(text, "all()");

    [Theory]
    [InlineData("!a == 'x' && b == 'y'", "(!a == \"x\" && b == \"y\")")]
    [InlineData("!(a == 'x' && b == 'y')", "!(a == \"x\" && b == \"y\")")]
    [InlineData("has(a) || has(b) && has(c)", "(has(a) || (has(b) && has(c)))")]
    [InlineData("(has(a) || has(b)) && has(c)", "((has(a) || has(b)) && has(c))")]
    [InlineData("has(a) && has(b) && has(c)", "(has(a) && has(b) && has(c))")]
    public void Not_binds_before_and_before_or(string text, string canonical) => AssertReads(text, canonical);

    [Theory]
    [InlineData("!!has(a)", "has(a)")]
    [InlineData("! ! !has(a)", "!has(a)")]
    [InlineData("!!!!has(a)", "has(a)")]
    public void A_row_of_negations_is_one_or_none(string text, string canonical) => AssertReads(text, canonical);

    [Theory]
    [InlineData("((((has(a)))))", "has(a)")]
    [InlineData("has(a) && (has(b) && has(c))", "(has(a) && (has(b) && has(c)))")]
    [InlineData("(has(a) || has(b)) || has(c)", "((has(a) || has(b)) || has(c))")]
    public void Parentheses_leave_no_trace_but_nesting_stays(string text, string canonical) => AssertReads(text, canonical);

    [Fact]
    public void A_negation_in_parentheses_is_kept_and_its_canonical_text_reads_back_shorter()
    {
        var selector = Selector.Parse("!(!has(a))");

        Assert.Equal("!!has(a)", selector.Canonical);
        Assert.Equal(new NotNode(new NotNode(new HasNode("a"))), selector.Root);
        Assert.Equal("has(a)", Selector.Parse(selector.Canonical).Canonical);
    }

    [Fact]
    public void A_label_key_has_at_most_512_bytes()
    {
        var longest = new string('k', 512);

        Assert.Equal($"{longest} == \"v\"", Selector.Parse($"{longest} == 'v'").Canonical);
        Assert.False(Selector.TryParse($"{longest}k == 'v'", out _, out var asLabel));
        Assert.False(Selector.TryParse($"has({longest}k)", out _, out var inHas));
        Assert.Equal((SelectorErrorCode.LabelTooLong, 0), (asLabel.Code, asLabel.Position));
        Assert.Equal((SelectorErrorCode.LabelTooLong, 4), (inHas.Code, inHas.Position));
        Assert.Equal($"label too long: {longest}k", asLabel.CalicoMessage);
    }

    [Fact]
    public void The_reference_agrees_on_what_is_a_selector()
    {
        foreach (var text in SelectorSamples.Valid)
            Assert.True(Selector.TryParse(text, out _, out _) && ReferenceSelector.Read(text) is not null, text);
        foreach (var text in SelectorSamples.Invalid)
            Assert.False(Selector.TryParse(text, out _, out _) || ReferenceSelector.Read(text) is not null, text);
    }

    private static void AssertReads(string text, string canonical)
    {
        Assert.True(Selector.TryParse(text, out var selector, out var error), error?.ToString());
        Assert.Equal(canonical, selector.Canonical);
        Assert.Equal(text, selector.Text);
    }
}
