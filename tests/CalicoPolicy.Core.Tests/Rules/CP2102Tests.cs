using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP2102Tests
{
    [Theory]
    // "Don't try this".
    [InlineData("selector: all()\ntypes: [Ingress, Egress]")]
    [InlineData("types: [Ingress]")]
    [InlineData("namespaceSelector: all()\ntypes: [Egress]")]
    [InlineData("types: [Ingress, Egress]\negress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}]")]
    [InlineData("ingress: [{action: Deny}]")]
    public void A_default_deny_of_everything_is_found(string spec)
    {
        var finding = Input.Single("CP2102", Yaml.GlobalNetworkPolicy(spec));
        Assert.Equal(("$.spec.selector", FindingSeverity.High), (finding.JsonPath, finding.Severity));
    }

    [Theory]
    [InlineData("namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}\ntypes: [Ingress, Egress]")]
    [InlineData("selector: app == 'web'\ntypes: [Ingress, Egress]")]
    [InlineData("types: [Egress]\negress: [{action: Allow, destination: {selector: app == 'x'}}]")]
    // Lets pods ask for names, and governs nothing else.
    [InlineData("types: [Egress]\negress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}]")]
    [InlineData("types: [Ingress]\ndoNotTrack: true\napplyOnForward: true")]
    public void Others_are_not(string spec) => Assert.Empty(Input.Paths("CP2102", Yaml.GlobalNetworkPolicy(spec)));

    [Fact]
    public void Staged_it_cuts_nobody() =>
        Assert.Empty(Input.Paths("CP2102", Yaml.GlobalNetworkPolicy("types: [Ingress, Egress]", kind: "StagedGlobalNetworkPolicy")));

    [Fact]
    public void In_a_tier_that_passes_it_denies_nothing() => Assert.Empty(Input.Paths(
        "CP2102", Yaml.Documents(Yaml.Tier("open", "Pass"), Yaml.GlobalNetworkPolicy("tier: open\ntypes: [Ingress, Egress]"))));
}
