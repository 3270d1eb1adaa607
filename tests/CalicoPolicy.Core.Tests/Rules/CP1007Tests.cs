namespace CalicoPolicy.Core.Tests.Rules;

public class CP1007Tests
{
    [Theory]
    [InlineData("egress: [{action: Allow, destination: {selector: all()}}]", "$.spec.egress[0].destination.selector")]
    [InlineData("egress: [{action: Allow, destination: {namespaceSelector: all()}}]", "$.spec.egress[0].destination.namespaceSelector")]
    [InlineData("ingress: [{action: Allow, source: {selector: has(projectcalico.org/orchestrator)}}]", "$.spec.ingress[0].source.selector")]
    [InlineData("ingress: [{action: Allow, source: {selector: projectcalico.org/orchestrator == 'k8s'}}]", "$.spec.ingress[0].source.selector")]
    [InlineData("ingress: [{action: Deny, source: {selector: all(), namespaceSelector: has(projectcalico.org/name)}}]", "$.spec.ingress[0].source.selector")]
    public void Every_workload_as_a_side_is_found(string rules, string path) =>
        Assert.Equal([path], Input.Paths("CP1007", Yaml.GlobalNetworkPolicy("selector: app == 'a'\n" + rules)));

    [Fact]
    public void A_namespaced_policy_reaches_every_workload_by_a_namespace_selector() => Assert.Equal(
        ["$.spec.ingress[0].source.namespaceSelector"],
        Input.Paths("CP1007", Yaml.NetworkPolicy("ingress: [{action: Allow, source: {namespaceSelector: all()}}]")));

    [Theory]
    // Its own namespace.
    [InlineData("ingress: [{action: Allow, source: {selector: all()}}]")]
    // A namespace.
    [InlineData("ingress: [{action: Allow, source: {selector: all(), namespaceSelector: projectcalico.org/name == 'web'}}]")]
    // Global sets and hosts.
    [InlineData("ingress: [{action: Allow, source: {selector: all(), namespaceSelector: global()}}]")]
    // A service account of any namespace.
    [InlineData("ingress: [{action: Allow, source: {namespaceSelector: all(), serviceAccounts: {names: [prometheus]}}}]")]
    // Some pods of every namespace.
    [InlineData("ingress: [{action: Allow, source: {namespaceSelector: all(), selector: app == 'prometheus'}}]")]
    // Any address at all.
    [InlineData("ingress: [{action: Allow, protocol: TCP, destination: {ports: [443]}}]")]
    public void What_narrows_is_fine(string rules) => Assert.Empty(Input.Paths("CP1007", Yaml.NetworkPolicy(rules)));

    [Fact]
    public void The_policys_own_selector_is_not_its_business() =>
        Assert.Empty(Input.Paths("CP1007", Yaml.GlobalNetworkPolicy("selector: all()\negress: [{action: Pass}]")));
}
