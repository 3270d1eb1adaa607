using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP1008Tests
{
    [Theory]
    [InlineData("a == 'x' || b == 'y'")]
    [InlineData("!has(a)")]
    [InlineData("a != 'x'")]
    [InlineData("a not in {'x'}")]
    [InlineData("!(a == 'x')")]
    [InlineData("a != 'x' && (b == 'y' || c == 'z')")]
    public void What_Calico_cannot_look_up_is_found(string selector)
    {
        var policy = Yaml.GlobalNetworkPolicy($"selector: \"{selector}\"\negress: [{{action: Pass, destination: {{selector: \"{selector}\"}}}}]");
        var findings = Input.Judge(policy, new() { IncludeRule = ["CP1008"] });
        Assert.Equal(["$.spec.selector", "$.spec.egress[0].destination.selector"], findings.Select(finding => finding.JsonPath));
        Assert.All(findings, finding => Assert.Equal(FindingSeverity.Medium, finding.Severity));
    }

    [Theory]
    [InlineData("a starts with 'x'")]
    [InlineData("a contains 'x'")]
    [InlineData("a ends with 'x' && b != 'y'")]
    public void Parts_of_values_are_a_small_matter(string selector) => Assert.Equal(
        FindingSeverity.Low,
        Input.Single("CP1008", Yaml.GlobalNetworkPolicy($"selector: {selector}\negress: [{{action: Pass}}]")).Severity);

    [Theory]
    [InlineData("a == 'x'")]
    [InlineData("a in {'x', 'y'}")]
    [InlineData("has(a)")]
    [InlineData("a == 'x' && b != 'y'")]
    [InlineData("(b != 'y' || c == 'z') && a in {'x'}")]
    [InlineData("a == 'x' && b starts with 'y'")]
    [InlineData("deny-list == 'true' && !has(projectcalico.org/namespace)")]
    public void What_Calico_looks_up_is_fine(string selector) => Assert.Empty(Input.Paths(
        "CP1008", Yaml.GlobalNetworkPolicy($"selector: \"{selector}\"\negress: [{{action: Pass, destination: {{selector: \"{selector}\"}}}}]")));

    [Fact]
    public void The_namespace_indexes_every_selector_of_a_namespaced_policy() => Assert.Empty(Input.Paths("CP1008", Yaml.NetworkPolicy("""
        selector: a != 'x'
        ingress:
          - {action: Allow, source: {selector: a == 'x' || b == 'y'}}
          - {action: Allow, source: {notSelector: "!has(a)"}}
        """)));

    [Fact]
    public void But_not_those_that_reach_other_namespaces() => Assert.Equal(
        ["$.spec.ingress[0].source.namespaceSelector"],
        Input.Paths("CP1008", Yaml.NetworkPolicy("ingress: [{action: Allow, source: {namespaceSelector: env != 'live'}}]")));

    [Fact]
    public void One_indexed_selector_of_a_place_is_enough() => Assert.Empty(Input.Paths("CP1008", Yaml.GlobalNetworkPolicy("""
        selector: a != 'x'
        namespaceSelector: projectcalico.org/name == 'web'
        egress:
          - {action: Pass, destination: {selector: "!has(a)", namespaceSelector: has(team)}}
          - {action: Pass, destination: {selector: "!has(a)", serviceAccounts: {names: [x]}}}
          - {action: Pass, destination: {selector: has(b), notSelector: "!has(a)"}}
        """)));

    [Fact]
    public void A_negated_selector_alone_is_looked_up_by_itself() => Assert.Equal(
        ["$.spec.egress[0].destination.notSelector"],
        Input.Paths("CP1008", Yaml.GlobalNetworkPolicy("selector: has(a)\negress: [{action: Pass, destination: {notSelector: a != 'x'}}]")));

    [Theory]
    [InlineData("selector: all()\negress: [{action: Allow, destination: {selector: app == 'x'}}]")]
    [InlineData("selector: all()\negress: [{action: Deny, destination: {selector: app == 'x'}}, {action: Pass}]")]
    [InlineData("selector: has(a)\negress: [{action: Pass, destination: {selector: all()}}]")]
    [InlineData("selector: has(a)\negress: [{action: Pass, destination: {namespaceSelector: global()}}]")]
    public void Selectors_of_everything_are_left_to_their_own_rules(string spec) => Assert.Empty(Input.Paths("CP1008", Yaml.GlobalNetworkPolicy(spec)));

    [Fact]
    public void Alternatives_of_one_label_are_rewritten_as_a_set()
    {
        var finding = Input.Single("CP1008", Yaml.GlobalNetworkPolicy("selector: app in { \"b\" }||app == 'a'\negress: [{action: Pass}]"));
        Assert.Equal("Write app in {'a', 'b'}, which selects the same.", finding.Recommendation);
    }

    [Fact]
    public void The_position_is_inside_of_the_selector()
    {
        var finding = Input.Single("CP1008", Yaml.GlobalNetworkPolicy("selector: 'a != \"x\" && b not in {\"y\"}'\negress: [{action: Pass}]"));
        Assert.Equal((6, 14), (finding.Line, finding.Column));
    }
}
