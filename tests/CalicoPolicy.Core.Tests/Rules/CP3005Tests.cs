namespace CalicoPolicy.Core.Tests.Rules;

public class CP3005Tests
{
    [Theory]
    [InlineData("egress: [{action: Allow, protocol: TCP, source: {ports: [443, 80]}, destination: {selector: app == 'x'}}]", "$.spec.egress[0].source.ports")]
    [InlineData("ingress: [{action: Allow, protocol: TCP, source: {ports: [443], selector: app == 'x'}}]", "$.spec.ingress[0].source.ports")]
    [InlineData("ingress: [{action: Deny, protocol: UDP, source: {ports: ['1000:2000']}}]", "$.spec.ingress[0].source.ports")]
    public void Ports_on_the_source_alone_are_found(string rules, string path) => Assert.Equal([path], Input.Paths("CP3005", Yaml.NetworkPolicy(rules)));

    [Theory]
    [InlineData("egress: [{action: Allow, protocol: TCP, destination: {ports: [443]}}]")]
    [InlineData("egress: [{action: Allow, protocol: UDP, source: {ports: [68]}, destination: {ports: [67]}}]")]
    [InlineData("egress: [{action: Allow, protocol: UDP, source: {ports: [68]}, destination: {notPorts: [67]}}]")]
    [InlineData("egress: [{action: Allow, protocol: TCP, source: {notPorts: [80]}}]")]
    [InlineData("egress: [{action: Allow, protocol: TCP, source: {ports: [80]}, destination: {services: {name: api, namespace: web}}}]")]
    public void Ports_on_the_destination_are_fine(string rules) => Assert.Empty(Input.Paths("CP3005", Yaml.NetworkPolicy(rules)));

    [Fact]
    public void Replies_of_untracked_traffic_are_named_by_their_source_port() => Assert.Empty(Input.Paths("CP3005", Yaml.GlobalNetworkPolicy("""
        selector: has(host-endpoint)
        doNotTrack: true
        applyOnForward: true
        egress: [{action: Allow, protocol: TCP, source: {ports: [11211]}}]
        """)));

    [Fact]
    public void The_recommendation_names_the_ports() => Assert.Equal(
        "Move 443, 8000:8010 from source.ports to destination.ports.",
        Input.Single("CP3005", Yaml.NetworkPolicy("egress: [{action: Allow, protocol: TCP, source: {ports: ['443', '8000:8010']}}]")).Recommendation);
}
