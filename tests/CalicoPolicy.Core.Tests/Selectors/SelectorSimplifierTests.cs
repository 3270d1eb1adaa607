using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

public class SelectorSimplifierTests
{
    [Theory]
    [InlineData("a == 'x' || a == 'y'", "a in {'x', 'y'}")]
    [InlineData("a in {'z', 'x'} || a in {'y', 'x'}", "a in {'x', 'y', 'z'}")]
    [InlineData("a == 'y' || a in {'x'} || a == \"it's\"", "a in {\"it's\", 'x', 'y'}")]
    [InlineData("a == 'x' || a == 'x'", "a == 'x'")]
    [InlineData("a == 'x' || b == 'y' || a == 'z'", "a in {'x', 'z'} || b == 'y'")]
    [InlineData("(a == 'x' || a == 'y') || a == 'z'", "a in {'x', 'y', 'z'}")]
    [InlineData("(a == 'x' || b == 'y') || a == 'z'", "a in {'x', 'z'} || b == 'y'")]
    [InlineData("has(b) && (a == 'x' || a == 'y')", "has(b) && a in {'x', 'y'}")]
    [InlineData("!(a == 'x' || a == 'y')", "!(a in {'x', 'y'})")]
    [InlineData("has(b) || (has(c) && (a == 'x' || a == 'y'))", "has(b) || (has(c) && a in {'x', 'y'})")]
    [InlineData("a in {} || a == 'x'", "a == 'x'")]
    public void Merges_alternatives_of_one_label(string text, string simpler) =>
        Assert.Equal(simpler, SelectorSimplifier.Suggest(Selector.Parse(text)));

    [Theory]
    [InlineData("all()")]
    [InlineData("a == 'x'")]
    [InlineData("a == 'x' || b == 'x'")]
    [InlineData("a != 'x' || a != 'y'")]
    [InlineData("a == 'x' && a == 'y'")]
    [InlineData("a == 'x' || has(a)")]
    [InlineData("a == 'x' || a starts with 'y'")]
    [InlineData("(has(a) || has(b)) || has(c)")]
    public void Suggests_nothing_where_there_are_none(string text) => Assert.Null(SelectorSimplifier.Suggest(Selector.Parse(text)));
}
