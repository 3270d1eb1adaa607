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

    [Theory]
    // The operator's tier without its object: its policies tell that it is there, and it always has the order 100.
    [InlineData("security", 50, "calico-system", 1)]
    [InlineData("security", 200, "calico-system", 0)]
    [InlineData("quarantine", 10, "allow-tigera", 0)]
    // Nobody knows the order of any other tier without an object.
    [InlineData("application", 50, "security", 0)]
    public void A_tier_without_an_object_is_judged_where_its_order_is_known(string name, double order, string other, int count)
    {
        string[] documents = [Yaml.Tier(name, order: order), Yaml.GlobalNetworkPolicy($"tier: {other}\nselector: app == 'x'\ntypes: [Ingress]", $"{other}.x")];
        Assert.Equal(count, Input.PathsOfAll("CP2007", documents).Length);
        Assert.Empty(Input.Paths("CP2007", Yaml.Documents(documents)));
    }

    [Fact]
    public void The_operators_tier_without_policies_or_object_may_not_be_there() =>
        Assert.Empty(Input.PathsOfAll("CP2007", Yaml.Tier("security", order: 50)));
}
