using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

/// <summary>What people read when a selector is wrong.</summary>
public class SelectorErrorTests
{
    [Theory]
    [InlineData("a = 'x'", "Expected == at character 3, found a single =.", "Use == to compare.")]
    [InlineData("a =~ 'x'", "Expected == at character 3, found a single =.",
        "Selectors have no regular expressions: use contains, starts with or ends with.")]
    [InlineData("has(a) & has(b)", "Expected && at character 8, found a single &.", "Use && for and.")]
    [InlineData("has(a) | has(b)", "Expected || at character 8, found a single |.", "Use || for or.")]
    [InlineData("a == web", "Expected a value in quotes after == at character 6, found web.", "Put the value in quotes: 'web'.")]
    [InlineData("a == {'x'}", "Expected a value in quotes after == at character 6, found {.", "For a set use in {...} or not in {...}.")]
    [InlineData("a ==", "Expected a value in quotes after == at character 5, found the end of the selector.",
        "Put the value in quotes: 'value'.")]
    [InlineData("app == 'x", "The quote ' opened at character 8 is never closed.",
        "There are no escapes in a value; one with ' in it goes into \"...\".")]
    [InlineData("a in (web, db)", "Expected a set in braces after in at character 6, found (.",
        "A set is written in braces: {'a', 'b'}.")]
    [InlineData("a in 'x'", "Expected a set in braces after in at character 6, found 'x'.",
        "Put the value in braces, or use == for one value.")]
    [InlineData("a not in ['x']", "Expected a set in braces after not in at character 10, found [.", "A set is written in braces: {'a', 'b'}.")]
    [InlineData("a in {web}", "Expected a value in quotes or } after { at character 7, found web.", "Put the value in quotes: 'web'.")]
    [InlineData("a in {'x' 'y'}", "Expected , or } after a value of the set at character 11, found 'y'.",
        "Separate the values with commas.")]
    [InlineData("a in {'x', y}", "Expected a value in quotes or } after the comma at character 12, found y.",
        "Put the value in quotes: 'y'.")]
    [InlineData("a in {'x'", "Expected , or } after a value of the set at character 10, found the end of the selector.", "Add a }.")]
    [InlineData("app* == 'x'", "Expected an operator after the label app at character 4, found *.",
        "Selectors have no wildcards: use has(label) for any value, or contains, starts with, ends with.")]
    [InlineData("* == 'x'", "Expected a condition at character 1, found *.",
        "Selectors have no wildcards: use has(label) for any value, or contains, starts with, ends with.")]
    [InlineData("app: 'x'", "Expected an operator after the label app at character 4, found :.", "Use == to compare.")]
    [InlineData("app > 'x'", "Expected an operator after the label app at character 5, found >.",
        "Use == or !=; selectors do not compare by order.")]
    [InlineData("app exists", "Expected an operator after the label app at character 5, found exists.", "Use has(app).")]
    [InlineData("app and has(b)", "Expected an operator after the label app at character 5, found and.",
        "A condition needs an operator and a value: app == 'value' && ...")]
    [InlineData("app IN {'x'}", "Expected an operator after the label app at character 5, found IN.",
        "The operators are in lower case: in, not in, contains, starts with, ends with.")]
    [InlineData("app matches 'x.*'", "Expected an operator after the label app at character 5, found matches.",
        "Use contains, starts with or ends with.")]
    [InlineData("has (x)", "Expected an operator after the label has at character 5, found (.",
        "Write has( in lower case and without a space.")]
    [InlineData("ALL()", "Expected an operator after the label ALL at character 4, found (.",
        "Write all( in lower case and without a space.")]
    [InlineData("app", "Expected an operator after the label app, found the end of the selector.",
        "Use app == 'value', !=, in {...}, not in {...}, contains, starts with, ends with, or has(app).")]
    [InlineData("has('a')", "Expected a label key in has() at character 5, found '.",
        "Label keys are made of letters, digits, and _ . / -.")]
    [InlineData("has(a", "Expected ) to close has( at character 6, found the end of the selector.",
        "has( ) takes one label key and no value, all( ) and global( ) take nothing.")]
    [InlineData("(has(a)", "Expected &&, || or ) at character 8 for the ( opened at character 1, found the end of the selector.", "Add a ).")]
    [InlineData("(has(a) and has(b))", "Expected &&, || or ) at character 9 for the ( opened at character 1, found and.", "Use && for and.")]
    [InlineData("has(a) OR has(b)", "Expected && or || or the end at character 8, found OR.", "Use || for or.")]
    [InlineData("has(a) has(b)", "Expected && or || or the end at character 8, found has(b).",
        "Join conditions with && (and) or || (or).")]
    [InlineData("has(a))", "Expected && or || or the end at character 7, found ).", "No ( is open for it.")]
    [InlineData("()", "Expected a condition at character 2, found ).", "Write a condition between ( and ), or all().")]
    [InlineData("'x' == app", "Expected a condition at character 1, found 'x'.",
        "The label key comes first and has no quotes: label == 'value'.")]
    [InlineData("has(a) &&", "Expected a condition at character 10, found the end of the selector.", "A condition must follow.")]
    [InlineData("a == 'x'\n", "Expected && or || or the end at character 9, found a line break.",
        "Only spaces and tabs may separate the parts; in YAML write >- instead of > or | so that no line end is left.")]
    [InlineData("a\u00A0== 'x'", "Expected an operator after the label a at character 2, found a no-break space.", "Use a plain space.")]
    [InlineData("a == “x”", "Expected a value in quotes after == at character 6, found “.", "Use straight quotes: '...' or \"...\".")]
    [InlineData("\U0001F600 == 'x'", "Expected a condition at character 1, found the character U+1F600.",
        "Label keys are made of letters, digits, and _ . / -.")]
    public void Says_what_was_expected_what_was_found_and_what_to_write(string text, string message, string hint)
    {
        Assert.False(Selector.TryParse(text, out _, out var error));
        Assert.Equal(message, error.Message);
        Assert.Equal(hint, error.Hint);
    }

