namespace CalicoPolicy.Core.Tests.Rules;

public class CP5004Tests
{
    [Theory]
    [InlineData("egress: [{action: Allow}]", "$.spec.egress[0]")]
    [InlineData("ingress: [{action: Allow}]", "$.spec.ingress[0]")]
    [InlineData("egress: [{action: Allow, protocol: TCP}]", "$.spec.egress[0]")]
    [InlineData("egress: [{action: Allow, source: {selector: app == 'x'}}]", "$.spec.egress[0]")]
    [InlineData("egress: [{action: Allow, protocol: TCP, source: {ports: [443]}}]", "$.spec.egress[0]")]
    [InlineData("egress: [{action: Allow, destination: {nets: [0.0.0.0/0]}}]", "$.spec.egress[0].destination.nets")]
    [InlineData("ingress: [{action: Allow, protocol: UDP, source: {nets: ['::/0']}}]", "$.spec.ingress[0].source.nets")]
    public void An_Allow_of_anyone_on_any_port_is_found(string rules, string path) => Assert.Equal([path], Input.Paths("CP5004", Yaml.NetworkPolicy(rules)));

    [Theory]
    [InlineData("egress: [{action: Pass}]")]
    [InlineData("egress: [{action: Deny}]")]
    [InlineData("ingress: [{action: Allow, protocol: TCP, destination: {ports: [443]}}]")]
    [InlineData("egress: [{action: Allow, protocol: TCP, destination: {ports: [443], nets: [0.0.0.0/0]}}]")]
    [InlineData("egress: [{action: Allow, destination: {selector: all()}}]")]
    [InlineData("egress: [{action: Allow, destination: {domains: ['*.example.com']}}]")]
    [InlineData("egress: [{action: Allow, destination: {nets: [0.0.0.0/0], notNets: [10.0.0.0/8]}}]")]
    [InlineData("egress: [{action: Allow, destination: {notSelector: has(secret)}}]")]
    [InlineData("ingress: [{action: Allow, source: {namespaceSelector: projectcalico.org/name == 'x'}}]")]
    [InlineData("egress: [{action: Allow, destination: {services: {name: api, namespace: web}}}]")]
    // Ping.
    [InlineData("ingress: [{action: Allow, protocol: ICMP}]")]
    [InlineData("ingress: [{action: Allow, protocol: ICMPv6, icmp: {type: 128}}]")]
    [InlineData("ingress: [{action: Allow, protocol: 47}]")]
    public void What_is_narrowed_is_fine(string rules) => Assert.Empty(Input.Paths("CP5004", Yaml.NetworkPolicy(rules)));

    [Fact]
    public void The_companion_of_forwarding_hosts_is_fine() => Assert.Empty(Input.Paths("CP5004", Yaml.GlobalNetworkPolicy("""
        selector: has(host-endpoint)
        applyOnForward: true
        order: 1000
        ingress: [{action: Allow}]
        """)));

    [Fact]
    public void The_way_out_is_named() => Assert.Contains(
        "egress rule 2 (spec.egress[1]) allows traffic to any address on any port",
        Input.Single("CP5004", Yaml.NetworkPolicy("egress: [{action: Pass, destination: {selector: app == 'x'}}, {action: Allow}]")).Message,
        StringComparison.Ordinal);
}
