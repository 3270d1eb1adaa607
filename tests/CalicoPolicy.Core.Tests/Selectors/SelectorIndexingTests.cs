using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

public class SelectorIndexingTests
{
    [Theory]
    [InlineData("a == 'x'", "a == 'x'")]
    [InlineData("a in {'x', 'y'}", "a in {'x', 'y'}")]
    [InlineData("has(a)", "has(a)")]
    [InlineData("a contains 'x'", "a contains 'x'")]
    [InlineData("a starts with 'x'", "a starts with 'x'")]
    [InlineData("a ends with 'x'", "a ends with 'x'")]
    [InlineData("a != 'x' && b == 'y'", "b == 'y'")]
    [InlineData("has(a) && b == 'y'", "b == 'y'")]
    [InlineData("has(a) && has(b)", "has(a)")]
    [InlineData("(a == 'x' || b == 'y') && (c != 'z' && has(d))", "has(d)")]
    [InlineData("!!has(a)", "has(a)")]
    public void Uses_the_index(string text, string by) => AssertIndexing(text, true, by);

    [Theory]
    [InlineData("all()", "all()")]
    [InlineData("global()", "global()")]
    [InlineData("!has(a)", "!has(a)")]
    [InlineData("!(a == 'x')", "!(a == 'x')")]
    [InlineData("a != 'x'", "a != 'x'")]
    [InlineData("a not in {'x'}", "a not in {'x'}")]
    [InlineData("a == 'x' || b == 'y'", "a == 'x' || b == 'y'")]
    [InlineData("a != 'x' && !has(b)", "a != 'x'")]
    public void Scans_everything(string text, string because) => AssertIndexing(text, false, because);

    private static void AssertIndexing(string text, bool optimized, string reason)
    {
        var indexing = SelectorIndexing.Of(Selector.Parse(text).Root);

        Assert.Equal(optimized, indexing.IsOptimized);
        Assert.Equal(reason, indexing.Reason.ToReadable());
    }
}