    [Theory]
    [InlineData("app == web && x == 'y'", "app == web && x == 'y'\n       ^^^")]
    [InlineData("app ==", "app ==\n      ^")]
    [InlineData("", null)]
    [InlineData("app\t= 'x'", "app = 'x'\n    ^")]
    [InlineData("a == 'x' && \nb == 'y'", "a == 'x' && \n            ^")]
    [InlineData("a == 'two\nlines' && b = 'y'", "lines' && b = 'y'\n            ^")]
    [InlineData("a == '\U0001F600' & b", "a == '\U0001F600' & b\n         ^")]
    public void Puts_carets_under_the_characters_at_fault(string text, string? rendered)
    {
        Assert.Equal(rendered is null, Selector.TryParse(text, out _, out var error));
        Assert.Equal(rendered, error?.Render());
    }

    [Fact]
    public void Cuts_a_long_line_round_the_place()
    {
        var many = string.Join(" && ", Enumerable.Repeat("a == 'x'", 40));

        Assert.False(Selector.TryParse($"{many} && b = 'y' && {many}", out _, out var error));

        Assert.Equal(
            "...a == 'x' && a == 'x' && a == 'x' && a == 'x' && b = 'y' && a == 'x' && a == 'x' && a == 'x' && a == ...\n"
            + new string(' ', 53) + "^",
            error.Render());
    }

    [Fact]
    public void The_exception_shows_everything_at_once()
    {
        var thrown = Assert.Throws<SelectorParseException>(() => Selector.Parse("app == web"));

        Assert.Equal(
            "Expected a value in quotes after == at character 8, found web. Put the value in quotes: 'web'.\napp == web\n       ^^^",
            thrown.Message);
        Assert.Equal(new SelectorRange(7, 10), thrown.Error.Range);
        Assert.Equal("expected string", thrown.Error.CalicoMessage);
    }
}
