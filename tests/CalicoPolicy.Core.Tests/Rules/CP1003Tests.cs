namespace CalicoPolicy.Core.Tests.Rules;

public class CP1003Tests
{
    [Theory]
    [InlineData("selector: app == 'a'\nnamespaceSelector: projectcalico.org/name == 'x'", "$.spec.namespaceSelector")]
    [InlineData("namespaceSelector: kubernetes.io/metadata.name in {'x'}", "$.spec.namespaceSelector")]
    [InlineData("namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name == 'x'", "$.spec.namespaceSelector")]
    [InlineData("selector: projectcalico.org/namespace == 'x' && app == 'a'", "$.spec.selector")]
    public void A_policy_for_one_namespace_by_name_is_found(string spec, string path)
    {
        var rules = "\ntypes: [Ingress]\ningress: [{action: Pass}]";
        Assert.Equal([path], Input.Paths("CP1003", Yaml.GlobalNetworkPolicy(spec + rules)));
        Assert.Equal([path], Input.Paths("CP1003", Yaml.GlobalNetworkPolicy(spec + rules, kind: "StagedGlobalNetworkPolicy")));
    }

    [Theory]
    [InlineData("selector: app == 'a'")]
    [InlineData("namespaceSelector: projectcalico.org/name in {'x', 'y'}")]
    [InlineData("namespaceSelector: projectcalico.org/name != 'x'")]
    [InlineData("namespaceSelector: team == 'x'")]
    // The name and more: the namespace need not be selected.
    [InlineData("namespaceSelector: projectcalico.org/name == 'x' && env == 'live'")]
    // Nothing at all.
    [InlineData("namespaceSelector: projectcalico.org/name == 'x' && projectcalico.org/name == 'y'")]
    [InlineData("selector: projectcalico.org/namespace == 'x' || app == 'a'")]
    [InlineData("namespaceSelector: projectcalico.org/name == 'x'\napplyOnForward: true")]
    public void Other_global_policies_are_fine(string spec) =>
        Assert.Empty(Input.Paths("CP1003", Yaml.GlobalNetworkPolicy(spec + "\ningress: [{action: Pass}]")));

    [Fact]
    public void The_recommendation_names_the_namespace_and_what_becomes_of_selectors_in_rules()
    {
        var finding = Input.Single("CP1003", Yaml.GlobalNetworkPolicy(
            "namespaceSelector: projectcalico.org/name == 'x'\ningress: [{action: Allow, source: {selector: app == 'b'}}]"));
        Assert.StartsWith("Make it a NetworkPolicy with metadata.namespace: x, without spec.namespaceSelector.", finding.Recommendation, StringComparison.Ordinal);
        Assert.Contains("namespaceSelector: global()", finding.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_rule_changes_its_meaning_nothing_is_said_of_rules() => Assert.DoesNotContain(
        "global()",
        Input.Single("CP1003", Yaml.GlobalNetworkPolicy(
            "namespaceSelector: projectcalico.org/name == 'x'\ningress: [{action: Allow, source: {selector: app == 'b', namespaceSelector: env == 'live'}}]")).Recommendation,
        StringComparison.Ordinal);
}
