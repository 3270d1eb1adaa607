namespace CalicoPolicy.Core.Tests.Rules;

public class CP3010Tests
{
    private static readonly string Set = Yaml.GlobalNetworkSet("ip-deny-list: 'true'");

    [Theory]
    [InlineData("ingress: [{action: Deny, source: {selector: ip-deny-list == 'true'}}, {action: Pass}]", "$.spec.ingress[0].source.selector")]
    [InlineData("selector: has(app)\negress: [{action: Deny, destination: {selector: has(ip-deny-list)}}]", "$.spec.egress[0].destination.selector")]
    [InlineData("ingress: [{action: Deny, protocol: TCP, source: {selector: \"ip-deny-list in {'true'}\"}, destination: {ports: [22]}}]", "$.spec.ingress[0].source.selector")]
    public void A_list_that_pods_can_get_on_is_found(string spec, string path) =>
        Assert.Equal([path], Input.Paths("CP3010", Yaml.Documents(Set, Yaml.GlobalNetworkPolicy("tier: t\n" + spec))));

    [Theory]
    // As the documentation has it.
    [InlineData("ingress: [{action: Deny, source: {selector: ip-deny-list == 'true' && !has(projectcalico.org/namespace)}}]")]
    [InlineData("ingress: [{action: Deny, source: {selector: ip-deny-list == 'true', namespaceSelector: global()}}]")]
    [InlineData("ingress: [{action: Allow, source: {selector: ip-deny-list == 'true'}}]")]
    [InlineData("ingress: [{action: Deny, source: {selector: app == 'x'}}]")]
    public void Guards_and_other_rules_are_fine(string spec) => Assert.Empty(Input.Paths("CP3010", Yaml.Documents(Set, Yaml.GlobalNetworkPolicy("tier: t\n" + spec))));

    [Fact]
    public void Where_something_in_a_namespace_has_the_label_it_is_meant() => Assert.Empty(Input.Paths("CP3010", Yaml.Documents(
        Set, Yaml.NetworkSet("ip-deny-list: 'true'"), Yaml.GlobalNetworkPolicy("ingress: [{action: Deny, source: {selector: ip-deny-list == 'true'}}]"))));

    [Fact]
    public void The_set_of_a_threat_feed_counts()
    {
        const string Feed = "apiVersion: projectcalico.org/v3\nkind: GlobalThreatFeed\nmetadata: {name: feodo}\nspec:\n  globalNetworkSet: {labels: {security-action: block}}\n";
        Assert.Equal(["$.spec.ingress[0].source.selector"], Input.Paths("CP3010", Yaml.Documents(
            Feed, Yaml.GlobalNetworkPolicy("ingress: [{action: Deny, source: {selector: security-action == 'block'}}]"))));
    }

    [Theory]
    [InlineData("tier: t\norder: 1\ningress: [{action: Allow, protocol: TCP, destination: {ports: [443]}}]", 1)]
    [InlineData("tier: t\norder: 1\ningress: [{action: Allow}]", 1)]
    [InlineData("tier: t\norder: 9\ningress: [{action: Allow}]", 0)]
    [InlineData("tier: u\norder: 1\ningress: [{action: Allow}]", 0)]
    [InlineData("tier: t\norder: 1\ningress: [{action: Allow, source: {selector: app == 'x'}}]", 0)]
    [InlineData("tier: t\norder: 1\nselector: app == 'x'\ningress: [{action: Allow}]", 0)]
    [InlineData("tier: t\norder: 1\negress: [{action: Allow}]", 0)]
    public void A_list_behind_an_allow_of_any_address_is_found(string allow, int findings) => Assert.Equal(
        findings,
        Input.Paths("CP3010", Yaml.Documents(Set, Yaml.GlobalNetworkPolicy(allow, "t.allow"), Yaml.GlobalNetworkPolicy(
            "tier: t\norder: 5\ningress: [{action: Deny, source: {selector: ip-deny-list == 'true' && !has(projectcalico.org/namespace)}}]", "t.list"))).Length);

    [Fact]
    public void Within_a_policy_too() => Assert.Equal(["$.spec.ingress[1]"], Input.Paths("CP3010", Yaml.Documents(Set, Yaml.GlobalNetworkPolicy("""
        ingress:
          - {action: Allow, protocol: TCP, destination: {ports: [443]}}
          - {action: Deny, source: {selector: ip-deny-list == 'true', namespaceSelector: global()}}
        """))));
}
