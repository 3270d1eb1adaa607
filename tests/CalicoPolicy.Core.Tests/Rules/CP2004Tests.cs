namespace CalicoPolicy.Core.Tests.Rules;

public class CP2004Tests
{
    private const string Later = "tier: application\nselector: app == 'web'\ningress: [{action: Allow, source: {selector: app == 'x'}}]";

    [Theory]
    [InlineData("tier: security\nselector: app == 'web'\ningress: [{action: Allow, source: {selector: app == 'scanner'}}]")]
    [InlineData("tier: security\ningress: [{action: Deny, source: {nets: [203.0.113.0/24]}}]")]
    [InlineData("tier: security\nselector: app=='web'\ntypes: [Ingress, Egress]\ningress: [{action: Allow, source: {selector: app == 'scanner'}}]\negress: [{action: Pass}]")]
    public void Later_policies_for_the_same_endpoints_are_never_reached(string spec)
    {
        Assert.Equal(["$.spec.tier"], Judge(Yaml.NetworkPolicy(spec, "security.web"), Later));
        Assert.Equal(["$.spec.tier"], Judge(Yaml.GlobalNetworkPolicy(spec), Later));
    }

    [Theory]
    // A way on, in this policy or in another one of the tier.
    [InlineData("tier: security\nselector: app == 'web'\ningress: [{action: Allow, source: {selector: app == 'scanner'}}, {action: Pass}]")]
    [InlineData("tier: security\nselector: app == 'web'\ningress: [{action: Pass, source: {selector: app == 'x'}}, {action: Allow, source: {selector: app == 'scanner'}}]")]
    // Meant to be the last word.
    [InlineData("tier: security\nselector: app == 'web'\ningress: [{action: Log}, {action: Deny}]")]
    // Perhaps other endpoints, another direction, another namespace.
    [InlineData("tier: security\nselector: role == 'front'\ningress: [{action: Allow, source: {selector: app == 'scanner'}}]")]
    [InlineData("tier: security\nselector: app == 'web'\negress: [{action: Allow, destination: {selector: app == 'scanner'}}]")]
    // A tier that nobody knows.
    [InlineData("tier: unknown\nselector: app == 'web'\ningress: [{action: Allow, source: {selector: app == 'scanner'}}]")]
    public void Otherwise_nothing_is_said(string spec) => Assert.Empty(Judge(Yaml.NetworkPolicy(spec, "security.web"), Later));

    [Fact]
    public void A_pass_of_another_policy_of_the_tier_will_do() => Assert.Empty(Input.Paths("CP2004", Yaml.Documents(
        Yaml.Tier("security", order: 200), Yaml.Tier("application", order: 300),
        Yaml.NetworkPolicy("tier: security\nselector: app == 'web'\ningress: [{action: Allow, source: {selector: app == 'scanner'}}]", "security.web"),
        Yaml.GlobalNetworkPolicy("tier: security\ningress: [{action: Pass}]", "security.rest"),
        Yaml.NetworkPolicy(Later))));

    [Theory]
    [InlineData("Pass", 200)]
    [InlineData("Deny", 400)]
    public void So_will_a_tier_that_passes_or_comes_last(string action, double order)
    {
        var yaml = Yaml.Documents(
            Yaml.Tier("security", action, order), Yaml.Tier("application", order: 300),
            Yaml.NetworkPolicy("tier: security\nselector: app == 'web'\ningress: [{action: Allow, source: {selector: app == 'scanner'}}]", "security.web"),
            Yaml.NetworkPolicy(Later));
        Assert.DoesNotContain(Input.Judge(yaml, new() { IncludeRule = ["CP2004"] }), finding => finding.Name == "security.web");
    }

    [Fact]
    public void Another_namespace_has_other_pods() => Assert.Empty(Input.Paths("CP2004", Yaml.Documents(
        Yaml.Tier("security", order: 200), Yaml.Tier("application", order: 300),
        Yaml.NetworkPolicy("tier: security\ningress: [{action: Allow, source: {selector: app == 'scanner'}}]", "security.web", "other"),
        Yaml.NetworkPolicy(Later))));

    private static string[] Judge(string policy, string later) => Input.Paths("CP2004", Yaml.Documents(
        Yaml.Tier("security", order: 200), Yaml.Tier("application", order: 300), policy, Yaml.NetworkPolicy(later)));
}
