using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class PathGlobTests
{
    [Theory]
    [InlineData("vendor/**", "vendor/a.yaml", true)]
    [InlineData("vendor/**", "vendor/a/b/c.yaml", true)]
    [InlineData("vendor/**", "vendor", false)]
    [InlineData("vendor/**", "a/vendor/b.yaml", false)]
    [InlineData("**/vendor/**", "a/vendor/b.yaml", true)]
    [InlineData("**/vendor/**", "vendor/b.yaml", true)]
    [InlineData("*.yaml", "a.yaml", true)]
    [InlineData("*.yaml", "a/b.yaml", false)]
    [InlineData("**/*.yaml", "a/b.yaml", true)]
    [InlineData("**/*.yaml", "b.yaml", true)]
    [InlineData("a/**/b.yaml", "a/b.yaml", true)]
    [InlineData("a/**/b.yaml", "a/x/y/b.yaml", true)]
    [InlineData("a/?.yaml", "a/x.yaml", true)]
    [InlineData("a/?.yaml", "a/xy.yaml", false)]
    [InlineData("vendor", "vendor/a.yaml", false)]
    [InlineData("Vendor/**", "vendor/a.yaml", false)]
    [InlineData("**", "a.yaml", true)]
    [InlineData("**", "../a.yaml", false)]
    [InlineData("*/*", "../a.yaml", false)]
    [InlineData("..a/*", "..a/b", true)]
    public void A_glob_is_for_the_whole_path(string pattern, string path, bool expected)
    {
        Assert.True(PathGlob.TryParse(pattern, out var glob, out _));
        Assert.Equal(expected, glob.Matches(path));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("/vendor/**", "absolute")]
    [InlineData("C:/vendor/**", "absolute")]
    [InlineData("../vendor/**", "leads out")]
    [InlineData("a/../b", "leads out")]
    [InlineData("./vendor/**", "a dot")]
    [InlineData("vendor/", "Write ** there")]
    [InlineData("a//b", "Leave one out")]
    [InlineData(@"vendor\**", "Write / between folders")]
    [InlineData("vendor**", "** beside other characters")]
    [InlineData("a/**.yaml", "** beside other characters")]
    [InlineData("***", "** beside other characters")]
    [InlineData("a/[bc].yaml", "has a '['")]
    [InlineData("a/{b,c}.yaml", "has a '{'")]
    [InlineData("!vendor/**", "has a '!'")]
    public void What_is_no_glob_is_refused_with_what_to_write(string pattern, string fault)
    {
        Assert.False(PathGlob.TryParse(pattern, out var glob, out var message));
        Assert.Null(glob);
        Assert.Contains(fault, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Globs_are_equal_by_their_text()
    {
        Assert.True(PathGlob.TryParse("a/**", out var one, out _));
        Assert.True(PathGlob.TryParse("a/**", out var other, out _));
        Assert.True(PathGlob.TryParse("b/**", out var third, out _));
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, third);
        Assert.Equal("a/**", one.ToString());
    }

    [Fact]
    public void Many_wildcards_take_no_time_to_speak_of()
    {
        Assert.True(PathGlob.TryParse(string.Join('/', Enumerable.Repeat("**/*a*a*a*b", 30)), out var glob, out _));
        Assert.False(glob.Matches(string.Join('/', Enumerable.Repeat(new string('a', 60), 60))));
    }
}
