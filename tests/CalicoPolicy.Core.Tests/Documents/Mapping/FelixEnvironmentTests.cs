using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

/// <summary>The one thing that is kept of an environment: Felix's host action (decisions 6 and 26).</summary>
public class FelixEnvironmentTests
{
    [Theory]
    [InlineData("""{"name": "FELIX_DEFAULTENDPOINTTOHOSTACTION", "value": "ACCEPT"}""", HostAction.Accept)]
    [InlineData("""{"name": "A", "value": "s3cret"}, {"name": "felix_DefaultEndpointToHostAction", "value": "return"}""", HostAction.Return)]
    [InlineData("""{"name": "FELIX_DEFAULTENDPOINTTOHOSTACTION", "value": "s3cret"}""", HostAction.Unknown)]
    [InlineData("""{"name": "FELIX_DEFAULTENDPOINTTOHOSTACTION", "valueFrom": {"secretKeyRef": {"name": "s3cret", "key": "k"}}}""", HostAction.Unknown)]
    [InlineData("""{"name": "FELIX_BPFENABLED", "value": "s3cret"}""", HostAction.Unset)]
    public void The_environment_of_calico_node_says_what_becomes_of_traffic_to_the_host(string variables, HostAction expected)
    {
        var document = DaemonSetOf($$"""{"name": "sidecar"}, {"name": "calico-node", "image": "s3cret", "env": [{{variables}}], "ports": [{"containerPort": 9091}]}""");
        var read = Mapped.One<DaemonSet>(document);
        Assert.Equal(expected, read.Template.HostAction);
        Assert.Equal(9091, Assert.Single(read.Template.Ports).Port);
        var written = Mapped.RoundTrip(document, keepServerMetadata: true);
        Assert.DoesNotContain("s3cret", written, StringComparison.Ordinal);
        Assert.Equal(read, Mapped.One<DaemonSet>(written));
    }

    [Fact]
    public void A_config_map_may_say_it_unseen() => Assert.Equal(
        HostAction.Unknown, Mapped.One<DaemonSet>(DaemonSetOf("""{"name": "calico-node", "envFrom": [{"configMapRef": {"name": "x"}}]}""")).Template.HostAction);

    [Fact]
    public void Other_containers_say_nothing() => Assert.Null(
        Mapped.One<DaemonSet>(DaemonSetOf("""{"name": "web", "env": [{"name": "FELIX_DEFAULTENDPOINTTOHOSTACTION", "value": "ACCEPT"}]}""")).Template.HostAction);

    private static string DaemonSetOf(string containers) =>
        $$$$"""{"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "calico-node"}, "spec": {"template": {"spec": {"containers": [{{{{containers}}}}] } } } }""";
}
