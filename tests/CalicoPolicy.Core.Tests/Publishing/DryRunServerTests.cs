using System.Text.Json;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Publishing;

/// <summary>What real API servers answer.</summary>
public class DryRunServerTests(KubeApi api)
{
    private const string Every = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: NAME}
        ---
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata: {name: NAME}
        spec: {order: 100, defaultAction: Pass}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkSet
        metadata: {name: NAME, labels: {a: b}}
        spec: {nets: [192.0.2.0/24, "2001:db8::/32"]}
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkSet
        metadata: {name: NAME, namespace: HOME}
        spec: {nets: [192.0.2.0/24]}
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: NAME, namespace: HOME}
        spec:
          tier: NAME
          order: 10.5
          selector: app == 'web'
          types: [Ingress]
          ingress:
          - {action: Allow, protocol: TCP, source: {selector: all()}, destination: {ports: [80, "8000:8080"]}}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: NAME}
        spec: {order: 1, selector: all(), egress: [{action: Deny, metadata: {annotations: {note: "yes"}}}]}
        ---
        apiVersion: projectcalico.org/v3
        kind: StagedNetworkPolicy
        metadata: {name: NAME, namespace: HOME}
        spec: {stagedAction: Set, selector: all()}
        ---
        apiVersion: projectcalico.org/v3
        kind: StagedGlobalNetworkPolicy
        metadata: {name: NAME}
        spec: {stagedAction: Set, selector: all()}
        ---
        apiVersion: projectcalico.org/v3
        kind: StagedKubernetesNetworkPolicy
        metadata: {name: NAME, namespace: HOME}
        spec: {stagedAction: Set, podSelector: {}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: NAME, namespace: HOME}
        spec: {podSelector: {matchLabels: {a: b}}, ingress: [{ports: [{port: 80}]}]}
        ---
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: NAME}
        spec: {node: node-1, interfaceName: eth0}
        """;

    private const string Kinds =
        "tiers.v3.projectcalico.org,globalnetworksets.v3.projectcalico.org,networksets.v3.projectcalico.org,networkpolicies.v3.projectcalico.org,"
        + "globalnetworkpolicies.v3.projectcalico.org,stagednetworkpolicies.v3.projectcalico.org,stagedglobalnetworkpolicies.v3.projectcalico.org,"
        + "stagedkubernetesnetworkpolicies.v3.projectcalico.org,networkpolicies.v1.networking.k8s.io,hostendpoints.v3.projectcalico.org,namespaces";

    [Theory]
    [InlineData(false, DryRunMode.Server)]
    [InlineData(false, DryRunMode.Client)]
    [InlineData(true, DryRunMode.Server)]
    [InlineData(true, DryRunMode.Client)]
    public async Task Every_kind_is_Created_then_Unchanged_then_Configured_and_nothing_is_stored(bool full, DryRunMode mode)
    {
        var server = full ? await api.FullAsync() : await api.CrdAsync();
        var name = KubeServer.NewName("every");
        var home = await NewNamespaceAsync(server);
        var yaml = Every.Replace("NAME", name, StringComparison.Ordinal).Replace("HOME", home, StringComparison.Ordinal);
        try
        {
            var results = await PublishedText.DryRunAsync(Kubectl(server), mode, yaml);
            Assert.All(results, result => Assert.True(result.Status == PublicationStatus.Created, $"{result.Kind}: {result.Status} {result.Message}"));
            Assert.DoesNotContain(name, await server.KubectlAsync(null, "get", Kinds, "-A", "-o", "name"), StringComparison.Ordinal);

            await server.KubectlAsync(yaml, "apply", "--server-side", "--field-manager=calicopolicy", "-f", "-");
            var before = await server.KubectlAsync(null, "get", "-A", Kinds, "-o", "json");
            results = await PublishedText.DryRunAsync(Kubectl(server), mode, yaml);
            Assert.All(results, result => Assert.True(result.Status == PublicationStatus.Unchanged, $"{result.Kind}: {result.Status} {result.Message}"));

            var changed = yaml.Replace("order: 100", "order: 101", StringComparison.Ordinal).Replace("\"8000:8080\"", "8000", StringComparison.Ordinal)
                .Replace("note: \"yes\"", "note: \"no\"", StringComparison.Ordinal);
            results = await PublishedText.DryRunAsync(Kubectl(server), mode, changed);
            string[] differing = [.. results.Where(result => result.Status == PublicationStatus.Configured).Select(result => $"{result.Kind}: {result.Message.Split('.')[0]}")];
            Assert.Equal(["Tier: Would change spec", "NetworkPolicy: Would change spec", "GlobalNetworkPolicy: Would change spec"], differing);
            Assert.StartsWith("Would change spec.ingress[0].destination.ports[1].", results.First(result => result.Kind == "NetworkPolicy").Message, StringComparison.Ordinal);
            Assert.Equal(8, results.Count(result => result.Status == PublicationStatus.Unchanged));
            if (!full) Assert.Equal(WithoutOthers(before, name), WithoutOthers(await server.KubectlAsync(null, "get", "-A", Kinds, "-o", "json"), name));
        }
        finally
        {
            await server.KubectlAsync(yaml, "delete", "--ignore-not-found", "--wait=false", "-f", "-");
            await server.KubectlAsync(null, "delete", "namespace", home, "--wait=false");
        }
    }

    [Fact]
    public async Task What_the_server_adds_and_older_tools_leave_behind_is_no_change()
    {
        var server = await api.CrdAsync();
        var home = await NewNamespaceAsync(server);
        var yaml = $"{{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {{name: p, namespace: {home}}}, spec: {{selector: all(), order: 100.0}}}}";
        await server.KubectlAsync("---\n" + yaml, "apply", "-f", "-");
        foreach (var mode in (DryRunMode[])[DryRunMode.Client, DryRunMode.Server])
        {
            var result = Assert.Single(await PublishedText.DryRunAsync(Kubectl(server), mode, yaml));
            Assert.Equal((PublicationStatus.Unchanged, "The cluster has it just so."), (result.Status, result.Message));
        }

        await server.KubectlAsync(null, "delete", "namespace", home, "--wait=false");
    }

    [Fact]
    public async Task A_refused_field_is_found_in_the_file()
    {
        var server = await api.CrdAsync();
        var result = Assert.Single(await PublishedText.DryRunAsync(Kubectl(server), DryRunMode.Server, """
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata:
              name: wrong
            spec:
              selector: all()
              ingress:
              - action: Allow
              - action: Allow
                protocol: ICMP
                icmp:
                  type: 300
            """));
        Assert.Equal((PublicationStatus.Refused, ServerErrorCategory.Invalid), (result.Status, result.Error!.Category));
        var cause = Assert.Single(result.Causes);
        Assert.Equal(("spec.ingress[1].icmp.type", PublishedText.File, 12, 13), (cause.Path, cause.File, cause.Line, cause.Column));
    }

    [Fact]
    public async Task An_unknown_field_is_refused_and_found_in_the_file()
    {
        var server = await api.CrdAsync();
        var result = Assert.Single(await PublishedText.DryRunAsync(Kubectl(server), DryRunMode.Server, """
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata:
              name: wrong
            spec:
              order: 1
              bogus: 1
            """));
        Assert.Equal(PublicationStatus.Refused, result.Status);
        Assert.Equal(("spec.bogus", 7), (result.Causes[0].Path, result.Causes[0].Line));
    }

    [Fact]
    public async Task A_conflict_names_the_manager_and_the_line_of_each_field()
    {
        var server = await api.CrdAsync();
        var name = KubeServer.NewName("conflict");
        await server.KubectlAsync(Tier(name, 5, "x"), "apply", "--server-side", "--field-manager=argocd", "-f", "-");
        try
        {
            var result = Assert.Single(await PublishedText.DryRunAsync(Kubectl(server), DryRunMode.Server, Tier(name, 6, "z")));
            Assert.Equal((PublicationStatus.Refused, ServerErrorCategory.Conflict), (result.Status, result.Error!.Category));
            Assert.Equal(
                [("metadata.labels.example.com/a.b", "argocd", 6), ("spec.order", "argocd", 8)],
                result.Causes.Select(cause => (cause.Path, cause.Manager!, cause.Line)));
        }
        finally
        {
            await server.KubectlAsync(null, "delete", "tiers.v3.projectcalico.org", name);
        }
    }

    [Fact]
    public async Task A_missing_namespace_is_refused_with_what_to_do()
    {
        var server = await api.CrdAsync();
        var name = KubeServer.NewName("gone");
        var set = $"{{apiVersion: projectcalico.org/v3, kind: NetworkSet, metadata: {{name: s, namespace: {name}}}}}";
        var alone = Assert.Single(await PublishedText.DryRunAsync(Kubectl(server), DryRunMode.Server, set));
        Assert.Equal(PublicationStatus.Refused, alone.Status);
        Assert.Equal($"namespaces \"{name}\" not found. Publish namespace '{name}' along with it, or create it before.", alone.Message);

        var both = await PublishedText.DryRunAsync(Kubectl(server), DryRunMode.Server, $"{set}\n---\n{{apiVersion: v1, kind: Namespace, metadata: {{name: {name}}}}}");
        Assert.Equal([PublicationStatus.Created, PublicationStatus.Refused], both.Select(result => result.Status));
        Assert.EndsWith($"This publication creates namespace '{name}' first, but a dry run stores nothing, so the server does not know it yet.", both[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_namespace_is_never_changed()
    {
        var server = await api.CrdAsync();
        var result = Assert.Single(await PublishedText.DryRunAsync(
            Kubectl(server), DryRunMode.Server, "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {new: label}}}"));
        Assert.Equal((PublicationStatus.Unchanged, "The namespace exists; namespaces are created only, never changed."), (result.Status, result.Message));
    }

    [Fact]
    public async Task A_user_who_may_only_read_is_refused_and_the_right_named()
    {
        var server = await api.CrdAsync();
        var result = Assert.Single(await PublishedText.DryRunAsync(new(new() { KubeConfig = server.ReadOnlyConfig }), DryRunMode.Server, Tier("t", 1, "x")));
        Assert.Equal(PublicationStatus.Refused, result.Status);
        Assert.Equal(new("readonly", "patch", "tiers.projectcalico.org", null), result.Error!.MissingRight);
    }

    [Fact]
    public async Task A_user_who_may_nothing_is_refused_in_both_modes()
    {
        var server = await api.FullAsync();
        foreach (var mode in (DryRunMode[])[DryRunMode.Client, DryRunMode.Server])
        {
            var result = Assert.Single(await PublishedText.DryRunAsync(new(new() { KubeConfig = server.ReadOnlyConfig }), mode, Tier("t", 1, "x")));
            Assert.Equal((PublicationStatus.Refused, ServerErrorCategory.Forbidden), (result.Status, result.Error!.Category));
        }
    }

    [Fact]
    public async Task A_cluster_without_Calico_fails_what_needs_it_and_answers_the_rest()
    {
        var server = await api.BareAsync();
        var results = await PublishedText.DryRunAsync(Kubectl(server), DryRunMode.Server, Tier("t", 1, "x") + "\n---\n" + """
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {}}}
            """);
        Assert.Equal([PublicationStatus.Failed, PublicationStatus.Created], results.Select(result => result.Status));
        Assert.Equal(ServerErrorCategory.UnknownKind, results[0].Error!.Category);
        Assert.Contains("does not serve Calico's projectcalico.org/v3 API", results[0].Message, StringComparison.Ordinal);
        Assert.Equal("default", results[1].Namespace);
    }

    private static KubectlProcess Kubectl(KubeServer server) => new(new() { KubeConfig = server.AdminConfig });

    private static string Tier(string name, int order, string label) => $"""
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata:
          name: {name}
          labels:
            example.com/a.b: {label}
        spec:
          order: {order}
        """;

    private static async Task<string> NewNamespaceAsync(KubeServer server)
    {
        var name = KubeServer.NewName("home");
        await server.KubectlAsync(null, "create", "namespace", name);
        return name;
    }

    /// <summary>The lines of objects of this test; others come and go beside it.</summary>
    // Other tests share the server, and one of them stores text that kubectl itself cannot print as YAML.
    private static IEnumerable<string> WithoutOthers(string json, string name)
    {
        using var list = JsonDocument.Parse(json);
        return [.. list.RootElement.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("metadata").GetProperty("name").GetString() == name)
            .Select(item => item.GetRawText())];
    }
}
