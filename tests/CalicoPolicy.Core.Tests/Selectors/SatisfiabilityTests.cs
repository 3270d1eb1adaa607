using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

public class SatisfiabilityTests
{
    [Theory]
    [InlineData("!all()")]
    [InlineData("!global()")]
    [InlineData("a in {}")]
    [InlineData("!a not in {}")]
    [InlineData("a == 'x' && a == 'y'")]
    [InlineData("a == 'x' && a != 'x'")]
    [InlineData("a in {'x', 'y'} && a not in {'x', 'y', 'z'}")]
    [InlineData("has(a) && !has(a)")]
    [InlineData("a contains 'x' && !has(a)")]
    [InlineData("a == 'web' && a starts with 'db'")]
    [InlineData("a in {'web', 'api'} && a contains 'x'")]
    [InlineData("!(a != 'x') && a == 'y'")]
    [InlineData("!(a != 'x' || a == 'x')")]
    [InlineData("(a == 'x' || a == 'y') && a == 'z'")]
    [InlineData("(a == 'x' || a == 'y') && !has(a)")]
    [InlineData("has(b) && (all() && !all())")]
    [InlineData("a == 'x' && (b == 'y' || c == 'z') && a == 'y'")]
    [InlineData("(a == 'x' && a == 'y') || !all()")]
    [InlineData("!(has(a) || !has(a))")]
    [InlineData("(has(a) || a contains 'q') && !(has(a) || has(c))")]
    [InlineData("(!has(a) || (!has(a) && has(b))) && !(!has(a) || has(c))")]
    public void Sees_that_nothing_can_match(string text) => Assert.False(Selector.Parse(text).IsSatisfiable);

    [Theory]
    [InlineData("a != 'x' && a != 'y'")]
    [InlineData("a != 'x' && !has(a)")]
    [InlineData("a == 'x' && a starts with 'x' && b == 'y'")]
    [InlineData("a == 'x' || a == 'y'")]
    [InlineData("a not in {}")]
    [InlineData("!a in {}")]
    [InlineData("a in {'x', 'y'} && a != 'x'")]
    [InlineData("(a == 'x' && a == 'y') || has(b)")]
    [InlineData("!(a == 'x' && b == 'y')")]
    [InlineData("")]
    public void Does_not_claim_it_of_what_can(string text) => Assert.True(Selector.Parse(text).IsSatisfiable);

    [Theory]
    [InlineData("")]
    [InlineData("all()")]
    [InlineData("!!all()")]
    [InlineData("!(!all())")]
    [InlineData("global()")]
    [InlineData("all() || a == 'x'")]
    [InlineData("all() && all()")]
    [InlineData("has(a) || !has(a)")]
    [InlineData("a == 'x' || a != 'x'")]
    [InlineData("a not in {}")]
    [InlineData("!(a == 'x' && a == 'y')")]
    public void Sees_that_everything_matches(string text) => Assert.True(Selector.Parse(text).MatchesEverything);

    [Theory]
    [InlineData("has(a)")]
    [InlineData("a != 'x'")]
    [InlineData("!all()")]
    [InlineData("a contains ''")]
    [InlineData("a == 'x' || b != 'x'")]
    [InlineData("all() && has(a)")]
    public void Does_not_claim_it_of_less(string text) => Assert.False(Selector.Parse(text).MatchesEverything);
}
