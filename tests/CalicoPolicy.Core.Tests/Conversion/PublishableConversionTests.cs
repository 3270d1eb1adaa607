using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Conversion;

public class PublishableConversionTests
{
    private const string Cluster = "tier: Baseline\npriority: 1\nsubject: {namespaces: {}}";

    [Fact]
    public void What_converts_is_the_same_policy_that_Calico_evaluates()
    {
        var kubernetes = Converted.Read("ingress: [{ports: [{port: 80}]}]");
        Assert.Equal(KubernetesPolicyConversion.Convert((KubernetesPolicy)kubernetes).Policy, PublishableConversion.Convert(kubernetes).Resource);
        Assert.Equal(Converted.Cluster(Cluster).Policy, PublishableConversion.Convert(Converted.ClusterPolicy(Cluster)).Resource);
    }

    [Fact]
    public void A_rule_with_blocks_of_both_IP_versions_is_taken_apart()
    {
        const string Spec = Cluster + "\negress: [{action: Deny, name: out, to: [{networks: [10.0.0.0/8, '2001:db8::/32', 192.0.2.0/24]}, {namespaces: {}}]}]";
        var policy = Assert.IsType<GlobalNetworkPolicy>(PublishableConversion.Convert(Converted.ClusterPolicy(Spec)).Resource);
        Assert.Equal(
            ["Deny from any to nets 10.0.0.0/8,192.0.2.0/24", "Deny from any to nets 2001:db8::/32", "Deny from any to namespaces all()"],
            policy.Egress.Select(rule => rule.ToString()));
        Assert.All(policy.Egress, rule => Assert.Equal("out", rule.Annotations["name"]));
        Assert.Equal(2, Converted.Cluster(Spec).Policy!.Egress.Count);
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(101, 3)]
    public void A_rule_with_more_ports_than_the_API_takes_is_taken_apart(int count, int rules)
    {
        KubernetesPolicyPort[] ports = [.. Enumerable.Range(1, count).Select(number => new KubernetesPolicyPort { Port = new(2L * number) })];
        foreach (var direction in new[] { PolicyType.Ingress, PolicyType.Egress })
        {
            KubernetesRule[] all = [new() { Ports = ports }];
            var policy = new KubernetesNetworkPolicy { Ingress = direction == PolicyType.Ingress ? all : [], Egress = direction == PolicyType.Egress ? all : [] };
            var made = ((NetworkPolicy)PublishableConversion.Convert(policy).Resource!).RulesOf(direction);
            Assert.Equal(rules, made.Count);
            Assert.All(made, rule => Assert.InRange(rule.Destination.Ports.Count, 1, 50));
            Assert.Equal(ports.Select(port => new PolicyPort(port.Port!.Value.Number!.Value)), made.SelectMany(rule => rule.Destination.Ports));
        }
    }

    [Fact]
    public void Each_problem_is_an_error_and_nothing_comes_out()
    {
        var result = PublishableConversion.Convert(Converted.Read("ingress: [{ports: [{port: 70000}, {port: 80, endPort: 1}]}, {from: [{ipBlock: {cidr: x}}]}]"));
        Assert.Null(result.Resource);
        Assert.Equal(3, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.Equal(ConversionErrorCode.FieldNotConvertible, error.Code));
        Assert.StartsWith("NetworkPolicy shop/web: $.spec.ingress[0].ports[0].port: ", result.Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("10.0.0.0/8", result.Errors[2].Action, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OpenSource/3.31", false)]
    [InlineData("OpenSource/3.32", true)]
    [InlineData("Enterprise/3.23", false)]
    [InlineData("Enterprise/3.24", true)]
    public void The_tiers_of_cluster_policies_are_young(string target, bool isThere)
    {
        var result = PublishableConversion.Convert(Converted.ClusterPolicy(Cluster), CalicoTarget.Parse(target));
        Assert.Equal(isThere, result.Resource is not null);
        Assert.Equal(isThere ? [] : [ConversionErrorCode.TargetLacksFeature], result.Errors.Select(error => error.Code));
        Assert.NotNull(PublishableConversion.Convert(Converted.Read("podSelector: {}"), CalicoTarget.Parse(target)).Resource);
    }

    [Fact]
    public void Other_kinds_and_staged_deletions_are_errors()
    {
        Assert.Equal(ConversionErrorCode.KindNotConvertible, Assert.Single(PublishableConversion.Convert(new Tier()).Errors).Code);
        Assert.Equal(ConversionErrorCode.KindNotConvertible, Assert.Single(PublishableConversion.Convert(new Namespace()).Errors).Code);
        Assert.Equal(
            ConversionErrorCode.StagedDeletion,
            Assert.Single(PublishableConversion.Convert(new StagedKubernetesNetworkPolicy { StagedAction = StagedAction.Delete }).Errors).Code);
    }

    [Fact]
    public void A_staged_policy_of_Kubernetes_becomes_a_staged_one_of_Calico() =>
        Assert.IsType<StagedNetworkPolicy>(PublishableConversion.Convert(new StagedKubernetesNetworkPolicy()).Resource);
}
