namespace CalicoPolicy.Core.Tests.Rules;

public class CP2203Tests
{
    [Theory]
    // Never evaluated.
    [InlineData("types: [Ingress]\negress: [{action: Allow, destination: {selector: app == 'x'}}]", "$.spec.egress")]
    [InlineData("types: [Egress]\ningress: [{action: Deny}]\negress: [{action: Allow, destination: {selector: app == 'x'}}]", "$.spec.ingress")]
    // Ingress by default.
    [InlineData("selector: app == 'web'", "$.spec.types")]
    // Ingress by rules, both or Egress by fields.
    [InlineData("ingress: [{action: Allow, source: {selector: app == 'x'}}]\negress: []", "$.spec.egress")]
    [InlineData("egress: []", "$.spec.egress")]
    [InlineData("ingress: []\negress: [{action: Allow, destination: {selector: app == 'x'}}]", "$.spec.ingress")]
    public void Calicos_own(string spec, string path)
    {
        Assert.Equal([path], Input.Paths("CP2203", Yaml.NetworkPolicy(spec)));
        Assert.Equal([path], Input.Paths("CP2203", Yaml.GlobalNetworkPolicy(spec, kind: "StagedGlobalNetworkPolicy")));
    }

    [Theory]
    [InlineData("podSelector: {}\negress: []", "$.spec.egress")]
    [InlineData("podSelector: {}\npolicyTypes: [Ingress]\negress: [{to: [{podSelector: {}}]}]", "$.spec.egress")]
    [InlineData("podSelector: {}\npolicyTypes: [Egress]\ningress: [{from: [{podSelector: {}}]}]", "$.spec.ingress")]
    public void Kubernetes_own(string spec, string path) => Assert.Equal([path], Input.Paths("CP2203", Yaml.KubernetesPolicy(spec)));

    [Theory]
    [InlineData("types: [Ingress, Egress]")]
    [InlineData("types: [Ingress]\ningress: []\negress: []")]
    [InlineData("ingress: [{action: Allow, source: {selector: app == 'x'}}]")]
    [InlineData("egress: [{action: Allow, destination: {selector: app == 'x'}}]")]
    [InlineData("ingress: [{action: Deny}]\negress: [{action: Deny}]")]
    // The word is CP3001's.
    [InlineData("types: [ingress, EGRESS]\ningress: [{action: Deny}]\negress: [{action: Deny}]")]
    public void What_is_said_or_plain_is_fine(string spec) => Assert.Empty(Input.Paths("CP2203", Yaml.NetworkPolicy(spec)));

    [Theory]
    [InlineData("podSelector: {}\npolicyTypes: [Ingress, Egress]\negress: []")]
    [InlineData("podSelector: {}\ningress: []")]
    [InlineData("podSelector: {}\negress: [{to: [{podSelector: {}}]}]")]
    public void Kubernetes_policies_that_say_it_are_fine(string spec) => Assert.Empty(Input.Paths("CP2203", Yaml.KubernetesPolicy(spec)));

    [Fact]
    public void A_staged_deletion_says_nothing_else() =>
        Assert.Empty(Input.Paths("CP2203", Yaml.NetworkPolicy("tier: t\nstagedAction: Delete", kind: "StagedNetworkPolicy")));
}
