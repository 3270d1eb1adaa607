using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP1002Tests
{
    [Theory]
    [InlineData("selector: all()")]
    [InlineData("selector: ''")]
    [InlineData("order: 5")]
    [InlineData("namespaceSelector: all()")]
    [InlineData("selector: has(a) || !has(a)")]
    public void A_global_policy_without_bounds_is_found(string scope)
    {
        var finding = Input.Single("CP1002", Yaml.GlobalNetworkPolicy(scope + "\negress: [{action: Allow, destination: {selector: app == 'x'}}]"));
        Assert.Equal("$.spec.selector", finding.JsonPath);
        Assert.Equal(FindingSeverity.High, finding.Severity);
    }

    [Theory]
    [InlineData("types: [Ingress, Egress]")]
    [InlineData("ingress: [{action: Deny}]")]
    public void An_enforced_default_deny_of_everything_is_CP2102s_alone(string spec) => Assert.Equal(
        ["CP2102"],
        Input.Judge(Yaml.GlobalNetworkPolicy(spec), new() { IncludeRule = ["CP1002", "CP2102", "CP2008"] }).Select(finding => finding.RuleId));

    [Theory]
    [InlineData("selector: app == 'x'")]
    [InlineData("namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}")]
    [InlineData("serviceAccountSelector: team == 'a'")]
    [InlineData("selector: has(host-endpoint)")]
    [InlineData("selector: all()\ndoNotTrack: true\napplyOnForward: true")]
    [InlineData("selector: all()\npreDNAT: true\napplyOnForward: true")]
    public void Bounds_of_any_kind_will_do(string scope) =>
        Assert.Empty(Input.Paths("CP1002", Yaml.GlobalNetworkPolicy(scope + "\ningress: [{action: Allow, source: {selector: app == 'x'}}]")));

    [Theory]
    // A deny list, on its own, with Pass and with Allow at the end.
    [InlineData("ingress: [{action: Deny, source: {selector: deny-list == 'true'}}]")]
    [InlineData("ingress: [{action: Log, source: {selector: deny-list == 'true'}}, {action: Deny, source: {selector: deny-list == 'true'}}, {action: Pass}]")]
    [InlineData("egress: [{action: Deny, destination: {nets: [203.0.113.0/24]}}, {action: Allow}]")]
    // Ports that nobody may use.
    [InlineData("ingress: [{action: Deny, protocol: TCP, destination: {ports: [23]}}, {action: Pass}]")]
    // DNS.
    [InlineData("egress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}, {action: Allow, protocol: TCP, destination: {ports: [53]}}]")]
    [InlineData("egress: [{action: Allow, destination: {services: {name: kube-dns, namespace: kube-system}}}]")]
    // Everything on to the next tier.
    [InlineData("ingress: [{action: Pass}]\negress: [{action: Pass}]")]
    public void What_is_meant_for_all_may_select_all(string rules) =>
        Assert.Empty(Input.Paths("CP1002", Yaml.GlobalNetworkPolicy("selector: all()\n" + rules)));

    [Fact]
    public void A_default_deny_may_be_staged_for_all() => Assert.Empty(Input.Paths(
        "CP1002", Yaml.GlobalNetworkPolicy("types: [Ingress, Egress]", kind: "StagedGlobalNetworkPolicy")));

    [Theory]
    [InlineData("StagedGlobalNetworkPolicy", "egress: [{action: Allow, destination: {selector: app == 'x'}}]")]
    [InlineData("GlobalNetworkPolicy", "egress: [{action: Allow, destination: {selector: app == 'x'}}, {action: Pass}]")]
    public void What_isolates_nobody_is_a_matter_of_cost_only(string kind, string rules) =>
        Assert.Equal(FindingSeverity.Medium, Input.Single("CP1002", Yaml.GlobalNetworkPolicy(rules, kind: kind)).Severity);

    [Fact]
    public void So_is_a_tier_that_passes() => Assert.Equal(FindingSeverity.Medium, Input.Single("CP1002", Yaml.Documents(
        Yaml.Tier("open", "Pass"),
        Yaml.GlobalNetworkPolicy("tier: open\negress: [{action: Allow, destination: {selector: app == 'x'}}]"))).Severity);
}
