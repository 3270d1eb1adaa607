namespace CalicoPolicy.Core.Tests.Rules;

public class CP2003Tests
{
    [Theory]
    [InlineData("calico-system", 900)]
    [InlineData("allow-tigera", 10)]
    [InlineData("calico-system", 1_000_000)]
    public void The_operators_tier_stays_where_it_is(string name, double order) =>
        Assert.Equal(["$.spec.order"], Input.Paths("CP2003", Yaml.Tier(name, order: order)));

    [Theory]
    [InlineData("calico-system", 100)]
    [InlineData("allow-tigera", 100)]
    [InlineData("security", 900)]
    public void Other_tiers_and_its_own_order_are_fine(string name, double order) =>
        Assert.Empty(Input.Paths("CP2003", Yaml.Tier(name, order: order)));

    [Theory]
    [InlineData("calico-system")]
    [InlineData("allow-tigera")]
    public void Policies_of_ones_own_do_not_belong_in_it(string tier)
    {
        Assert.Equal(["$.spec.tier"], Input.Paths("CP2003", Yaml.GlobalNetworkPolicy($"tier: {tier}\ntypes: [Ingress]", tier + ".mine")));
        Assert.Equal(["$.spec.tier"], Input.Paths("CP2003", Yaml.NetworkPolicy($"tier: {tier}\ntypes: [Ingress]", tier + ".mine")));
    }

    [Theory]
    [InlineData("kube-system")]
    [InlineData("tigera-compliance")]
    [InlineData("calico-system")]
    public void What_may_be_the_operators_is_left_alone(string ns) =>
        Assert.Empty(Input.Paths("CP2003", Yaml.NetworkPolicy("tier: calico-system\ntypes: [Ingress]", "calico-system.dns", ns)));

    [Fact]
    public void What_it_owns_is_its_own() => Assert.Empty(Input.Paths("CP2003", Yaml.GlobalNetworkPolicy("tier: calico-system\ntypes: [Ingress]").Replace(
        "  name: security.web\n",
        "  name: calico-system.x\n  ownerReferences: [{apiVersion: operator.tigera.io/v1, kind: Installation, name: default, uid: a, controller: true}]\n",
        StringComparison.Ordinal)));
}
