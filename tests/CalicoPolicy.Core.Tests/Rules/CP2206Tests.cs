namespace CalicoPolicy.Core.Tests.Rules;

public class CP2206Tests
{
    [Theory]
    // blockthreats, as the documentation has it.
    [InlineData("tier: default\nselector: all()\ntypes: [Ingress]\ningress: [{action: Deny, source: {selector: security-action == 'block'}}]", "$.spec.ingress")]
    [InlineData("egress: [{action: Log, destination: {nets: [203.0.113.0/24]}}, {action: Deny, destination: {nets: [203.0.113.0/24]}}]", "$.spec.egress")]
    [InlineData("namespaceSelector: has(projectcalico.org/name)\ningress: [{action: Deny, protocol: TCP, destination: {ports: [23]}}]", "$.spec.ingress")]
    [InlineData("namespaceSelector: '!has(projectcalico.org/name)'\ningress: [{action: Deny, protocol: TCP, destination: {ports: [23]}}]", "$.spec.ingress")]
    public void Block_and_nothing_else_is_found(string spec, string path) => Assert.Equal([path], Input.Paths("CP2206", Yaml.GlobalNetworkPolicy(spec)));

    [Theory]
    // block-feodo ends with Allow.
    [InlineData("egress: [{action: Deny, destination: {selector: docs.tigera.io-threatfeed == 'feodo'}}, {action: Allow}]")]
    [InlineData("ingress: [{action: Deny, source: {selector: deny-list == 'true'}}, {action: Pass}]")]
    [InlineData("ingress: [{action: Deny}]")]
    [InlineData("selector: app == 'web'\ningress: [{action: Deny, source: {nets: [203.0.113.0/24]}}]")]
    [InlineData("selector: has(host-endpoint)\napplyOnForward: true\ndoNotTrack: true\ningress: [{action: Deny, source: {selector: ip-deny-list == 'true'}}]")]
    [InlineData("namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}\ningress: [{action: Deny, source: {nets: [203.0.113.0/24]}}]")]
    public void Others_are_not(string spec) => Assert.Empty(Input.Paths("CP2206", Yaml.GlobalNetworkPolicy(spec)));

    [Fact]
    public void The_tier_may_pass() => Assert.Empty(Input.Paths("CP2206", Yaml.Documents(
        Yaml.Tier("feeds", "Pass"), Yaml.GlobalNetworkPolicy("tier: feeds\ningress: [{action: Deny, source: {selector: a == 'b'}}]"))));

    [Theory]
    [InlineData("tier: t\norder: 1000\ningress: [{action: Allow}]", 0)]
    [InlineData("tier: t\norder: 1000\ningress: [{action: Pass}]", 0)]
    [InlineData("tier: t\norder: 1000\nselector: app == 'x'\ningress: [{action: Pass}]", 1)]
    [InlineData("tier: u\norder: 1000\ningress: [{action: Pass}]", 1)]
    public void A_companion_may_let_the_rest_through(string companion, int findings) => Assert.Equal(findings, Input.Paths("CP2206", Yaml.Documents(
        Yaml.GlobalNetworkPolicy("tier: t\norder: 0\ningress: [{action: Deny, source: {selector: a == 'b'}}]"), Yaml.GlobalNetworkPolicy(companion, "t.rest"))).Length);

    [Fact]
    public void On_the_whole_set_a_policy_that_is_alone_is_found_too()
    {
        var block = Yaml.NetworkPolicy("tier: t\nselector: app == 'web'\ningress: [{action: Deny, source: {nets: [203.0.113.0/24]}}]");
        Assert.Empty(Input.Paths("CP2206", block));
        Assert.Equal(["$.spec.ingress"], Input.PathsOfAll("CP2206", block));
        Assert.Empty(Input.PathsOfAll("CP2206", block, Yaml.NetworkPolicy("tier: t\nselector: has(app)\ningress: [{action: Allow, source: {selector: app == 'y'}}]", "other")));
    }
}
