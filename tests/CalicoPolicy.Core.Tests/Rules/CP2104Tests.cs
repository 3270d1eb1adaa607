using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP2104Tests
{
    private const string Scope = "namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}\n";
    private const string KubeDns = "destination: {selector: k8s-app == 'kube-dns', namespaceSelector: projectcalico.org/name == 'kube-system', ports: [53]}";

    [Theory]
    [InlineData("types: [Ingress, Egress]")]
    [InlineData("types: [Egress]")]
    [InlineData("types: [Egress]\negress: [{action: Deny}]")]
    public void Egress_without_DNS_is_found(string rules) =>
        Assert.Equal(FindingSeverity.High, Input.Single("CP2104", Yaml.GlobalNetworkPolicy(Scope + rules)).Severity);

    [Theory]
    // The page that has UDP only.
    [InlineData("UDP", FindingSeverity.Medium)]
    [InlineData("TCP", FindingSeverity.High)]
    public void One_protocol_is_half_of_it(string protocol, FindingSeverity severity)
    {
        var finding = Input.Single("CP2104", Yaml.GlobalNetworkPolicy($"{Scope}types: [Ingress, Egress]\negress: [{{action: Allow, protocol: {protocol}, {KubeDns}}}]"));
        Assert.Equal(("$.spec.egress", severity), (finding.JsonPath, finding.Severity));
    }

    [Theory]
    [InlineData($"[{{action: Allow, protocol: UDP, {KubeDns}}}, {{action: Allow, protocol: TCP, {KubeDns}}}]")]
    [InlineData("[{action: Allow, destination: {services: {name: kube-dns, namespace: kube-system}}}]")]
    [InlineData("[{action: Allow, destination: {services: {name: dns-default, namespace: openshift-dns}}}]")]
    [InlineData("[{action: Allow, protocol: UDP, destination: {ports: [5353]}}, {action: Allow, protocol: TCP, destination: {ports: [5353]}}]")]
    [InlineData("[{action: Allow, protocol: UDP, destination: {nets: [169.254.20.10/32], ports: [53]}}, {action: Allow, protocol: TCP, destination: {nets: [169.254.20.10/32], ports: [53]}}]")]
    public void Every_way_to_a_clusters_DNS_will_do(string egress) =>
        Assert.Empty(Input.Paths("CP2104", Yaml.GlobalNetworkPolicy($"{Scope}types: [Ingress, Egress]\negress: {egress}")));

    [Fact]
    public void Another_global_policy_may_allow_it() => Assert.Empty(Input.Paths("CP2104", Yaml.Documents(
        Yaml.GlobalNetworkPolicy(Scope + "types: [Ingress, Egress]"),
        Yaml.GlobalNetworkPolicy($"tier: platform\negress: [{{action: Allow, protocol: UDP, {KubeDns}}}, {{action: Allow, protocol: TCP, {KubeDns}}}]", "platform.dns"))));

    [Theory]
    [InlineData("types: [Ingress]")]
    [InlineData("types: [Egress]\negress: [{action: Allow, destination: {selector: app == 'proxy'}}]")]
    public void Only_a_default_deny_of_egress_is_judged(string rules) => Assert.Empty(Input.Paths("CP2104", Yaml.GlobalNetworkPolicy(Scope + rules)));

    [Fact]
    public void A_namespace_may_have_its_DNS_from_elsewhere() =>
        Assert.Empty(Input.Paths("CP2104", Yaml.NetworkPolicy("selector: all()\ntypes: [Ingress, Egress]")));
}
