using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

/// <summary>Where a text stops being a selector, and what Calico itself says about it.</summary>
public class SelectorRejectionTests
{
    [Theory]
    [InlineData("a == 'x", 5, "unterminated string")]
    [InlineData("a == \"x'", 5, "unterminated string")]
    [InlineData("a = 'x'", 2, "expected ==")]
    [InlineData("has(a) & has(b)", 7, "expected &&")]
    [InlineData("has(a) | has(b)", 7, "expected ||")]
    [InlineData("%", 0, "expected identifier")]
    [InlineData("has()", 4, "expected identifier")]
    [InlineData("has( %)", 5, "expected identifier")]
    [InlineData("has(", 4, "expected identifier")]
    [InlineData("has(a", 5, "no closing ')' after has(")]
    [InlineData("has(a b)", 6, "no closing ')' after has(")]
    [InlineData("has(a == 'x')", 6, "no closing ')' after has(")]
    [InlineData("all(", 4, "no closing ')' after all(")]
    [InlineData("all(a)", 4, "no closing ')' after all(")]
    [InlineData("global( x)", 8, "no closing ')' after global(")]
    [InlineData("a == 'b'\n", 8, "expected identifier")]
    [InlineData("\ra == 'b'", 0, "expected identifier")]
    [InlineData("a\n== 'b'", 1, "expected operator after label \"a\"")]
    [InlineData("a b", 2, "expected operator after label \"a\"")]
    [InlineData("label inf \"v\"", 6, "expected operator after label \"label\"")]
    [InlineData("a containsx 'v'", 2, "expected operator after label \"a\"")]
    [InlineData("a starts foo 'v'", 2, "expected operator after label \"a\"")]
    [InlineData("a ends withs 'v'", 2, "expected operator after label \"a\"")]
    [InlineData("a notin/ {'v'}", 2, "expected operator after label \"a\"")]
    [InlineData("a IN {'v'}", 2, "expected operator after label \"a\"")]
    [InlineData("é == 'x'", 0, "expected identifier")]
    public void Characters_that_make_no_token(string text, int position, string calico) => AssertRejects(text, position, calico);

    [Theory]
    [InlineData("a not in c", 2, "expected operator after label \"a\"")]
    [InlineData("a starts with c", 2, "expected operator after label \"a\"")]
    [InlineData("a in c", 5, "expected set literal")]
    [InlineData("a contains c", 11, "expected string")]
    public void An_operator_of_two_words_looks_past_the_space_for_its_boundary(string text, int position, string calico) =>
        AssertRejects(text, position, calico);

    [Theory]
    [InlineData("a", 1, "unexpected end of string looking for op")]
    [InlineData("a ", 2, "unexpected end of string looking for op")]
    [InlineData("has(a) && !b", 12, "unexpected end of string looking for op")]
    [InlineData("(a)", 2, "expected == or != not: TokRParen()")]
    [InlineData("a 'x'", 2, "expected == or != not: TokStringLiteral(x)")]
    [InlineData("has (x)", 4, "expected == or != not: TokLParen()")]
    [InlineData("a ! in {'x'}", 2, "expected == or != not: TokNot()")]
    [InlineData("a==b", 3, "expected string")]
    [InlineData("a ==", 4, "expected string")]
    [InlineData("a != ||", 5, "expected string")]
    [InlineData("a in \"x\"", 5, "expected set literal")]
    [InlineData("a in ('x')", 5, "expected set literal")]
    [InlineData("a notin", 7, "expected set literal")]
    [InlineData("a in {,}", 6, "expected }")]
    [InlineData("a in {'x' 'y'}", 10, "expected }")]
    [InlineData("a in {'x',,}", 10, "expected }")]
    [InlineData("a in {'x'", 9, "expected }")]
    [InlineData("a in {x}", 6, "expected }")]
    [InlineData("(has(a)", 7, "expected )")]
    [InlineData("(has(a) has(b))", 8, "expected )")]
    [InlineData("(", 1, "unexpected token: TokEOF()")]
    [InlineData("()", 1, "unexpected token: TokRParen()")]
    [InlineData("!", 1, "unexpected token: TokEOF()")]
    [InlineData("has(a) &&", 9, "unexpected token: TokEOF()")]
    [InlineData("has(a) && || has(b)", 10, "unexpected token: TokOr()")]
    [InlineData("'x' == a", 0, "unexpected token: TokStringLiteral(x)")]
    [InlineData("== 'x'", 0, "unexpected token: TokEq()")]
    [InlineData("has(a) has(b)", 7, "unexpected content at end of selector [TokHas(b) TokEOF()]")]
    [InlineData("has(a))", 6, "unexpected content at end of selector [TokRParen() TokEOF()]")]
    [InlineData("a == 'x' b in {'y'}", 9,
        "unexpected content at end of selector [TokLabel(b) TokIn() TokLBrace() TokStringLiteral(y) TokRBrace() TokEOF()]")]
    public void Tokens_that_make_no_selector(string text, int position, string calico) => AssertRejects(text, position, calico);

    [Theory]
    [InlineData("a == b && c = 'd'", 5, SelectorErrorCode.ExpectedString, "expected ==")]
    [InlineData("a == my web", 5, SelectorErrorCode.ExpectedString, "expected operator after label \"my\"")]
    [InlineData("has(a) has(b) 'x", 7, SelectorErrorCode.UnexpectedContent, "unterminated string")]
    public void Calico_reports_a_bad_character_before_an_earlier_bad_token(
        string text, int position, SelectorErrorCode code, string calico)
    {
        var error = AssertRejects(text, position, calico);
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public void Every_sample_of_bad_text_has_an_error_with_a_place()
    {
        foreach (var text in SelectorSamples.Invalid)
        {
            Assert.False(Selector.TryParse(text, out var selector, out var error), text);
            Assert.Null(selector);
            Assert.InRange(error.Range.Start, 0, text.Length);
            Assert.InRange(error.Range.End, error.Range.Start, text.Length);
            Assert.NotNull(error.CalicoMessage);
        }
    }

    [Fact]
    public void Null_is_a_mistake_of_the_caller()
    {
        Assert.Throws<ArgumentNullException>(() => Selector.Parse(null!));
        Assert.Throws<ArgumentNullException>(() => Selector.TryParse(null!, out _, out _));
    }

    private static SelectorError AssertRejects(string text, int position, string calico)
    {
        Assert.False(Selector.TryParse(text, out _, out var error));
        Assert.Equal(position, error.Position);
        Assert.Equal(calico, error.CalicoMessage);
        var thrown = Assert.Throws<SelectorParseException>(() => Selector.Parse(text));
        Assert.Equal(position, thrown.Position);
        return error;
    }
}
