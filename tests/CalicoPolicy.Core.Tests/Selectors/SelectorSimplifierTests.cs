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
    [InlineData("!(a == 'x' || a == 'y')", "a not in {'x', 'y'}")]
    [InlineData("has(b) || (has(c) && (a == 'x' || a == 'y'))", "has(b) || (has(c) && a in {'x', 'y'})")]
    [InlineData("a in {} || a == 'x'", "a == 'x'")]
    [InlineData("a == 'x' || has(a)", "has(a)")]
    [InlineData("a == 'xy' || a == 'z' || a starts with 'x'", "a == 'z' || a starts with 'x'")]
    [InlineData("!has(a) || a != 'x'", "a != 'x'")]
    [InlineData("a not in {'x', 'y'} || a == 'x'", "a != 'y'")]
    public void Merges_alternatives_of_one_label(string text, string simpler) => Check(text, simpler);

    [Theory]
    [InlineData("a in {'x', 'y'} && a in {'y', 'z'}", "a == 'y'")]
    [InlineData("a in {'x', 'y'} && a != 'x'", "a == 'y'")]
    [InlineData("has(a) && a == 'x'", "a == 'x'")]
    [InlineData("a == 'x' && has(a) && has(b)", "a == 'x' && has(b)")]
    [InlineData("a in {'xy', 'z'} && a contains 'x'", "a == 'xy'")]
    [InlineData("a != 'x' && a != 'y'", "a not in {'x', 'y'}")]
    [InlineData("a not in {'x'} && a != 'x'", "a != 'x'")]
    [InlineData("!has(a) && a != 'x'", "!has(a)")]
    [InlineData("has(a) && a starts with 'x'", "a starts with 'x'")]
    [InlineData("a starts with 'x' && a != 'y'", "a starts with 'x'")]
    [InlineData("a == 'x' && b not in {}", "a == 'x'")]
    [InlineData("a == 'x' && all()", "a == 'x'")]
    [InlineData("a == 'x' && (b == 'y' && c == 'z')", "a == 'x' && b == 'y' && c == 'z'")]
    public void Joins_conditions_on_one_label(string text, string simpler) => Check(text, simpler);

    [Theory]
    [InlineData("!(a == 'x')", "a != 'x'")]
    [InlineData("!(a != 'x')", "a == 'x'")]
    [InlineData("!(a not in {'x'})", "a == 'x'")]
    [InlineData("!(!(a == 'x'))", "a == 'x'")]
    [InlineData("!(a != 'x' || b != 'y')", "a == 'x' && b == 'y'")]
    [InlineData("!(has(a) || has(b))", "!has(a) && !has(b)")]
    [InlineData("b == 'x' && !(a in {})", "b == 'x'")]
    public void Takes_negations_inwards(string text, string simpler) => Check(text, simpler);

    [Theory]
    [InlineData("a in {'x'}", "a == 'x'")]
    [InlineData("a not in {'x', 'x'}", "a != 'x'")]
    [InlineData("(has(a) || has(b)) || has(c)", "has(a) || has(b) || has(c)")]
    [InlineData("(a == 'x' && b == 'y') || (a == 'x' && b == 'z')", "a == 'x' && b in {'y', 'z'}")]
    [InlineData("(a == 'x' && b == 'y') || (c == 'z' && a == 'x')", "a == 'x' && (b == 'y' || c == 'z')")]
    [InlineData("a == 'x' || (a == 'x' && b == 'y')", "a == 'x'")]
    [InlineData("a == 'x' && (a == 'x' || b == 'y')", "a == 'x'")]
    public void Finds_shorter_forms(string text, string simpler) => Check(text, simpler);

    [Theory]
    [InlineData("all()")]
    [InlineData("global()")]
    [InlineData("a == 'x'")]
    [InlineData("!has(a)")]
    [InlineData("a == 'x' || b == 'x'")]
    [InlineData("a == 'x' || a starts with 'y'")]
    [InlineData("has(a) || has(b) || has(c)")]
    [InlineData("!(a contains 'x' || b contains 'y')")]
    [InlineData("!(a in {'x', 'y'})")]
    [InlineData("has(a) && a != 'x'")]
    [InlineData("!has(a) || a == 'x'")]
    public void Suggests_nothing_where_it_is_short(string text) => Assert.Null(SelectorSimplifier.Suggest(Selector.Parse(text)));

    /// <summary>What never matches, or always does, is a mistake that people should see, or a list that somebody fills.</summary>
    [Theory]
    [InlineData("a != 'x' || a != 'y'")]
    [InlineData("a == 'x' && a == 'y'")]
    [InlineData("b == 'z' && (a != 'x' || a != 'y')")]
    [InlineData("b in {'z'} && (c == 'x' || (a == 'x' && a == 'y'))")]
    [InlineData("a in {}")]
    [InlineData("a not in {}")]
    [InlineData("!(a in {})")]
    [InlineData("!all()")]
    [InlineData("has(a) || all()")]
    [InlineData("has(a) || !has(a)")]
    public void Leaves_alone_what_nobody_means(string text) => Assert.Null(SelectorSimplifier.Suggest(Selector.Parse(text)));

    [Fact]
    public void Leaves_alone_what_the_API_does_not_take()
    {
        var long1000 = string.Join(" || ", Enumerable.Range(0, 1000).Select(number => $"a == '{number}'"));
        Assert.Null(SelectorSimplifier.Suggest(Selector.Parse(long1000)));
        var longest = string.Join(" || ", Enumerable.Range(0, 60).Select(number => $"a == '{number:00}'"));
        Assert.InRange(longest.Length, 700, 1024);
        Assert.StartsWith("a in {'00', '01', ", SelectorSimplifier.Suggest(Selector.Parse(longest)), StringComparison.Ordinal);
    }

    private static void Check(string text, string simpler)
    {
        Assert.Equal(simpler, SelectorSimplifier.Suggest(Selector.Parse(text)));
        Assert.Null(SelectorSimplifier.Suggest(Selector.Parse(simpler)));
    }
}
