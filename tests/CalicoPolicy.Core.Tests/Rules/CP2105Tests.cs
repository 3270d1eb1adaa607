namespace CalicoPolicy.Core.Tests.Rules;

public class CP2105Tests
{
    private const string Scope = "namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}\n";

    [Theory]
    [InlineData("tier: security\ntypes: [Ingress, Egress]", "$.spec.tier")]
    [InlineData("order: 2000\ntypes: [Ingress, Egress]", "$.spec.order")]
    [InlineData("types: [Ingress, Egress]\ningress: [{action: Deny}]", "$.spec.ingress[0]")]
    [InlineData("tier: security\norder: 1\ntypes: [Ingress]", "$.spec.tier,$.spec.order")]
    [InlineData("ingress: [{action: Deny}]\negress: [{action: Deny}]", "$.spec.ingress[0],$.spec.egress[0]")]
    public void What_makes_it_come_early_is_found(string spec, string paths) =>
        Assert.Equal(paths, string.Join(',', Input.Paths("CP2105", Yaml.GlobalNetworkPolicy(Scope + spec)).OrderBy(path => paths.IndexOf(path, StringComparison.Ordinal))));

    [Theory]
    [InlineData("selector: all()\norder: 10\ntypes: [Ingress, Egress]", "$.spec.order")]
    [InlineData("tier: application\ntypes: [Ingress, Egress]", "$.spec.tier")]
    [InlineData("ingress: [{action: Deny}]", "$.spec.ingress[0]")]
    public void In_a_namespace_too(string spec, string path) => Assert.Equal([path], Input.Paths("CP2105", Yaml.NetworkPolicy(spec)));

    [Theory]
    // As the documentation has it.
    [InlineData(Scope + "types: [Ingress, Egress]\negress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}]")]
    [InlineData("tier: quarantine\norder: 10\nselector: quarantine == 'true'\ningress: [{action: Deny}]\negress: [{action: Deny}]")]
    [InlineData("tier: quarantine\norder: 10\nnamespaceSelector: quarantine == 'true'\ningress: [{action: Deny}]\negress: [{action: Deny}]")]
    [InlineData("tier: security\norder: 0\ningress: [{action: Deny, source: {selector: deny-list == 'true'}}, {action: Pass}]")]
    [InlineData("tier: platform\norder: 5\ntypes: [Egress]\negress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}]")]
    public void Others_are_not(string spec) => Assert.Empty(Input.Paths("CP2105", Yaml.GlobalNetworkPolicy(spec)));

    [Fact]
    public void The_quarantine_of_a_namespace_is_meant_to_come_first() => Assert.Empty(Input.Paths(
        "CP2105", Yaml.NetworkPolicy("tier: quarantine\norder: 1\ningress: [{action: Deny}]\negress: [{action: Deny}]")));

    [Fact]
    public void A_tier_that_passes_holds_no_default_deny() => Assert.Empty(Input.Paths(
        "CP2105", Yaml.Documents(Yaml.Tier("open", "Pass"), Yaml.GlobalNetworkPolicy(Scope + "tier: open\ntypes: [Ingress, Egress]"))));
}
