namespace CalicoPolicy.Core.Tests.Rules;

public class CP1012Tests
{
    [Theory]
    [InlineData("egress: [{action: Allow, destination: {domains: [a.example.com, b.example.com, c.example.com, d.example.com]}}]")]
    [InlineData("egress: [{action: Allow, destination: {domains: [a.example.com, b.example.com]}}, {action: Allow, destination: {domains: [c.example.com, d.example.com]}}]")]
    public void More_than_three_domains_in_a_policy_are_found_once(string rules) =>
        Assert.Equal(["$.spec.egress[0].destination.domains"], Input.Paths("CP1012", Yaml.NetworkPolicy(rules)));

    [Fact]
    public void A_domain_of_two_policies_is_found_in_both()
    {
        var findings = Input.Judge(
            Yaml.Documents(
                Yaml.NetworkPolicy("egress: [{action: Allow, destination: {domains: [a.example.com]}}, {action: Allow, destination: {domains: [api.example.org]}}]", "one"),
                Yaml.GlobalNetworkPolicy("egress: [{action: Allow, destination: {domains: [API.example.org]}}]", "two")),
            new() { IncludeRule = ["CP1012"] });
        Assert.Equal(
            ["one $.spec.egress[1].destination.domains", "two $.spec.egress[0].destination.domains"],
            findings.Select(finding => $"{finding.Name} {finding.JsonPath}"));
        Assert.Contains("api.example.org is listed in GlobalNetworkPolicy two too", findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("NetworkPolicy shop/one", findings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_domains_in_one_policy_are_fine() => Assert.Empty(Input.Paths(
        "CP1012", Yaml.NetworkPolicy("egress: [{action: Allow, destination: {domains: [a.example.com, b.example.com, c.example.com]}}]")));

    [Fact]
    public void A_staged_twin_is_not_another_policy()
    {
        const string Spec = "egress: [{action: Allow, destination: {domains: [a.example.com]}}]";
        Assert.Empty(Input.Paths("CP1012", Yaml.Documents(
            Yaml.NetworkPolicy(Spec, "one"), Yaml.NetworkPolicy(Spec, "one", kind: "StagedNetworkPolicy"))));
    }

    [Fact]
    public void Domains_of_sets_are_where_they_belong() => Assert.Empty(Input.Paths("CP1012", """
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkSet
        metadata: {name: saas, labels: {external: saas}}
        spec: {allowedEgressDomains: [a.example.com, b.example.com, c.example.com, d.example.com]}
        """));
}
