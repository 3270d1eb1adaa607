namespace CalicoPolicy.Core.Tests.Rules;

public class CP3012Tests
{
    private const string Untracked = "selector: has(host-endpoint)\napplyOnForward: true\ndoNotTrack: true\n";

    [Theory]
    [InlineData("ingress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]", "$.spec.ingress")]
    [InlineData("egress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]", "$.spec.egress")]
    [InlineData("types: [Ingress, Egress]\ningress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]\negress: [{action: Deny}]", "$.spec.ingress")]
    public void One_way_is_found(string rules, string path) => Assert.Equal([path], Input.Paths("CP3012", Yaml.GlobalNetworkPolicy(Untracked + rules)));

    [Theory]
    [InlineData(Untracked + "ingress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]\negress: [{action: Allow, protocol: TCP, source: {ports: [80]}}]")]
    // A deny list on the hosts.
    [InlineData(Untracked + "ingress: [{action: Deny, source: {selector: ip-deny-list == 'true'}}]")]
    [InlineData("selector: has(host-endpoint)\napplyOnForward: true\ningress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]")]
    public void Others_are_fine(string spec) => Assert.Empty(Input.Paths("CP3012", Yaml.GlobalNetworkPolicy(spec)));

    [Fact]
    public void The_other_way_may_be_another_policy() => Assert.Empty(Input.Paths("CP3012", Yaml.Documents(
        Yaml.GlobalNetworkPolicy(Untracked + "ingress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]", "in"),
        Yaml.GlobalNetworkPolicy(Untracked + "egress: [{action: Allow, protocol: TCP, source: {ports: [80]}}]", "out"))));
}
