using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Resources;

public class ResourceTests
{
    private static readonly string[] ClusterKinds =
    [
        "ClusterInformation", "ClusterNetworkPolicy", "ClusterRole", "ClusterRoleBinding", "FelixConfiguration", "GlobalNetworkPolicy",
        "GlobalNetworkSet", "GlobalThreatFeed", "HostEndpoint", "IPPool", "Installation", "KubeControllersConfiguration", "Namespace",
        "Node", "PolicyRecommendationScope", "Profile", "StagedGlobalNetworkPolicy", "Tier",
    ];

    [Fact]
    public void Kinds_know_whether_they_live_in_a_namespace()
    {
        var resources = typeof(Resource).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Resource)) && !type.IsAbstract)
            .Select(type => (Resource)Activator.CreateInstance(type)!)
            .ToList();
        Assert.Equal(35, resources.Count);
        Assert.Equal(ClusterKinds, resources.Where(resource => !resource.IsNamespaced).Select(resource => resource.Kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Kubernetes_policy_is_called_as_in_Kubernetes()
    {
        var policy = new KubernetesNetworkPolicy { Metadata = new() { Name = "web", Namespace = "shop" } };
        Assert.Equal("networking.k8s.io/v1", policy.ApiVersion);
        Assert.Equal("NetworkPolicy shop/web", policy.ToString());
    }

    [Fact]
    public void The_owner_is_the_one_that_controls()
    {
        OwnerReference[] owners = [new() { Name = "a" }, new() { Name = "b", Controller = false }, new() { Name = "c", Controller = true }];
        Assert.Equal("c", new Pod { Metadata = new() { OwnerReferences = owners } }.Owner?.Name);
        Assert.Null(new Pod { Metadata = new() { OwnerReferences = owners[..2] } }.Owner);
        Assert.Null(new Pod().Owner);
    }

    [Fact]
    public void A_header_of_a_feed_does_not_show_its_value()
    {
        var header = new ThreatFeedHeader { Name = "X-Key", Value = "s3cret" };
        Assert.Equal("X-Key", header.ToString());
        Assert.DoesNotContain("s3cret", new ThreatFeedRequest { Headers = [header] }.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_peer_without_criteria_is_anyone(bool isEmpty, bool expected)
    {
        PolicyPeer[] peers = isEmpty
            ? [PolicyPeer.None, new(), new() { Selector = "", NotSelector = "", NamespaceSelector = "" }]
            :
            [
                new() { Nets = ["10.0.0.0/8"] }, new() { NotNets = ["10.0.0.0/8"] }, new() { Domains = ["a.b"] }, new() { Selector = "all()" },
                new() { NotSelector = "all()" }, new() { NamespaceSelector = "all()" }, new() { ServiceAccounts = new() }, new() { Services = new() },
                new() { Ports = [new(80)] }, new() { NotPorts = [new(80)] },
            ];
        Assert.All(peers, peer => Assert.Equal(expected, peer.IsAny));
        Assert.True(new PolicyPeer { Ports = [new(80)] }.MatchesAnyAddress);
    }
}
