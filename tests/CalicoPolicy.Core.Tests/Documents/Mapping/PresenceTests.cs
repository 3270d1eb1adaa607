using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

/// <summary>What is there but empty is written back so, and what is absent stays absent: to Kubernetes they may differ.</summary>
public class PresenceTests
{
    [Theory]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", """{"egress":[],"ingress":[{"action":"Allow","destination":{},"source":{}}],"types":[]}""")]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", """{"ingress":[{"action":"Allow"}],"selector":"","tier":""}""")]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", """{"ingress":[{"action":"Allow","destination":{"nets":[],"ports":[],"serviceAccounts":{},"services":{}},"http":{},"icmp":{},"metadata":{"annotations":{}}}]}""")]
    [InlineData("projectcalico.org/v3", "Profile", """{"labelsToApply":{}}""")]
    [InlineData("projectcalico.org/v3", "GlobalNetworkSet", """{"nets":[]}""")]
    [InlineData("projectcalico.org/v3", "Tier", """{"order":0}""")]
    [InlineData("projectcalico.org/v3", "StagedNetworkPolicy", """{"stagedAction":"Set"}""")]
    [InlineData("projectcalico.org/v3", "GlobalThreatFeed", """{"globalNetworkSet":{},"pull":{"http":{"format":{"newlineDelimited":{}},"headers":[],"url":"u"}}}""")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", """{"egress":[],"ingress":[{}],"podSelector":{},"policyTypes":[]}""")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", """{"ingress":[{"from":[],"ports":[]},{"from":[{"podSelector":{}},{"namespaceSelector":{}},{"ipBlock":{}},{}]}]}""")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", """{"podSelector":{"matchExpressions":[],"matchLabels":{}}}""")]
    [InlineData("policy.networking.k8s.io/v1alpha2", "ClusterNetworkPolicy", """{"egress":[],"priority":0,"subject":{"pods":{"namespaceSelector":{},"podSelector":{}}}}""")]
    [InlineData("policy.networking.k8s.io/v1alpha2", "ClusterNetworkPolicy", """{"ingress":[{"action":"Deny","from":[{"namespaces":{}}],"protocols":[{"tcp":{}}]}],"subject":{}}""")]
    public void Empty_fields_are_written_as_they_came(string apiVersion, string kind, string spec)
    {
        var document = $$"""{"apiVersion":"{{apiVersion}}","kind":"{{kind}}","metadata":{"annotations":{},"labels":{},"name":"p"},"spec":{{spec}}}""";
        Assert.Equal(document, Mapped.RoundTrip(document));
    }

    [Fact]
    public void Absent_fields_are_not_written() => Assert.Equal(
        """{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"p"}}""",
        Mapped.RoundTrip("""{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "p"}}"""));

    [Fact]
    public void A_peer_tells_no_selector_from_one_that_selects_all()
    {
        var policy = Mapped.One<KubernetesNetworkPolicy>("""
            {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "p"}, "spec": {"ingress": [{"from": [{"podSelector": {}}, {"namespaceSelector": {}}, {}]}]}}
            """);
        var peers = Assert.Single(policy.Ingress).Peers;
        Assert.True(peers[0].PodSelector?.SelectsAll);
        Assert.Null(peers[0].NamespaceSelector);
        Assert.Null(peers[1].PodSelector);
        Assert.True(peers[1].NamespaceSelector?.SelectsAll);
        Assert.Null(peers[2].PodSelector);
        Assert.NotEqual(peers[0], peers[2]);
    }

    [Fact]
    public void A_port_of_Kubernetes_keeps_its_type_and_its_text()
    {
        const string Spec = """{"ingress":[{"ports":[{"port":80},{"port":"80"},{"port":"80:90"},{"port":"http","protocol":"UDP"},{"protocol":"6"}]}]}""";
        var document = $$"""{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"p"},"spec":{{Spec}}}""";
        Assert.Equal(document, Mapped.RoundTrip(document));
        var ports = Mapped.One<KubernetesNetworkPolicy>(document).Ingress[0].Ports;
        Assert.Equal(80, ports[0].Port?.Number);
        Assert.Equal("80", ports[1].Port?.Name);
        Assert.Equal("80:90", ports[2].Port?.Name);
        Assert.Null(ports[4].Port);
    }

    [Fact]
    public void Fields_that_the_server_fills_in_are_left_out_unless_asked_for()
    {
        const string Document = """
            {
              "apiVersion": "projectcalico.org/v3", "kind": "NetworkPolicy", "spec": {"selector": "all()"}, "status": {"conditions": []}, "other": 1,
              "metadata": {
                "name": "p", "uid": "u", "resourceVersion": "1", "generation": 2, "creationTimestamp": "2026-01-01T00:00:00Z", "managedFields": [], "finalizers": ["f"],
                "annotations": {"a": "b", "kubectl.kubernetes.io/last-applied-configuration": "{}"}
              }
            }
            """;
        Assert.Equal(
            """{"apiVersion":"projectcalico.org/v3","kind":"NetworkPolicy","metadata":{"annotations":{"a":"b"},"finalizers":["f"],"name":"p"},"other":1,"spec":{"selector":"all()"}}""",
            Mapped.RoundTrip(Document));
        Assert.Equal(JsonTree.Show(JsonTree.Parse(Document)), Mapped.RoundTrip(Document, keepServerMetadata: true));
    }

    [Fact]
    public void A_namespace_is_kept_as_a_whole()
    {
        const string Document = """{"apiVersion":"v1","kind":"Namespace","metadata":{"annotations":{"openshift.io/x":"y"},"name":"shop"},"spec":{"finalizers":["kubernetes"]}}""";
        Assert.Equal(Document, Mapped.RoundTrip(Document));
    }
}
