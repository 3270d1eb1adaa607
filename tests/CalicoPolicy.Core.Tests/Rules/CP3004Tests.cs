using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>Where domains may not stand is in the table of constraints; here is where they do nothing.</summary>
public class CP3004Tests
{
    private const string Set = "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {name: ads, labels: {kind: ads}}\nspec: {allowedEgressDomains: [ads.example.net]}\n";
    private const string Mixed = "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {name: mixed, labels: {kind: mixed}}\nspec: {allowedEgressDomains: [ads.example.net], nets: [192.0.2.1]}\n";

    [Theory]
    [InlineData("egress: [{action: Deny, destination: {selector: kind == 'ads'}}]", "$.spec.egress[0].destination.selector")]
    [InlineData("egress: [{action: Pass, destination: {selector: has(kind)}}]", "$.spec.egress[0].destination.selector")]
    [InlineData("ingress: [{action: Allow, source: {selector: \"kind in {'ads', 'x'}\"}}]", "$.spec.ingress[0].source.selector")]
    [InlineData("ingress: [{action: Allow, source: {selector: kind == 'ads', namespaceSelector: global()}}]", "$.spec.ingress[0].source.selector")]
    public void A_set_of_domains_does_nothing_but_in_egress_Allow_rules(string spec, string path)
    {
        var finding = Input.Single("CP3004", Yaml.Documents(Set, Yaml.GlobalNetworkPolicy(spec)));
        Assert.Equal((path, FindingSeverity.High), (finding.JsonPath, finding.Severity));
        Assert.Contains("GlobalNetworkSet ads", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("egress: [{action: Allow, destination: {selector: kind == 'ads'}}]")]
    [InlineData("egress: [{action: Deny, destination: {selector: kind == 'mixed'}}]")]
    [InlineData("egress: [{action: Deny, destination: {selector: '!has(app)'}}]")]
    [InlineData("egress: [{action: Deny, destination: {selector: all()}}]")]
    [InlineData("egress: [{action: Deny, destination: {selector: kind == 'other'}}]")]
    public void Elsewhere_it_is_fine(string spec) => Assert.Empty(Input.Paths("CP3004", Yaml.Documents(Set, Mixed, Yaml.GlobalNetworkPolicy(spec))));

    [Fact]
    public void A_namespaced_rule_does_not_mean_a_global_set() => Assert.Empty(Input.Paths(
        "CP3004", Yaml.Documents(Set, Yaml.NetworkPolicy("egress: [{action: Deny, destination: {selector: kind == 'ads'}}]"))));

    [Fact]
    public void It_means_the_sets_of_its_namespace()
    {
        var set = Set.Replace("GlobalNetworkSet", "NetworkSet", StringComparison.Ordinal).Replace("name: ads", "name: ads, namespace: shop", StringComparison.Ordinal);
        var policy = Yaml.NetworkPolicy("egress: [{action: Deny, destination: {selector: kind == 'ads'}}]");
        Assert.Single(Input.Paths("CP3004", Yaml.Documents(set, policy)));
        Assert.Empty(Input.Paths("CP3004", Yaml.Documents(set.Replace("shop", "other", StringComparison.Ordinal), policy)));
    }

    [Fact]
    public void Each_wrong_name_is_a_row() => Assert.Equal(
        ["$.spec.allowedEgressDomains[1]", "$.spec.allowedEgressDomains[3]"],
        Input.Paths("CP3004", "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {name: x}\nspec: {allowedEgressDomains: [a.b, '*', c, 'd.*']}\n"));
}
