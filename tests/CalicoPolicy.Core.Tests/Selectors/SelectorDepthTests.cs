using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

public class SelectorDepthTests
{
    [Fact]
    public void A_thousand_parentheses_are_read_and_one_more_is_an_error()
    {
        Assert.Equal(1000, Selector.MaxDepth);
        Assert.Equal("has(a)", Selector.Parse(Nested(1000, "(", "has(a)")).Canonical);
        Assert.False(Selector.TryParse(Nested(1001, "(", "has(a)"), out _, out var error));
        Assert.Equal((SelectorErrorCode.NestedTooDeeply, 1000), (error.Code, error.Position));
        Assert.Null(error.CalicoMessage);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("!(")]
    [InlineData("(a == 'x' && ")]
    [InlineData("(has(a) || !(")]
    public void Ten_thousand_levels_are_an_error_and_nothing_worse(string opening)
    {
        Assert.False(Selector.TryParse(string.Concat(Enumerable.Repeat(opening, 10_000)), out _, out var error));
        Assert.Equal(SelectorErrorCode.NestedTooDeeply, error.Code);
    }

    [Theory]
    [InlineData(10_000, "has(a)")]
    [InlineData(10_001, "!has(a)")]
    public void A_row_of_negations_is_no_nesting(int count, string canonical) =>
        Assert.Equal(canonical, Selector.Parse(new string('!', count) + "has(a)").Canonical);

    [Fact]
    public void The_deepest_selector_can_be_used_on_a_small_stack()
    {
        // 1 MB: less than .NET gives any thread by default on a supported system.
        Exception? failure = null;
        var text = Nested(1000, "!(a == 'x' && b == 'y' || ", "has(c)");
        var thread = new Thread(
            () => failure = Record.Exception(() =>
            {
                var selector = Selector.Parse(text);
                Assert.Equal(Selector.Parse(text).Root, selector.Root);
                Assert.Equal(38 + 2, selector.UniqueId.Length);
                Assert.StartsWith("!((a == 'x'", selector.Root.ToReadable(), StringComparison.Ordinal);
                Assert.True(selector.Matches(new Dictionary<string, string> { ["c"] = "" }));
                Assert.True(selector.IsSatisfiable);
                Assert.False(selector.MatchesEverything);
                Assert.Empty(LabelRestrictions.Of(selector.Root).Labels);
                Assert.Equal(2001, SelectorLabels.UsesIn(selector.Root).Count);
                Assert.Null(SelectorSimplifier.Suggest(selector));
                Assert.StartsWith("!((p.a", EngineSelectors.Prefix(text, "p."), StringComparison.Ordinal);
            }),
            1024 * 1024);
        thread.Start();
        thread.Join();

        Assert.Null(failure);
    }

    private static string Nested(int depth, string opening, string inner) =>
        string.Concat(Enumerable.Repeat(opening, depth)) + inner + new string(')', depth);
}
