using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

public class KindSuggestionTests
{
    [Theory]
    [InlineData("projectcalico.org/v3", "GlobalNetworkPolcy", "GlobalNetworkPolicy")]
    [InlineData("projectcalico.org/v3", "globalnetworkpolicy", "GlobalNetworkPolicy")]
    [InlineData("projectcalico.org/v3", "NetworkPolicies", null)]
    [InlineData("projectcalico.org/v3", "NetworkSets", "NetworkSet")]
    [InlineData("projectcalico.org/v3", "tier", "Tier")]
    [InlineData("projectcalico.org/v3", "HostEndPoint", "HostEndpoint")]
    [InlineData("projectcalico.org/v3", "StagedKubernetesNetworkPolic", "StagedKubernetesNetworkPolicy")]
    [InlineData("projectcalico.org/v2", "NetworkPolicy", "NetworkPolicy of projectcalico.org/v3")]
    [InlineData("networking.k8s.io/v1beta1", "NetworkPolicy", "NetworkPolicy of networking.k8s.io/v1")]
    [InlineData("networking.k8s.io/v1", "Networkpolicy", "NetworkPolicy")]
    [InlineData("policy.networking.k8s.io/v1alpha1", "ClusterNetworkPolicy", "ClusterNetworkPolicy of policy.networking.k8s.io/v1alpha2")]
    [InlineData("v1", "NameSpace", "Namespace")]
    [InlineData("apps/v1", "Deploymnt", "Deployment")]
    [InlineData("rbac.authorization.k8s.io/v1", "ClusterRoleBindng", "ClusterRoleBinding")]
    public void A_misspelled_kind_is_an_error_that_names_the_right_one(string apiVersion, string kind, string? suggestion)
    {
        var read = Mapped.Read($$"""{"apiVersion": "{{apiVersion}}", "kind": "{{kind}}", "metadata": {"name": "a"} }""");
        Assert.Empty(read.Resources);
        if (suggestion is null)
        {
            Assert.Empty(read.Errors);
            return;
        }

        var error = Assert.Single(read.Errors);
        Assert.Equal(DocumentErrorCode.UnknownKind, error.Code);
        Assert.Equal($"kind '{kind}' of {apiVersion} is not known. Did you mean {suggestion}?", error.Message);
        Assert.Empty(read.Skipped);
    }

    [Theory]
    [InlineData("v1", "ConfigMap Secret Endpoints Event LimitRange PersistentVolume PersistentVolumeClaim PodTemplate ReplicationController ResourceQuota Binding")]
    [InlineData("apps/v1", "ControllerRevision")]
    [InlineData("networking.k8s.io/v1", "Ingress IngressClass IPAddress ServiceCIDR")]
    [InlineData("policy.networking.k8s.io/v1alpha1", "AdminNetworkPolicy BaselineAdminNetworkPolicy")]
    [InlineData("autoscaling/v2", "HorizontalPodAutoscaler")]
    [InlineData("example.com/v1", "NetworkPolicy Tier Pod")]
    [InlineData(
        "projectcalico.org/v3",
        "BGPConfiguration BGPFilter BGPPeer BlockAffinity CalicoNodeStatus IPAMConfiguration IPReservation "
        + "AlertException AuthenticationReview DeepPacketInspection EgressGatewayPolicy ExternalNetwork GlobalAlert "
        + "GlobalAlertTemplate GlobalReport GlobalReportType LicenseKey ManagedCluster Network PacketCapture RemoteClusterConfiguration "
        + "SecurityEventWebhook UISettings UISettingsGroup BFDConfiguration WorkloadEndpoint StagedTier Node")]
    public void Kinds_that_the_model_does_not_hold_pass_in_silence(string apiVersion, string kinds)
    {
        foreach (var kind in kinds.Split(' '))
        {
            var read = Mapped.Read($$"""{"apiVersion": "{{apiVersion}}", "kind": "{{kind}}", "metadata": {"name": "a"}, "spec": 5}""");
            Assert.Empty(read.Errors);
            Assert.Empty(read.Resources);
            var skipped = Assert.Single(read.Skipped);
            Assert.Equal((apiVersion, kind, "a", Mapped.File), (skipped.ApiVersion, skipped.Kind, skipped.Name, skipped.File));
        }
    }
}
