using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Tests.Shared;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Cluster;

/// <summary>Several kinds with one kubectl give the same as each kind with one of its own.</summary>
public sealed class JoinedKindsServerTests(KubeApi api)
{
    private const string Real = "exec kubectl \"$@\"\n";
    private const string Together = """case "$*" in *,*v3.projectcalico.org*) """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_the_same_cluster_with_fewer_calls()
    {
        var server = await api.CrdAsync();
        var own = await LoadAsync(server);
        var (joined, calls) = await ReadAsync(server.AdminConfig, Real);

        // The others on this server have tiers too, and each is asked for.
        Assert.True(calls.Count(call => !call.Contains("--selector=", StringComparison.Ordinal)) <= 12, string.Join('\n', calls));
        Assert.Contains(calls, call => call.Contains($"--selector=projectcalico.org/tier={own}", StringComparison.Ordinal));
        Assert.DoesNotContain(calls, call => call.Contains("--raw /apis/projectcalico.org/v3/networkpolicies", StringComparison.Ordinal));
        Assert.Equal(9, Show(joined, own).Split("\n---\n").Length);

        // A kubectl that tells no kinds, one that fails at several kinds at once, and one that gives no list.
        foreach (var script in new[] { "case \"$*\" in *api-resources*) exit 1;; esac\n", Together + "exit 1;; esac\n", Together + "echo '{}'; exit 0;; esac\n" })
        {
            (var single, calls) = await ReadAsync(server.AdminConfig, script + Real);
            Assert.Equal(Show(joined, own), Show(single, own));
            Assert.Contains(calls, call => call.Contains("--raw /apis/projectcalico.org/v3/networkpolicies", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_kind_that_the_user_may_not_read_is_the_only_gap()
    {
        var server = await api.CrdAsync();
        var own = await LoadAsync(server);
        using var loopback = new KubeLoopback(
            address => address.AbsolutePath == "/apis/projectcalico.org/v3/hostendpoints" ? KubeLoopback.Refusal("hostendpoints is forbidden: User \"eve\" cannot list resource \"hostendpoints\" in API group \"projectcalico.org\" at the cluster scope") : null,
            server.AdminConfig);
        var (snapshot, _) = await ReadAsync(loopback.KubeConfig, Real);
        Assert.Equal(["HostEndpoint"], snapshot.Gaps.Select(gap => gap.Kind));
        Assert.Equal(9, Show(snapshot, own).Split("\n---\n").Length);
    }

    [Fact]
    public async Task A_context_that_becomes_another_meanwhile_stays_what_it_was()
    {
        var server = await api.CrdAsync();
        var folder = Directory.CreateTempSubdirectory("calicopolicy-context-");
        var config = Path.Combine(folder.FullName, "config");
        File.Copy(server.AdminConfig, config);
        var kubectl = new KubectlProcess(new() { KubeConfig = config });
        var (context, _) = await ClusterContext.ReadAsync(kubectl, Token);
        await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(config, Token)).Replace("current-context: " + context!.Name, "current-context: gone", StringComparison.Ordinal), Token);
        Assert.Contains("gone", await File.ReadAllTextAsync(config, Token), StringComparison.Ordinal);
        Assert.Null((await kubectl.RunAsync(["get", "--raw", "/version"], null, Token)).Error);
        Assert.Equal(context, (await ClusterContext.ReadAsync(kubectl, Token)).Context);
        Assert.NotNull((await ClusterContext.ReadAsync(new(new() { KubeConfig = config }), Token)).Error);
        folder.Delete(recursive: true);
    }

    private static async Task<string> LoadAsync(KubeServer server)
    {
        var own = KubeServer.NewName("join");
        await server.KubectlAsync($"---\n{{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {{name: {own}}}, spec: {{order: 10.5}}}}", "create", "-f", "-");
        await server.KubectlAsync(
            $$"""
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: {{own}}, labels: {a: b} } }
            ---
            {apiVersion: v1, kind: ServiceAccount, metadata: {name: {{own}}, namespace: {{own}} } }
            ---
            {apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: {{own}}.a, namespace: {{own}} }, spec: {tier: {{own}}, order: 1.25, selector: all(), types: [Ingress]} }
            ---
            {apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: {{own}}-b, namespace: {{own}} }, spec: {selector: all(), types: [Ingress]} }
            ---
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: {{own}}.a, namespace: {{own}} }, spec: {podSelector: {matchLabels: {a: b} } } }
            ---
            {apiVersion: projectcalico.org/v3, kind: StagedGlobalNetworkPolicy, metadata: {name: {{own}}.s}, spec: {tier: {{own}}, selector: all(), types: [Ingress]} }
            ---
            {apiVersion: projectcalico.org/v3, kind: NetworkSet, metadata: {name: {{own}}, namespace: {{own}}, annotations: {n: "1e3"} }, spec: {nets: [10.0.0.0/8]} }
            ---
            {apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {name: {{own}} }, spec: {nets: [10.0.0.0/8, "2001:db8::/32"]} }
            """,
            "create", "-f", "-");
        return own;
    }

    private static string Show(PolicySnapshot snapshot, string own) =>
        ResourceText.Of(snapshot.Resources.Where(resource => resource.Name.StartsWith(own, StringComparison.Ordinal)), new YamlFormat(), keepServerMetadata: true);

    private static async Task<(PolicySnapshot Snapshot, IReadOnlyList<string> Calls)> ReadAsync(string config, string script)
    {
        using var fake = new FakeKubectl("echo \"$*\" >> calls\n" + script);
        await foreach (var (_, reading) in new ClusterReader([], 4).ReadAsync([new(new() { KubectlPath = fake.Program, KubeConfig = config })], Token))
        {
            if (reading is not null) return (reading.Snapshot ?? throw new InvalidOperationException(reading.Error!.ToString()), await File.ReadAllLinesAsync(Path.Combine(fake.Folder, "calls"), Token));
        }

        throw new InvalidOperationException("Nothing was read.");
    }
}
