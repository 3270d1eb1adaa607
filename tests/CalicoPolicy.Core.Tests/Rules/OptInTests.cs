using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class OptInTests
{
    private static readonly RuleDescriptor Asked = new("CP9001", "Asked", FindingSeverity.Low, "Runs on request.") { OptIn = true };
    private static readonly RuleDescriptor Usual = new("CP9002", "Usual", FindingSeverity.Low, "Runs.");

    [Theory]
    [InlineData(null, false, true)]
    [InlineData("*", false, true)]
    [InlineData("CP9001", true, false)]
    [InlineData("cp9*", true, true)]
    [InlineData("Ask?d", true, false)]
    [InlineData("CP1*", false, false)]
    public void An_opt_in_rule_runs_where_a_pattern_names_it(string? include, bool asked, bool usual)
    {
        var options = new RuleOptions { IncludeRule = include is null ? [] : [include] };
        Assert.Equal((asked, usual), (options.Selects(Asked), options.Selects(Usual)));
    }

    [Fact]
    public void One_of_several_patterns_is_enough() => Assert.True(new RuleOptions { IncludeRule = ["*", "CP9001"] }.Selects(Asked));

    [Fact]
    public void To_exclude_is_stronger() => Assert.False(new RuleOptions { IncludeRule = ["CP9001"], ExcludeRule = ["*"] }.Selects(Asked));
}
