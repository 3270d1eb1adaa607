namespace CalicoPolicy.Core.Tests.Rules;

public class CP2208Tests
{
    [Theory]
    [InlineData("podSelector: {}\negress: [{to: [{podSelector: {}}]}]")]
    [InlineData("podSelector: {matchLabels: {app: web}}\negress: [{ports: [{port: 53, protocol: UDP}]}]")]
    [InlineData("podSelector: {}\ningress: []\negress: [{}]")]
    public void Egress_alone_isolates_ingress(string spec)
    {
        Assert.Equal(["$.spec.egress"], Input.Paths("CP2208", Yaml.KubernetesPolicy(spec)));
        var staged = Yaml.NetworkPolicy(spec, kind: "StagedKubernetesNetworkPolicy");
        Assert.Equal(["$.spec.egress"], Input.Paths("CP2208", staged));
    }

    [Theory]
    [InlineData("podSelector: {}\npolicyTypes: [Egress]\negress: [{to: [{podSelector: {}}]}]")]
    [InlineData("podSelector: {}\npolicyTypes: [Ingress, Egress]\negress: [{to: [{podSelector: {}}]}]")]
    [InlineData("podSelector: {}\ningress: [{from: [{podSelector: {}}]}]\negress: [{to: [{podSelector: {}}]}]")]
    [InlineData("podSelector: {}\ningress: [{from: [{podSelector: {}}]}]")]
    public void Others_say_what_they_do(string spec) => Assert.Empty(Input.Paths("CP2208", Yaml.KubernetesPolicy(spec)));

    [Fact]
    public void Calicos_own_policies_go_by_their_rules() =>
        Assert.Empty(Input.Paths("CP2208", Yaml.NetworkPolicy("egress: [{action: Allow, destination: {selector: app == 'x'}}]")));
}
