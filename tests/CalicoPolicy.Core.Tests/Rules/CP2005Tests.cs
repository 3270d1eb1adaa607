namespace CalicoPolicy.Core.Tests.Rules;

public class CP2005Tests
{
    [Theory]
    [InlineData("ingress: [{action: Pass}]", "$.spec.ingress[0]")]
    [InlineData("tier: default\negress: [{action: Allow, destination: {selector: app == 'x'}}, {action: Pass, destination: {nets: [192.0.2.0/24]}}]", "$.spec.egress[1]")]
    [InlineData("tier: kube-baseline\ningress: [{action: Pass, source: {selector: app == 'x'}}]", "$.spec.ingress[0]")]
    public void A_pass_out_of_the_last_tier_allows(string spec, string path)
    {
        Assert.Equal([path], Input.Paths("CP2005", Yaml.NetworkPolicy(spec)));
        Assert.Equal([path], Input.Paths("CP2005", Yaml.GlobalNetworkPolicy(spec)));
    }

    [Theory]
    [InlineData("tier: security\ningress: [{action: Pass}]")]
    [InlineData("ingress: [{action: Allow, source: {selector: app == 'x'}}]")]
    [InlineData("types: [Egress]\ningress: [{action: Pass}]\negress: [{action: Allow, destination: {selector: app == 'x'}}]")]
    public void Others_do_not(string spec) => Assert.Empty(Input.Paths("CP2005", Yaml.NetworkPolicy(spec)));

    [Theory]
    [InlineData(2_000_000, "Pass", 1)]
    [InlineData(2_000_000, "Deny", 0)]
    [InlineData(200, "Pass", 0)]
    public void Nor_should_the_last_tier_end_with_Pass(double order, string action, int findings) =>
        Assert.Equal(findings, Input.Paths("CP2005", Yaml.Tier("leftovers", action, order)).Length);

    [Fact]
    public void Kubernetes_own_tiers_are_as_they_are() => Assert.Empty(Input.Paths("CP2005", Yaml.Tier("kube-baseline", "Pass", 10_000_000)));

    [Fact]
    public void Where_a_later_tier_has_a_policy_it_is_not_the_last() => Assert.Empty(Input.Paths("CP2005", Yaml.Documents(
        Yaml.NetworkPolicy("ingress: [{action: Pass}]"),
        Yaml.GlobalNetworkPolicy("tier: kube-baseline\nselector: has(app)\ningress: [{action: Allow, source: {selector: app == 'x'}}]"))));
}
