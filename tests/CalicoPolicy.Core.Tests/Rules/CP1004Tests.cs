using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP1004Tests
{
    private const string Monitored = """
        tier: platform
        order: 10
        selector: metrics == 'on'
        ingress: [{action: Allow, protocol: TCP, source: {namespaceSelector: projectcalico.org/name == 'monitoring'}, destination: {ports: [9090]}}]
        """;

    [Theory]
    [InlineData(Monitored)]
    // A default deny in every namespace.
    [InlineData("selector: all()\ntypes: [Ingress, Egress]")]
    [InlineData("egress: [{action: Deny, destination: {nets: [169.254.169.254/32]}}, {action: Pass}]")]
    public void Equal_policies_of_three_namespaces_are_found_on_the_first(string spec)
    {
        var finding = Assert.Single(Judge([.. "abc".Select(ns => Yaml.NetworkPolicy(spec, "p", ns.ToString()))]));
        Assert.Equal(("a", "$.kind"), (finding.Namespace, finding.JsonPath));
        Assert.Contains("NetworkPolicy b/p and NetworkPolicy c/p say the same in other namespaces: 3 policies where 1 would do", finding.Message, StringComparison.Ordinal);
        Assert.Contains("one GlobalNetworkPolicy with spec.namespaceSelector: projectcalico.org/name in {'a', 'b', 'c'}", finding.Recommendation, StringComparison.Ordinal);
        Assert.Equal("2 policies.", finding.Saving);
    }

    [Fact]
    public void Names_and_spelling_do_not_count() => Assert.Single(Judge(
        Yaml.NetworkPolicy(Monitored, "p", "a"),
        Yaml.NetworkPolicy(Monitored.Replace("'on'", "\"on\"", StringComparison.Ordinal), "q", "b"),
        Yaml.NetworkPolicy(Monitored.Replace("TCP", "6", StringComparison.Ordinal) + "\ntypes: [Ingress]", "r", "c")));

    [Theory]
    [InlineData("order: 10", "order: 11")]
    [InlineData("tier: platform", "tier: other")]
    [InlineData("metrics == 'on'", "metrics == 'off'")]
    [InlineData("9090", "9091")]
    [InlineData("tier: platform", "tier: platform\ntypes: [Ingress, Egress]")]
    public void A_difference_in_one_of_three_is_enough_to_be_silent(string what, string with) => Assert.Empty(Judge(
        Yaml.NetworkPolicy(Monitored, "p", "a"), Yaml.NetworkPolicy(Monitored, "p", "b"),
        Yaml.NetworkPolicy(Monitored.Replace(what, with, StringComparison.Ordinal), "p", "c")));

    [Fact]
    public void Two_are_few() => Assert.Empty(Judge(Yaml.NetworkPolicy(Monitored, "p", "a"), Yaml.NetworkPolicy(Monitored, "p", "b")));

    [Fact]
    public void A_staged_one_is_not_of_the_same_kind() => Assert.Empty(Judge(
        Yaml.NetworkPolicy(Monitored, "p", "a"), Yaml.NetworkPolicy(Monitored, "p", "b"), Yaml.NetworkPolicy(Monitored, "p", "c", "StagedNetworkPolicy")));

    [Theory]
    [InlineData("source: {selector: app == 'a'}")]
    [InlineData("source: {notSelector: app == 'a'}")]
    [InlineData("source: {serviceAccounts: {names: [a]}}")]
    public void Rules_that_mean_their_own_namespace_cannot_be_said_once_for_all(string source) => Assert.Empty(Judge(
        [.. "abc".Select(ns => Yaml.NetworkPolicy($"ingress: [{{action: Allow, {source}}}]", "p", ns.ToString()))]));

    [Fact]
    public void Many_are_named_in_part()
    {
        var finding = Assert.Single(Judge([.. Enumerable.Range(10, 30).Reverse().Select(ns => Yaml.NetworkPolicy(Monitored, "p", $"n{ns}"))]));
        Assert.Contains("NetworkPolicy n18/p and 21 more say the same", finding.Message, StringComparison.Ordinal);
        Assert.Contains("'n17', ...}", finding.Recommendation, StringComparison.Ordinal);
    }

    private static List<PolicyFinding> Judge(params string[] documents) =>
        Input.Judge(Yaml.Documents(documents), new() { IncludeRule = ["CP1004"] });
}
