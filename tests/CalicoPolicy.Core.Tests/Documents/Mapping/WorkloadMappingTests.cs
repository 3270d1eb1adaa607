using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

/// <summary>What is read of pods and what makes them, and what must not be (decision 26).</summary>
public class WorkloadMappingTests
{
    private const string Containers = """
        "containers": [
          {
            "name": "web", "image": "registry.example.com/web:1", "args": ["--token=s3cret-arg"], "command": ["s3cret-command"],
            "env": [{"name": "PASSWORD", "value": "s3cret-env"}], "envFrom": [{"secretRef": {"name": "s3cret-from"}}],
            "ports": [{"name": "http", "containerPort": 8080, "hostIP": "s3cret-ip"}, {"containerPort": 9090, "protocol": "UDP"}]
          },
          {"name": "idle", "env": [{"name": "s3cret-name", "value": "x"}]},
          {"name": "empty", "ports": []},
          {"name": "null", "ports": null}
        ],
        "initContainers": [
          {"name": "proxy", "restartPolicy": "Always", "env": [{"name": "A", "value": "s3cret-init"}], "ports": [{"name": "proxy", "containerPort": 15000}]}
        ],
        "volumes": [{"name": "s3cret-volume"}], "imagePullSecrets": [{"name": "s3cret-pull"}], "serviceAccountName": "api"
        """;

    private const string Metadata = """
        {
          "name": "web-1", "namespace": "shop", "labels": {"app": "web"},
          "annotations": {
            "kubectl.kubernetes.io/last-applied-configuration": "s3cret-applied", "vault.example.com/token": "s3cret-annotation", "example.com/5": 5,
            "calicopolicy.io/quarantine-until": "2026-01-01", "calicopolicy.iO/x": "s3cret-case", "x.calicopolicy.io/x": "s3cret-prefix"
          },
          "managedFields": [{"manager": "s3cret-manager"}],
          "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web", "controller": true, "uid": "s3cret-uid"}]
        }
        """;

    private const string PodDocument = $$"""
        {
          "apiVersion": "v1", "kind": "Pod", "metadata": {{Metadata}},
          "spec": {"nodeName": "n1", {{Containers}} },
          "status": {
            "phase": "Running", "podIP": "10.0.0.1", "podIPs": [{"ip": "10.0.0.1"}, {"ip": "fd00::1"}], "hostIP": "192.168.0.1",
            "containerStatuses": [{"name": "web", "image": "s3cret-status"}], "message": "s3cret-message"
          }
        }
        """;

    private static readonly string[] PortList = ["http TCP? 8080", " UDP 9090", "proxy TCP? 15000"];

    [Fact]
    public void A_pod_gives_what_policy_needs()
    {
        var pod = Mapped.One<Pod>(PodDocument);
        Assert.Equal("Pod shop/web-1", pod.ToString());
        Assert.Equal("api", pod.ServiceAccountName);
        Assert.Equal("n1", pod.NodeName);
        Assert.Null(pod.HostNetwork);
        Assert.Equal("Running", pod.Phase);
        Assert.Equal(["10.0.0.1", "fd00::1"], pod.IPs);
        Assert.Equal("web", pod.Owner?.Name);
        Assert.Equal(PortList, pod.Ports.Select(Describe));
    }

    [Fact]
    public void Nothing_secret_of_a_pod_is_written_or_kept()
    {
        var pod = Mapped.One<Pod>(PodDocument);
        var written = JsonTree.Show(ResourceMapper.Write(pod, keepServerMetadata: true));
        Assert.DoesNotContain("s3cret", written, StringComparison.Ordinal);
        Assert.Equal(["calicopolicy.io/quarantine-until"], pod.Annotations.Keys);
        Assert.Empty(pod.UnknownFields);
        Assert.Empty(pod.UnknownSpecFields);
        Assert.Empty(pod.Metadata.UnknownFields);
        Assert.IsNotType<DocumentLocation>(pod.Location);
    }

