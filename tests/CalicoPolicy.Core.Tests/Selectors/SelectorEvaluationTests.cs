using System.Diagnostics.CodeAnalysis;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

public class SelectorEvaluationTests
{
    [Theory]
    [InlineData("a == 'x'", false)]
    [InlineData("a != 'x'", true)]
    [InlineData("a in {'x'}", false)]
    [InlineData("a in {}", false)]
    [InlineData("a not in {'x'}", true)]
    [InlineData("a not in {}", true)]
    [InlineData("a contains ''", false)]
    [InlineData("a starts with ''", false)]
    [InlineData("a ends with ''", false)]
    [InlineData("has(a)", false)]
    [InlineData("!has(a)", true)]
    [InlineData("all()", true)]
    [InlineData("global()", true)]
    [InlineData("!all()", false)]
    public void A_missing_label_passes_only_what_asks_for_something_else(string text, bool expected) =>
        Assert.Equal(expected, Selector.Parse(text).Matches(new Dictionary<string, string> { ["b"] = "x" }));

    [Theory]
    [InlineData("a == 'web-1'", true)]
    [InlineData("a == 'Web-1'", false)]
    [InlineData("A == 'web-1'", false)]
    [InlineData("a != 'web-1'", false)]
    [InlineData("a != 'web'", true)]
    [InlineData("a in {'web-1', 'x'}", true)]
    [InlineData("a in {'web-2', 'x'}", false)]
    [InlineData("a in {}", false)]
    [InlineData("a not in {'web-1'}", false)]
    [InlineData("a not in {}", true)]
    [InlineData("a contains 'b-'", true)]
    [InlineData("a contains 'B-'", false)]
    [InlineData("a contains ''", true)]
    [InlineData("a starts with 'web'", true)]
    [InlineData("a starts with 'eb'", false)]
    [InlineData("a starts with ''", true)]
    [InlineData("a ends with '-1'", true)]
    [InlineData("a ends with '-'", false)]
    [InlineData("a ends with ''", true)]
    [InlineData("has(a)", true)]
    [InlineData("a == 'web-1' && b == ''", true)]
    [InlineData("a == 'web-1' && b == 'x'", false)]
    [InlineData("a == 'y' || b == ''", true)]
    [InlineData("a == 'y' || b == 'y'", false)]
    [InlineData("!(a == 'y' || b == 'y')", true)]
    [InlineData("!a == 'web-1' || has(b)", true)]
    public void A_label_is_compared_byte_for_byte(string text, bool expected) =>
        Assert.Equal(expected, Selector.Parse(text).Matches(new Dictionary<string, string> { ["a"] = "web-1", ["b"] = "" }));

    [Fact]
    public void Composed_and_decomposed_letters_are_different()
    {
        var labels = new Dictionary<string, string> { ["a"] = "\u00E9" };

        Assert.False(Selector.Parse("a == 'e\u0301'").Matches(labels));
        Assert.False(Selector.Parse("a contains 'e\u0301'").Matches(labels));
        Assert.True(Selector.Parse("a contains '\u00E9'").Matches(labels));
    }

    [Fact]
    public void Own_labels_hide_those_of_profiles_and_earlier_profiles_those_of_later_ones()
    {
        var labels = new InheritedLabels(
            new Dictionary<string, string> { ["own"] = "1" },
            new Dictionary<string, string> { ["own"] = "2", ["first"] = "2" },
            new Dictionary<string, string> { ["own"] = "3", ["first"] = "3", ["last"] = "3" });

        Assert.True(Selector.Parse("own == '1' && first == '2' && last == '3' && !has(none)").Matches(labels));
    }

    [Fact]
    public void Labels_may_come_from_anything()
    {
        var selector = Selector.Parse("k3 == 'v3' && !has(x)");

        Assert.True(selector.Matches(new Numbered(4)));
        Assert.False(selector.Matches(new Numbered(3)));
    }

    private readonly struct Numbered(int count) : ILabels
    {
        public bool TryGet(string key, [NotNullWhen(true)] out string? value)
        {
            value = key[0] == 'k' && key[1] - '0' < count ? "v" + key[1..] : null;
            return value is not null;
        }
    }
}
