using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP2107Tests
{
    [Theory]
    [InlineData("has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system'}", "calico-system")]
    [InlineData("has(projectcalico.org/name) && projectcalico.org/name not in {'calico-system', 'dev'}", "kube-system")]
    [InlineData("has(projectcalico.org/name)", "kube-system, calico-system")]
    [InlineData("has(projectcalico.org/name) && projectcalico.org/name != 'kube-system' && !(projectcalico.org/name starts with 'tigera-')", "calico-system")]
    public void A_forgotten_namespace_is_found(string namespaces, string missing)
    {
        var finding = Input.Single("CP2107", Policy(namespaces));
        Assert.Equal("$.spec.namespaceSelector", finding.JsonPath);
        Assert.Contains($"does not leave out {missing}: ingress and egress", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    // As the page shows it, and what New-DefaultDenyPolicy writes.
    [InlineData("has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system','calico-system'}")]
    [InlineData("has(projectcalico.org/name) && projectcalico.org/name not in {'calico-apiserver', 'calico-system', 'kube-public', 'kube-system'} && !(projectcalico.org/name starts with 'tigera-')")]
    // Whether it holds for the system's namespaces is not known.
    [InlineData("has(projectcalico.org/name) && default-deny != 'off'")]
    [InlineData("env == 'live'")]
    public void Complete_lists_are_fine(string namespaces) => Assert.Empty(Input.Paths("CP2107", Policy(namespaces)));

    [Theory]
    [InlineData("Enterprise/3.21", 1)]
    [InlineData("Enterprise/3.22", 0)]
    [InlineData("OpenSource/3.30", 0)]
    public void Enterprise_once_had_one_more(string target, int findings) => Assert.Equal(findings, Input.Judge(
        Policy("has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}"),
        new() { IncludeRule = ["CP2107"], Target = CalicoTarget.Parse(target) }).Count);

    [Theory]
    [InlineData("tigera-compliance", 1)]
    [InlineData("calico-apiserver", 1)]
    [InlineData("shop", 0)]
    public void Those_that_the_input_has_count(string ns, int findings) => Assert.Equal(findings, Input.Paths("CP2107", Yaml.Documents(
        Yaml.Namespace(ns), Policy("has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}"))).Length);

    [Fact]
    public void Without_any_list_it_is_another_matter() => Assert.Empty(Input.Paths("CP2107", Yaml.GlobalNetworkPolicy("types: [Ingress, Egress]")));

    private static string Policy(string namespaces) => Yaml.GlobalNetworkPolicy($"namespaceSelector: \"{namespaces}\"\ntypes: [Ingress, Egress]");
}