    [Fact]
    public void What_a_caller_puts_into_a_pod_is_not_written_either()
    {
        UnknownField[] unknown = [new("env", JsonTree.Text("s3cret"))];
        var pod = new Pod
        {
            Metadata = new() { Name = "p", Annotations = LabelMap.Of([new("a", "s3cret"), new("calicopolicy.io/owner", "web")]), UnknownFields = unknown },
            UnknownFields = unknown,
            UnknownSpecFields = unknown,
            Ports = [new() { Port = 1, UnknownFields = unknown }],
        };
        Assert.Equal(
            """{"apiVersion":"v1","kind":"Pod","metadata":{"annotations":{"calicopolicy.io/owner":"web"},"name":"p"},"spec":{"containers":[{"ports":[{"containerPort":1}]}]}}""",
            JsonTree.Show(ResourceMapper.Write(pod, keepServerMetadata: true)));
    }

    [Theory]
    [InlineData("apps/v1", "Deployment", "\"replicas\": 2, \"template\": TEMPLATE")]
    [InlineData("apps/v1", "StatefulSet", "\"replicas\": 2, \"template\": TEMPLATE")]
    [InlineData("apps/v1", "ReplicaSet", "\"replicas\": 2, \"template\": TEMPLATE")]
    [InlineData("apps/v1", "DaemonSet", "\"template\": TEMPLATE")]
    [InlineData("batch/v1", "Job", "\"parallelism\": 2, \"template\": TEMPLATE")]
    [InlineData("batch/v1", "CronJob", "\"schedule\": \"s3cret\", \"jobTemplate\": {\"spec\": {\"parallelism\": 2, \"template\": TEMPLATE}}")]
    public void A_template_gives_what_policy_needs_and_nothing_secret(string apiVersion, string kind, string spec)
    {
        var template = $$"""{"metadata": {{Metadata}}, "spec": {"hostNetwork": true, {{Containers}} } }""";
        var document = $$"""
            {"apiVersion": "{{apiVersion}}", "kind": "{{kind}}", "metadata": {"name": "web"}, "spec": {{{spec.Replace("TEMPLATE", template, StringComparison.Ordinal)}} } }
            """;
        var workload = Assert.IsAssignableFrom<Workload>(Mapped.One(JsonTree.Parse(document)));
        Assert.Equal("web", workload.Template.Labels["app"]);
        Assert.Equal("api", workload.Template.ServiceAccountName);
        Assert.True(workload.Template.HostNetwork);
        Assert.Equal(PortList, workload.Template.Ports.Select(Describe));
        Assert.Equal(kind == "DaemonSet" ? null : 2, (workload as ReplicatedWorkload)?.Replicas);
        Assert.DoesNotContain("s3cret", JsonTree.Show(ResourceMapper.Write(workload, keepServerMetadata: true)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"podIP": "10.0.0.1"}""", "10.0.0.1")]
    [InlineData("""{"podIP": "10.0.0.1", "podIPs": []}""", "10.0.0.1")]
    [InlineData("""{"podIPs": [{"ip": "10.0.0.1"}, {"ip": "fd00::1"}], "podIP": "10.0.0.1"}""", "10.0.0.1 fd00::1")]
    [InlineData("""{"podIPs": [{"ip": "10.0.0.1"}, {}]}""", "10.0.0.1")]
    [InlineData("""{"podIP": ""}""", "")]
    [InlineData("{}", "")]
    public void Addresses_come_from_either_field(string status, string expected)
    {
        var pod = Mapped.One<Pod>($$"""{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "status": {{status}}}""");
        Assert.Equal(expected, string.Join(' ', pod.IPs));
    }

    [Fact]
    public void A_container_port_of_the_wrong_type_has_its_whole_path()
    {
        var error = Mapped.Error("""
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
             "spec": {"template": {"spec": {"containers": [{}, {"ports": [{"containerPort": "http"}]}]}}}}
            """);
        Assert.Equal("spec.template.spec.containers[1].ports[0].containerPort: expected a whole number, found the text 'http'.", error.Message);
        Assert.Equal(new Position(2, 81), error.Span.Start);
    }

    private static string Describe(EndpointPort port) => $"{port.Name} {port.Protocol?.ToString() ?? "TCP?"} {port.Port}";
}
