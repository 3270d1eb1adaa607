namespace CalicoPolicy.Core.Tests.Rules;

public class CP1005Tests
{
    [Theory]
    [InlineData("egress: [{action: Allow, source: {selector: app == 'a'}}, {action: Pass}]", "$.spec.egress[0].source.selector")]
    [InlineData("egress: [{action: Pass}, {action: Deny, source: {namespaceSelector: env == 'a'}}]", "$.spec.egress[1].source.namespaceSelector")]
    [InlineData("ingress: [{action: Allow, destination: {selector: app == 'a'}}, {action: Pass}]", "$.spec.ingress[0].destination.selector")]
    [InlineData("ingress: [{action: Allow, destination: {notSelector: app == 'a'}}, {action: Pass}]", "$.spec.ingress[0].destination.notSelector")]
    [InlineData("ingress: [{action: Allow, destination: {serviceAccounts: {names: [a]}}}, {action: Pass}]", "$.spec.ingress[0].destination.serviceAccounts")]
    public void A_rule_that_picks_the_policys_own_endpoints_is_found(string rules, string path)
    {
        Assert.Equal([path], Input.Paths("CP1005", Yaml.GlobalNetworkPolicy("selector: has(app)\n" + rules)));
        Assert.Equal([path], Input.Paths("CP1005", Yaml.NetworkPolicy("selector: has(app)\n" + rules)));
    }

    [Theory]
    [InlineData("egress: [{action: Allow, destination: {selector: app == 'a'}}]")]
    [InlineData("ingress: [{action: Allow, protocol: TCP, source: {selector: app == 'a'}, destination: {ports: [80]}}]")]
    [InlineData("ingress: [{action: Allow, source: {namespaceSelector: env == 'a', serviceAccounts: {names: [a]}}}]")]
    [InlineData("ingress: [{action: Allow, destination: {nets: [192.0.2.0/24]}}]")]
    public void The_other_side_and_ports_are_fine(string rules) =>
        Assert.Empty(Input.Paths("CP1005", Yaml.NetworkPolicy("selector: has(app)\n" + rules)));

    [Theory]
    [InlineData("applyOnForward: true")]
    [InlineData("applyOnForward: true\npreDNAT: true")]
    [InlineData("applyOnForward: true\ndoNotTrack: true")]
    public void Forwarded_traffic_has_ends_of_its_own(string spec) => Assert.Empty(Input.Paths(
        "CP1005", Yaml.GlobalNetworkPolicy(spec + "\nselector: has(host-endpoint)\ningress: [{action: Deny, destination: {selector: app == 'a'}}]")));

    [Fact]
    public void A_side_that_is_everyone_is_left_to_the_rule_on_that() => Assert.Equal(
        ["CP1007"],
        Input.Judge(Yaml.GlobalNetworkPolicy("tier: security\nselector: has(app)\negress: [{action: Pass, source: {selector: all()}}]")).Select(finding => finding.RuleId));

    [Fact]
    public void The_recommendation_joins_both_selectors()
    {
        var finding = Input.Single("CP1005", Yaml.NetworkPolicy("""
            selector: app == 'shop' || app == 'store'
            ingress:
              - {action: Allow, destination: {selector: svc == 'cart'}}
              - {action: Pass}
            """));
        Assert.Contains(
            "a NetworkPolicy with selector: (app == 'shop' || app == 'store') && svc == 'cart', and drop destination.selector",
            finding.Recommendation, StringComparison.Ordinal);
        Assert.Contains("ingress rule 1 (spec.ingress[0])", finding.Message, StringComparison.Ordinal);
        Assert.Contains("0.25-0.5 microseconds", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Service_accounts_by_name_become_a_selector() => Assert.Contains(
        "serviceAccountSelector: projectcalico.org/name in {'a', 'b'}",
        Input.Single("CP1005", Yaml.NetworkPolicy("ingress: [{action: Allow, destination: {serviceAccounts: {names: [a, b]}}}, {action: Pass}]")).Recommendation,
        StringComparison.Ordinal);
}
