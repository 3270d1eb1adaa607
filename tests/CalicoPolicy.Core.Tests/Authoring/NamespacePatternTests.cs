using CalicoPolicy.Core.Authoring;

namespace CalicoPolicy.Core.Tests.Authoring;

public class NamespacePatternTests
{
    [Theory]
    [InlineData("team-a", "team-a", true)]
    [InlineData("team-*", "team-", false)]
    [InlineData("*-dev", "-dev", false)]
    [InlineData("*test*", "test", false)]
    public void Names_and_parts_of_names_are_patterns(string text, string name, bool isWhole)
    {
        Assert.True(NamespacePattern.TryParse(text, out var pattern));
        Assert.Equal(name, pattern.Name);
        Assert.Equal(isWhole, pattern.IsWhole);
        Assert.Equal(text, pattern.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("**")]
    [InlineData("a*b")]
    [InlineData("Team")]
    [InlineData("team'")]
    [InlineData("a.b")]
    [InlineData("a b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Anything_else_is_none(string text) => Assert.False(NamespacePattern.TryParse(text, out _));
}
