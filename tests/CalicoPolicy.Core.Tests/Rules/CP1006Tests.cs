namespace CalicoPolicy.Core.Tests.Rules;

public class CP1006Tests
{
    [Theory]
    // The page's.
    [InlineData("selector: all()\ningress: [{action: Allow, source: {selector: label == 'bar'}, destination: {selector: label == 'foo'}}]")]
    [InlineData("selector: has(app)\negress: [{action: Allow, source: {selector: app == 'a'}, destination: {nets: [192.0.2.1/32]}}, {action: Pass, source: {selector: \"app=='a'\"}}]")]
    [InlineData("""
        selector: has(app)
        ingress: [{action: Allow, protocol: TCP, destination: {selector: app == 'a', ports: [80]}}, {action: Allow, protocol: TCP, destination: {selector: app == 'a', ports: [81]}, source: {selector: x == 'y'}}]
        egress: [{action: Allow, source: {selector: app == 'a'}, destination: {selector: db == 'x'}}]
        """)]
    [InlineData("ingress: [{action: Allow, destination: {serviceAccounts: {names: [a]}}}]")]
    public void Rules_that_all_pick_the_same_endpoints_are_found_once_and_by_this_rule_alone(string spec)
    {
        Assert.Equal(["$.spec.selector"], Input.Paths("CP1006", Yaml.NetworkPolicy(spec)));
        Assert.Equal(["$.spec.selector"], Input.Paths("CP1006", Yaml.GlobalNetworkPolicy(spec)));
        Assert.Empty(Input.Paths("CP1005", Yaml.NetworkPolicy(spec)));
        Assert.Empty(Input.Paths("CP1001", Yaml.GlobalNetworkPolicy(spec)));
    }

    [Theory]
    // Different ones: CP1005 says so of each.
    [InlineData("selector: has(app)\ningress: [{action: Allow, destination: {selector: app == 'a'}}, {action: Allow, destination: {selector: app == 'b'}}]", 2)]
    [InlineData("selector: has(app)\ningress: [{action: Allow, destination: {selector: app == 'a'}}]\negress: [{action: Pass}]", 1)]
    [InlineData("selector: has(app)\ningress: [{action: Allow, destination: {selector: app == 'a'}}, {action: Deny}]", 1)]
    // The policy selects no more than the rule picks.
    [InlineData("selector: app == 'a'\ningress: [{action: Allow, destination: {selector: \"app in {'a', 'b'}\"}}]", 1)]
    [InlineData("selector: has(app)\ningress: [{action: Allow, source: {selector: app == 'a'}}]", 0)]
    [InlineData("selector: has(app)", 0)]
    public void Other_policies_are_not_its_business(string spec, int ownSides)
    {
        Assert.Empty(Input.Paths("CP1006", Yaml.NetworkPolicy(spec)));
        Assert.Equal(ownSides, Input.Paths("CP1005", Yaml.NetworkPolicy(spec)).Length);
    }

    [Fact]
    public void Forwarded_traffic_has_ends_of_its_own() => Assert.Empty(Input.Paths(
        "CP1006", Yaml.GlobalNetworkPolicy("applyOnForward: true\nselector: has(host-endpoint)\ningress: [{action: Deny, destination: {selector: app == 'a'}}]")));

    [Fact]
    public void The_change_of_behaviour_is_told()
    {
        const string Spec = "tier: t\nselector: has(app)\ntypes: [Ingress, Egress]\ningress: [{action: Allow, destination: {selector: app == 'a'}}]";
        var finding = Input.Single("CP1006", Yaml.NetworkPolicy(Spec));
        Assert.Contains("10 of 10,000", finding.Message, StringComparison.Ordinal);
        Assert.Contains("a NetworkPolicy with selector: has(app) && app == 'a'", finding.Recommendation, StringComparison.Ordinal);
        Assert.Contains("the end of tier t denies all their ingress and egress", finding.Recommendation, StringComparison.Ordinal);
        Assert.Contains("For the other endpoints nothing changes", Input.Single(
            "CP1006", Yaml.Documents(Yaml.Tier("t", "Pass"), Yaml.NetworkPolicy(Spec))).Recommendation, StringComparison.Ordinal);
    }
}
