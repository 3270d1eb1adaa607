using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

/// <summary>What a document does not say has its default, and is still not written.</summary>
public class DefaultingTests
{
    [Theory]
    [InlineData("{}", "Ingress")]
    [InlineData("""{"ingress": [{"action": "Allow"}]}""", "Ingress")]
    [InlineData("""{"egress": [{"action": "Allow"}]}""", "Egress")]
    [InlineData("""{"ingress": [{"action": "Allow"}], "egress": [{"action": "Allow"}]}""", "Ingress,Egress")]
    [InlineData("""{"egress": []}""", "Ingress")]
    [InlineData("""{"types": [], "egress": [{"action": "Allow"}]}""", "Egress")]
    [InlineData("""{"types": ["Egress"], "ingress": [{"action": "Allow"}]}""", "Egress")]
    [InlineData("""{"types": ["Egress", "Ingress"]}""", "Egress,Ingress")]
    public void Calico_takes_the_directions_that_have_rules(string spec, string expected) =>
        Assert.Equal(expected, string.Join(',', Mapped.Policy(spec).Types));

    [Theory]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy")]
    [InlineData("projectcalico.org/v3", "StagedKubernetesNetworkPolicy")]
    public void Kubernetes_takes_ingress_always_and_egress_where_there_are_rules(string apiVersion, string kind)
    {
        Assert.Equal("Ingress", Types("{}"));
        Assert.Equal("Ingress", Types("""{"egress": []}"""));
        Assert.Equal("Ingress,Egress", Types("""{"egress": [{}]}"""));
        Assert.Equal("Ingress,Egress", Types("""{"policyTypes": [], "egress": [{}]}"""));
        Assert.Equal("Egress", Types("""{"policyTypes": ["Egress"], "ingress": [{}]}"""));

        string Types(string spec)
        {
            var policy = (KubernetesPolicy)Mapped.One(JsonTree.Parse($$"""{"apiVersion": "{{apiVersion}}", "kind": "{{kind}}", "metadata": {"name": "p"}, "spec": {{spec}}}"""));
            return string.Join(',', policy.Types);
        }
    }

    [Fact]
    public void A_policy_without_a_tier_is_in_the_default_tier()
    {
        Assert.Equal("default", Mapped.Policy("{}").Tier);
        Assert.Equal("default", Mapped.Policy("""{"tier": ""}""").Tier);
        Assert.Equal("security", Mapped.Policy("""{"tier": "security"}""").Tier);
        Assert.Null(Mapped.Policy("{}").DeclaredTier);
        Assert.Null(Mapped.Policy("{}").Order);
    }

    [Fact]
    public void A_tier_denies_at_its_end()
    {
        Assert.Equal(PolicyAction.Deny, new Tier().DefaultAction);
        Assert.Null(new Tier().DeclaredDefaultAction);
        Assert.Equal(PolicyAction.Pass, new Tier { DefaultAction = PolicyAction.Pass }.DeclaredDefaultAction);
    }

    [Fact]
    public void A_staged_policy_is_to_be_set()
    {
        IStagedPolicy[] policies = [new StagedNetworkPolicy(), new StagedGlobalNetworkPolicy(), new StagedKubernetesNetworkPolicy()];
        Assert.All(policies, policy => Assert.Equal(StagedAction.Set, policy.StagedAction));
        Assert.Null(new StagedKubernetesNetworkPolicy().DeclaredStagedAction);
        Assert.True(new StagedNetworkPolicy().IsStaged);
        Assert.False(new NetworkPolicy().IsStaged);
    }

    [Fact]
    public void Rules_are_told_apart_by_direction()
    {
        var calico = Mapped.Policy("""{"ingress": [{"action": "Allow"}], "egress": [{"action": "Deny"}]}""");
        Assert.Equal(PolicyAction.Allow, calico.RulesOf(PolicyType.Ingress)[0].Action);
        Assert.Equal(PolicyAction.Deny, calico.RulesOf(PolicyType.Egress)[0].Action);
        var kubernetes = new KubernetesNetworkPolicy { Egress = [new KubernetesRule()] };
        Assert.Empty(kubernetes.RulesOf(PolicyType.Ingress));
        Assert.Single(kubernetes.RulesOf(PolicyType.Egress));
        var cluster = new ClusterNetworkPolicy { Ingress = [new ClusterPolicyRule()] };
        Assert.Single(cluster.RulesOf(PolicyType.Ingress));
        Assert.Empty(cluster.RulesOf(PolicyType.Egress));
    }

    [Fact]
    public void Words_that_are_not_known_are_kept()
    {
        var policy = Mapped.Policy("""{"types": ["ingress"], "ingress": [{"action": "allow"}]}""");
        Assert.False(policy.Types[0].IsKnown);
        Assert.False(policy.Ingress[0].Action.IsKnown);
        Assert.Equal("allow", policy.Ingress[0].Action.Text);
        Assert.False(new ClusterPolicyAction("Allow").IsKnown);
        Assert.True(ClusterPolicyAction.Accept.IsKnown);
        Assert.Equal(string.Empty, default(ClusterPolicyAction).Text);
    }
}
