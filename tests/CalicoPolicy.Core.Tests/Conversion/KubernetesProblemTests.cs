using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Conversion;

/// <summary>What Kubernetes' API would refuse, and Calico's converter takes for something.</summary>
public class KubernetesProblemTests
{
    [Theory]
    [InlineData("podSelector: {matchExpressions: [{key: a, operator: in, values: [b]}]}", "$.spec.podSelector.matchExpressions[0].operator")]
    [InlineData("policyTypes: [Ingress, egress]", "$.spec.policyTypes[1]")]
    [InlineData("ingress: [{from: [{}]}]", "$.spec.ingress[0].from[0]")]
    [InlineData("ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}]}]", "$.spec.ingress[0].from[0]")]
    [InlineData("egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}, namespaceSelector: {}}]}]", "$.spec.egress[0].to[0]")]
    [InlineData("ingress: [{ports: [{endPort: 80}]}]", "$.spec.ingress[0].ports[0].endPort")]
    [InlineData("ingress: [{ports: [{port: 0}]}]", "$.spec.ingress[0].ports[0].port")]
    [InlineData("ingress: [{ports: [{port: -1}]}]", "$.spec.ingress[0].ports[0].port")]
    [InlineData("ingress: [{ports: [{port: '80'}]}]", "$.spec.ingress[0].ports[0].port")]
    [InlineData("ingress: [{ports: [{port: 80, protocol: tcp}]}]", "$.spec.ingress[0].ports[0].protocol")]
    [InlineData("ingress: [{ports: [{port: 80, protocol: ICMP}]}]", "$.spec.ingress[0].ports[0].protocol")]
    [InlineData("ingress: [{ports: [{port: 80, protocol: ''}]}]", "$.spec.ingress[0].ports[0].protocol")]
    public void It_is_reported(string spec, string path) => Assert.Equal([$"{path} Reinterpreted"], Converted.Kubernetes(spec).Effects());

    [Theory]
    [InlineData("{key: a, operator: in, values: [b]}", "")]
    [InlineData("{key: a, operator: In}", " && a in { '' }")]
    [InlineData("{key: a, operator: NotIn, values: []}", " && a not in { '' }")]
    [InlineData("{key: a, operator: Exists, values: [b]}", " && has(a)")]
    [InlineData("{key: a, operator: DoesNotExist, values: [b]}", " && ! has(a)")]
    public void Expressions_that_are_wrong_become_what_Calico_makes_of_them(string expression, string term)
    {
        var converted = Converted.Kubernetes($"podSelector: {{matchExpressions: [{expression}]}}");
        Assert.Equal(Converted.Pods + term, converted.Policy!.Selector);
        Assert.Equal(ConversionEffect.Reinterpreted, Assert.Single(converted.Problems).Effect);
    }

    [Theory]
    [InlineData("{port: 0}", "Allow TCP from any to ports 0")]
    [InlineData("{port: -1}", "Allow TCP from any to ports -1")]
    [InlineData("{port: '80'}", "Allow TCP from any to ports 80")]
    [InlineData("{port: '080'}", "Allow TCP from any to ports 80")]
    [InlineData("{endPort: 80}", "Allow TCP from any to any")]
    [InlineData("{port: 80, protocol: udplite}", "Allow UDPLite from any to ports 80")]
    [InlineData("{port: 80, protocol: ''}", "Allow from any to ports 80")]
    public void Ports_that_are_wrong_become_what_Calico_makes_of_them(string port, string expected) =>
        Assert.Equal([expected], Converted.Kubernetes($"ingress: [{{ports: [{port}]}}]").Rules());

    [Fact]
    public void Text_of_digits_is_a_number_and_a_negative_number_a_name()
    {
        var ports = Converted.Kubernetes("ingress: [{ports: [{port: '80'}, {port: -1}]}]").Policy!.Ingress[0].Destination.Ports;
        Assert.Equal([new(80), new("-1")], ports);
        Assert.Equal([false, true], ports.Select(port => port.IsNamed));
    }

    [Fact]
    public void A_peer_that_names_nobody_is_all_pods_of_the_namespace() =>
        Assert.Equal([$"Allow from {Converted.Pods} to any"], Converted.Kubernetes("ingress: [{from: [{}]}]").Rules());

    [Theory]
    [InlineData("podSelector: {matchLabels: {a: \"it's\"}}", "$.spec.podSelector.matchLabels.a")]
    [InlineData("podSelector: {matchLabels: {'a b': c}}", "$.spec.podSelector.matchLabels['a b']")]
    [InlineData("podSelector: {matchExpressions: [{key: '', operator: Exists}]}", "$.spec.podSelector.matchExpressions[0].key")]
    [InlineData("ingress: [{from: [{podSelector: {matchExpressions: [{key: a, operator: In, values: [b, \"'\"]}]}}]}]", "$.spec.ingress[0].from[0].podSelector.matchExpressions[0].values[1]")]
    public void A_selector_that_Calico_cannot_read_costs_the_policy(string spec, string path)
    {
        var converted = Converted.Kubernetes(spec);
        Assert.Null(converted.Policy);
        Assert.Empty(converted.IngressPaths);
        Assert.Equal([$"{path} PolicyIgnored"], converted.Effects());
    }

    [Fact]
    public void A_staged_policy_becomes_a_staged_one()
    {
        var policy = Assert.IsType<StagedNetworkPolicy>(Converted.Staged("stagedAction: Learn\negress: [{}]").Policy);
        Assert.Equal(StagedAction.Learn, policy.DeclaredStagedAction);
        Assert.Equal([PolicyType.Ingress, PolicyType.Egress], policy.DeclaredTypes);
        Assert.Null(Assert.IsType<StagedNetworkPolicy>(Converted.Staged("podSelector: {}").Policy).DeclaredStagedAction);
    }

    [Fact]
    public void A_staged_policy_is_ignored_as_a_whole_where_a_rule_does_not_convert()
    {
        var converted = Converted.Staged("ingress: [{ports: [{port: 70000}]}, {}]");
        Assert.Null(converted.Policy);
        Assert.Equal(["$.spec.ingress[0].ports[0].port RuleDropped", "$ PolicyIgnored"], converted.Effects());
        Assert.NotNull(Converted.Staged("ingress: [{from: [{ipBlock: {cidr: x}}]}]").Policy);
    }

    [Fact]
    public void A_staged_deletion_is_ignored()
    {
        var converted = Converted.Staged("stagedAction: Delete");
        Assert.Null(converted.Policy);
        Assert.Equal(["$.spec.stagedAction PolicyIgnored"], converted.Effects());
    }

    [Fact]
    public void Every_problem_says_what_to_do() => Assert.All(
        Converted.Kubernetes("policyTypes: [x]\ningress: [{from: [{}], ports: [{port: 70000}]}]\npodSelector: {matchLabels: {'': ''}}").Problems,
        problem => Assert.EndsWith(".", problem.Recommendation, StringComparison.Ordinal));
}
