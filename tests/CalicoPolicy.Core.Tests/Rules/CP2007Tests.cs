namespace CalicoPolicy.Core.Tests.Rules;

public class CP2007Tests
{
    [Theory]
    [InlineData("application", 100, "security", 200)]
    [InlineData("application", 100, "platform", 200)]
    [InlineData("security", 50, "calico-system", 100)]
    [InlineData("threats", 1, "allow-tigera", 100)]
    public void A_tier_before_what_should_decide_first_is_found(string name, double order, string other, double later)
    {
        string[] tiers = [Yaml.Tier(name, order: order), Yaml.Tier(other, order: later)];
        Assert.Equal(["$.spec.order"], Input.PathsOfAll("CP2007", tiers));
        Assert.Empty(Input.Paths("CP2007", Yaml.Documents(tiers)));
    }

    [Theory]
    [InlineData("security", 200, "application", 300)]
    [InlineData("platform", 200, "security", 300)]
    [InlineData("calico-system", 100, "security", 200)]
    [InlineData("quarantine", 10, "calico-system", 100)]
    public void The_usual_layout_is_fine(string first, double order, string second, double later) =>
        Assert.Empty(Input.PathsOfAll("CP2007", Yaml.Tier(second, order: later), Yaml.Tier(first, order: order)));
}
