using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP2103Tests
{
    [Theory]
    // As a page of the documentation has it.
    [InlineData("namespaceSelector: projectcalico.org/name not in {'kube-system', 'calico-system', 'calico-apiserver'}", "namespaceSelector")]
    [InlineData("namespaceSelector: projectcalico.org/name != 'kube-system'", "namespaceSelector")]
    [InlineData("namespaceSelector: '!(projectcalico.org/name in {\"kube-system\"})'", "namespaceSelector")]
    [InlineData("selector: projectcalico.org/namespace not in {'kube-system', 'calico-system'}", "selector")]
    public void A_condition_that_only_excludes_selects_hosts(string scope, string field)
    {
        foreach (var kind in (string[])["GlobalNetworkPolicy", "StagedGlobalNetworkPolicy"])
        {
            var finding = Input.Single("CP2103", Yaml.GlobalNetworkPolicy(scope + "\ntypes: [Ingress, Egress]", kind: kind));
            Assert.Equal(($"$.spec.{field}", FindingSeverity.High), (finding.JsonPath, finding.Severity));
            Assert.Contains($"spec.{field}: has(projectcalico.org/name", finding.Recommendation, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}")]
    [InlineData("selector: has(projectcalico.org/namespace)\nnamespaceSelector: projectcalico.org/name not in {'kube-system'}")]
    [InlineData("selector: projectcalico.org/orchestrator == 'k8s'\nnamespaceSelector: projectcalico.org/name not in {'kube-system'}")]
    // For hosts, and for everything (CP2102).
    [InlineData("namespaceSelector: '!has(projectcalico.org/name)'")]
    [InlineData("selector: all()")]
    public void Others_do_not(string scope) =>
        Assert.Empty(Input.Paths("CP2103", Yaml.GlobalNetworkPolicy(scope + "\ntypes: [Ingress, Egress]")));

    [Fact]
    public void Policies_with_rules_are_no_default_deny() => Assert.Empty(Input.Paths(
        "CP2103", Yaml.GlobalNetworkPolicy("namespaceSelector: projectcalico.org/name != 'x'\ningress: [{action: Allow, source: {selector: app == 'y'}}]")));
}
