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

    [Theory]
    [InlineData("podSelector: {matchLabels: {app: web}}\ningress: [{from: [{podSelector: {}}]}]", 1)]
    [InlineData("podSelector: {matchLabels: {app: other}}\ningress: [{from: [{podSelector: {}}]}]", 0)]
    [InlineData("podSelector: {matchLabels: {app: web}}\npolicyTypes: [Egress]\negress: [{to: [{podSelector: {}}]}]", 0)]
    // Denies no more than the end of the tier does.
    [InlineData("podSelector: {matchLabels: {app: web}}\npolicyTypes: [Ingress]", 0)]
    public void Kubernetes_policies_are_in_the_default_tier(string spec, int findings) => Assert.Equal(findings, Input.Paths("CP2004", Yaml.Documents(
        Yaml.Tier("security", order: 200),
        Yaml.NetworkPolicy("tier: security\nselector: app == 'web'\ningress: [{action: Allow, source: {selector: app == 'scanner'}}]", "security.web"),
        Yaml.KubernetesPolicy(spec))).Length);

    [Fact]
    public void A_later_default_deny_is_not_missed() => Assert.Empty(Judge(
        Yaml.NetworkPolicy("tier: security\nselector: app == 'web'\ningress: [{action: Allow, source: {selector: app == 'scanner'}}]", "security.web"),
        "tier: application\nselector: app == 'web'\ntypes: [Ingress]"));

    [Theory]
    [InlineData("tenant: acme", 1)]
    [InlineData("tenant: globex", 0)]
    [InlineData("team: acme", 0)]
    public void Labels_of_namespaces_in_the_input_are_known(string label, int findings) => Assert.Equal(findings, Input.Paths("CP2004", Yaml.Documents(
        Yaml.Tier("security", order: 200), Yaml.Tier("application", order: 300),
        $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, labels: {{{label}}}}}\n",
        Yaml.GlobalNetworkPolicy("tier: security\nnamespaceSelector: tenant == 'acme'\ningress: [{action: Allow, source: {selector: app == 'scanner'}}]"),
        Yaml.NetworkPolicy(Later))).Length);

    private static string[] Judge(string policy, string later) => Input.Paths("CP2004", Yaml.Documents(
        Yaml.Tier("security", order: 200), Yaml.Tier("application", order: 300), policy, Yaml.NetworkPolicy(later)));
}
