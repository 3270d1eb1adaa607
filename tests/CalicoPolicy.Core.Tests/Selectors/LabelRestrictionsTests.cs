using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

/// <summary>Restrictions are written as label, + present, - absent, and the values where they are limited.</summary>
public class LabelRestrictionsTests
{
    [Theory]
    [InlineData("a == 'x'", "a+[x]")]
    [InlineData("a in {'y', 'x'}", "a+[x,y]")]
    [InlineData("a contains 'x'", "a+")]
    [InlineData("a starts with 'x'", "a+")]
    [InlineData("a ends with 'x'", "a+")]
    [InlineData("has(a)", "a+")]
    [InlineData("a != 'x'", "")]
    [InlineData("a not in {'x'}", "")]
    [InlineData("all()", "")]
    [InlineData("global()", "")]
    public void Each_test_restricts_its_label_or_nothing(string text, string expected) => Assert.Equal(expected, Describe(text));

    [Fact]
    public void An_empty_set_asks_for_presence_only() => Assert.Equal("a+", Describe("a in {}"));

    [Theory]
    [InlineData("!has(a)", "a-")]
    [InlineData("!a == 'x'", "")]
    [InlineData("!a != 'x'", "")]
    [InlineData("!(has(a) && has(b))", "")]
    [InlineData("!(!has(a))", "")]
    [InlineData("!!has(a)", "a+")]
    public void A_negation_restricts_only_in_front_of_has(string text, string expected) => Assert.Equal(expected, Describe(text));

    [Theory]
    [InlineData("a == 'x' && has(b)", "a+[x] b+")]
    [InlineData("a in {'x', 'y'} && a in {'y', 'z'}", "a+[y]")]
    [InlineData("has(a) && a == 'x'", "a+[x]")]
    [InlineData("a == 'x' && a == 'y'", "a+[] impossible")]
    [InlineData("has(a) && !has(a)", "a+- impossible")]
    [InlineData("a == 'x' && a != 'x'", "a+[x]")]
    [InlineData("a in {} && a == 'x'", "a+[x]")]
    public void And_puts_restrictions_together(string text, string expected) => Assert.Equal(expected, Describe(text));

    [Theory]
    [InlineData("a == 'x' || a in {'y', 'x'}", "a+[x,y]")]
    [InlineData("a == 'x' || has(a)", "a+")]
    [InlineData("has(a) || a == 'x'", "a+")]
    [InlineData("a == 'x' || b == 'y'", "")]
    [InlineData("(a == 'x' && has(b)) || (a == 'y' && has(c))", "a+[x,y]")]
    [InlineData("has(a) || !has(a)", "")]
    [InlineData("!has(a) || (!has(a) && has(b))", "a-")]
    [InlineData("(has(a) && !has(a)) || !has(a)", "a-")]
    [InlineData("(a == 'x' && !has(a)) || !has(a)", "a-")]
    [InlineData("a == 'x' || all()", "")]
    [InlineData("all() || a == 'x'", "")]
    [InlineData("(a == 'x' && a == 'y') || a == 'z'", "a+[z]")]
    [InlineData("a == 'x' || a == 'y' || a != 'z'", "")]
    public void Or_keeps_what_all_branches_share(string text, string expected) => Assert.Equal(expected, Describe(text));

    private static string Describe(string text)
    {
        var restrictions = LabelRestrictions.Of(Selector.Parse(text).Root);
        var labels = restrictions.Labels.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
            pair.Key
            + (pair.Value.MustBePresent ? "+" : "")
            + (pair.Value.MustBeAbsent ? "-" : "")
            + (pair.Value.LimitsValues ? $"[{string.Join(',', pair.Value.Values)}]" : "")
            + (pair.Value.CanBeMet ? "" : " impossible"));
        Assert.Equal(restrictions.Labels.Values.All(restriction => restriction.CanBeMet), restrictions.CanBeMet);
        return string.Join(' ', labels);
    }
}
