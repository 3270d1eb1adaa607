using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP2207Tests
{
    [Theory]
    [InlineData("types: [Ingress, Egress]\ningress: [{action: Allow, source: {selector: app == 'x'}}]")]
    [InlineData("types: [Ingress, Egress]\negress: [{action: Allow, destination: {selector: app == 'x'}}]")]
    [InlineData("selector: app == 'web'\ntypes: [Egress, Ingress]\negress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}]")]
    public void A_direction_without_rules_is_found(string spec)
    {
        var finding = Input.Single("CP2207", Yaml.NetworkPolicy(spec));
        Assert.Equal(("$.spec.types", FindingSeverity.Low), (finding.JsonPath, finding.Severity));
    }

    [Theory]
    [InlineData("podSelector: {}\npolicyTypes: [Ingress, Egress]\ningress: [{from: [{podSelector: {}}]}]", 1)]
    [InlineData("podSelector: {}\npolicyTypes: [Ingress, Egress]\negress: [{to: [{podSelector: {}}]}]", 1)]
    [InlineData("podSelector: {}\npolicyTypes: [Ingress, Egress]\negress: [{ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]}]", 0)]
    [InlineData("podSelector: {}\npolicyTypes: [Ingress, Egress]", 0)]
    public void In_a_Kubernetes_policy_too(string spec, int findings) => Assert.Equal(findings, Input.Paths("CP2207", Yaml.KubernetesPolicy(spec)).Length);

    [Theory]
    [InlineData("types: [Ingress]\ningress: [{action: Allow, source: {selector: app == 'x'}}]")]
    [InlineData("types: [Ingress, Egress]")]
    [InlineData("types: [Ingress, Egress]\negress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}]")]
    [InlineData("ingress: [{action: Allow, source: {selector: app == 'x'}}]")]
    public void Others_are_not(string spec) => Assert.Empty(Input.Paths("CP2207", Yaml.NetworkPolicy(spec)));

    [Fact]
    public void Where_the_tier_passes_nothing_is_denied() => Assert.Empty(Input.Paths("CP2207", Yaml.Documents(
        Yaml.Tier("t", "Pass"), Yaml.NetworkPolicy("tier: t\ntypes: [Ingress, Egress]\ningress: [{action: Deny, source: {selector: app == 'x'}}]"))));
}
