namespace CalicoPolicy.Core.Tests.Rules;

public class CP3013Tests
{
    private const string PreDnat = "selector: has(host-endpoint)\napplyOnForward: true\npreDNAT: true\n";

    [Theory]
    [InlineData("ingress: [{action: Allow, source: {nets: [192.0.2.0/24]}}]")]
    [InlineData("types: [Ingress]\ningress: [{action: Log}, {action: Allow, protocol: TCP, destination: {ports: [80]}}]")]
    [InlineData("ingress: [{action: Deny, source: {nets: [203.0.113.0/24]}}, {action: Allow, source: {nets: [192.0.2.0/24]}}]")]
    public void Allow_alone_keeps_nobody_out(string rules) => Assert.Equal(["$.spec.ingress"], Input.Paths("CP3013", Yaml.GlobalNetworkPolicy(PreDnat + rules)));

    [Theory]
    [InlineData(PreDnat + "ingress: [{action: Allow, source: {nets: [192.0.2.0/24]}}, {action: Deny}]")]
    [InlineData(PreDnat + "ingress: [{action: Allow, source: {nets: [192.0.2.0/24]}}, {action: Deny, protocol: TCP, destination: {ports: ['30000:32767']}}]")]
    [InlineData(PreDnat + "ingress: [{action: Deny, source: {nets: [203.0.113.0/24]}}]")]
    [InlineData("selector: has(host-endpoint)\napplyOnForward: true\ningress: [{action: Allow, source: {nets: [192.0.2.0/24]}}]")]
    public void Others_are_fine(string spec) => Assert.Empty(Input.Paths("CP3013", Yaml.GlobalNetworkPolicy(spec)));

    [Fact]
    public void As_in_the_documentation_another_policy_may_deny() => Assert.Empty(Input.Paths("CP3013", Yaml.Documents(
        Yaml.GlobalNetworkPolicy(PreDnat + "order: 10\ningress: [{action: Allow, source: {nets: [192.0.2.0/24]}}]", "allow-cluster-internal-ingress"),
        Yaml.GlobalNetworkPolicy(PreDnat + "order: 20\ningress: [{action: Deny}]", "drop-other-ingress"))));
}
