using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP2101Tests
{
    private const string Scope = "namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}\n";
    private static readonly string App = Yaml.NetworkPolicy("selector: app == 'web'\ningress: [{action: Allow, source: {selector: app == 'x'}}]");

    [Theory]
    [InlineData("selector: app == 'web'\ntypes: [Ingress, Egress]", "ingress and egress")]
    [InlineData(Scope + "types: [Ingress]", "egress")]
    [InlineData(Scope + "types: [Egress]", "ingress")]
    public void A_set_without_one_is_found_once(string spec, string missing)
    {
        var finding = Assert.Single(Judge(App, Yaml.GlobalNetworkPolicy(spec)));
        Assert.Equal(("application.web", FindingSeverity.High), (finding.Name, finding.Severity));
        Assert.Contains($"global default deny of {missing}, staged", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Staged_deletions_and_those_of_a_namespace_do_not_count() => Assert.Single(Judge(
        Yaml.NetworkPolicy("types: [Ingress, Egress]"), Yaml.GlobalNetworkPolicy("stagedAction: Delete", kind: "StagedGlobalNetworkPolicy")));

    [Theory]
    [InlineData("GlobalNetworkPolicy", Scope + "types: [Ingress, Egress]")]
    [InlineData("StagedGlobalNetworkPolicy", Scope + "types: [Ingress, Egress]\negress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}]")]
    [InlineData("GlobalNetworkPolicy", "selector: all()\ningress: [{action: Deny}]\negress: [{action: Deny}]")]
    public void Staged_or_enforced_one_will_do(string kind, string spec) => Assert.Empty(Judge(App, Yaml.GlobalNetworkPolicy(spec, kind: kind)));

    [Fact]
    public void Part_of_a_set_may_have_it_elsewhere() => Assert.Empty(Input.Paths("CP2101", App));

    [Fact]
    public void A_set_without_policies_is_no_set() => Assert.Empty(Judge(Yaml.Tier("t"), Yaml.Namespace("shop")));

    private static List<PolicyFinding> Judge(params string[] documents) =>
        Input.Judge(Yaml.Documents(documents), new() { IncludeRule = ["CP2101"], Complete = true });
}
