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
