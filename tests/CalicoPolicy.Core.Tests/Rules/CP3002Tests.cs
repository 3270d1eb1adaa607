namespace CalicoPolicy.Core.Tests.Rules;

public class CP3002Tests
{
    private const string Rule = "selector: app == 'web'\ningress: [{action: Allow, source: {selector: partner == 'yes'}}]";

    private const string HostEndpoint = """
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: node-1-eth0, labels: {partner: 'yes'}}
        spec: {node: node-1, interfaceName: eth0, expectedIPs: [192.0.2.1]}

        """;

    [Fact]
    public void A_global_set_that_the_rule_cannot_reach_is_found()
    {
        var finding = Input.Single("CP3002", Yaml.Documents(Yaml.NetworkPolicy(Rule), Yaml.GlobalNetworkSet("partner: 'yes'")));
        Assert.Equal("$.spec.ingress[0].source.selector", finding.JsonPath);
        Assert.Contains("GlobalNetworkSet partners", finding.Message, StringComparison.Ordinal);
        Assert.Contains("Add namespaceSelector: global() to source of ingress rule 1", finding.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_endpoint_too() => Assert.Single(Input.Paths("CP3002", Yaml.Documents(HostEndpoint, Yaml.NetworkPolicy(Rule))));

    [Fact]
    public void Namespaces_hold_no_global_set_either() => Assert.Equal(["$.spec.egress[0].destination.selector"], Input.Paths("CP3002", Yaml.Documents(
        Yaml.GlobalNetworkSet("partner: 'yes'"),
        Yaml.NetworkPolicy("egress: [{action: Allow, destination: {selector: partner == 'yes', namespaceSelector: all()}}]", kind: "StagedNetworkPolicy"))));

    [Theory]
    // Reached, not named, or not by a label that the rule asks for.
    [InlineData("ingress: [{action: Allow, source: {selector: partner == 'yes', namespaceSelector: global()}}]")]
    [InlineData("ingress: [{action: Allow, source: {selector: partner == 'no'}}]")]
    [InlineData("ingress: [{action: Allow, source: {selector: \"!has(app)\"}}]")]
    [InlineData("ingress: [{action: Allow, source: {selector: all()}}]")]
    // The own side is never a set.
    [InlineData("egress: [{action: Allow, source: {selector: partner == 'yes'}}]")]
    public void Rules_that_mean_something_else_are_fine(string spec) => Assert.Empty(Input.Paths(
        "CP3002", Yaml.Documents(Yaml.GlobalNetworkSet("partner: 'yes'"), Yaml.NetworkPolicy(spec))));

    [Theory]
    [InlineData("shop", 0)]
    [InlineData("other", 1)]
    public void A_set_of_the_namespace_may_be_meant(string ns, int count) => Assert.Equal(count, Input.Paths("CP3002", Yaml.Documents(
        Yaml.GlobalNetworkSet("partner: 'yes'"), Yaml.NetworkPolicy(Rule), Yaml.NetworkSet("partner: 'yes'", ns: ns))).Length);

    [Theory]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop, labels: {partner: 'yes'}}\nspec: {}\n")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: p, namespace: shop}\nspec: {template: {metadata: {labels: {partner: 'yes'}}}}\n")]
    public void Pods_of_the_namespace_may_be_meant(string workload) => Assert.Empty(Input.Paths(
        "CP3002", Yaml.Documents(Yaml.GlobalNetworkSet("partner: 'yes'"), Yaml.NetworkPolicy(Rule), workload)));

    [Theory]
    [InlineData("shop", 0)]
    [InlineData("other", 1)]
    public void Who_writes_a_policy_for_such_pods_knows_that_there_are_some(string ns, int count) => Assert.Equal(count, Input.Paths(
        "CP3002", Yaml.Documents(Yaml.GlobalNetworkSet("partner: 'yes'"), Yaml.NetworkPolicy(Rule), Yaml.NetworkPolicy("selector: partner == 'yes'", "other", ns))).Length);

    [Theory]
    // The global policy is for the host endpoint that the rule means.
    [InlineData("selector: partner == 'yes'", 1)]
    [InlineData("selector: partner == 'yes'\nnamespaceSelector: env == 'live'", 0)]
    [InlineData("selector: partner in {'yes', 'no'}\ndoNotTrack: true\napplyOnForward: true", 1)]
    public void A_policy_for_host_endpoints_tells_of_no_pods(string spec, int count)
    {
        Assert.Equal(count, Input.Paths("CP3002", Yaml.Documents(Yaml.GlobalNetworkPolicy(spec), HostEndpoint, Yaml.NetworkPolicy(Rule))).Length);
        Assert.Equal(count, Input.Paths("CP3002", Yaml.Documents(HostEndpoint, Yaml.NetworkPolicy(Rule), Yaml.GlobalNetworkPolicy(spec))).Length);
    }

    [Fact]
    public void A_global_policy_without_a_host_endpoint_tells_of_pods() => Assert.Empty(Input.Paths("CP3002", Yaml.Documents(
        Yaml.GlobalNetworkSet("partner: 'yes'"), Yaml.NetworkPolicy(Rule), Yaml.GlobalNetworkPolicy("selector: partner == 'yes'"))));

    [Fact]
    public void Global_policies_reach_global_sets() => Assert.Empty(Input.Paths("CP3002", Yaml.Documents(
        Yaml.GlobalNetworkSet("partner: 'yes'"), Yaml.GlobalNetworkPolicy(Rule))));
}
