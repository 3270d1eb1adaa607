using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Cluster;

/// <summary>The real kubectl against servers that say what real ones rarely do.</summary>
public class ClusterReaderServerTests
{
    private const string Tier = """{"apiVersion":"projectcalico.org/v3","kind":"Tier","metadata":{"name":"NAME"},"spec":{"order":100}}""";
    private const string Policy = """{"apiVersion":"projectcalico.org/v3","kind":"NetworkPolicy","metadata":{"name":"NAME","namespace":"shop"},"spec":{"tier":"TIER"}}""";
    private const string Pods = "/api/v1/pods";
    private const string Policies = "/apis/projectcalico.org/v3/networkpolicies";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Policies_are_listed_tier_by_tier_and_without_a_tier()
    {
        using var api = new KubeLoopback(address => address.AbsolutePath != Policies ? KubeMadeUp.Of(("/apis/projectcalico.org/v3/tiers", Tier.Replace("NAME", "team", StringComparison.Ordinal)))(address)
            : KubeLoopback.ListOf("projectcalico.org/v3", "NetworkPolicy", Uri.UnescapeDataString(address.Query) switch
            {
                var query when query.Contains("projectcalico.org/tier=team", StringComparison.Ordinal) => Of("team.a", "team"),
                var query when query.Contains("projectcalico.org/tier=default", StringComparison.Ordinal) => Of("b", "default"),
                _ => $"{Of("b", "default")},{Of("unlabelled", "default")}",
            }));
        var reading = await LoopbackReading.ReadAsync(api);
        Assert.Equal(["b", "team.a", "unlabelled"], reading.Snapshot!.Resources.OfType<NetworkPolicy>().Select(policy => policy.Name));
        Assert.Empty(reading.Snapshot.Gaps);
        Assert.Equal(("loopback", true, true), (reading.Snapshot.Cluster, reading.Snapshot.IsLive, reading.Snapshot.IsComplete));
        Assert.All(api.Requests, request => Assert.StartsWith("GET ", request, StringComparison.Ordinal));

        static string Of(string name, string tier) => Policy.Replace("NAME", name, StringComparison.Ordinal).Replace("TIER", tier, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calicos_refusal_of_a_list_without_a_tier_is_a_gap_of_the_tier_that_it_names()
    {
        var made = KubeMadeUp.Of(("/apis/projectcalico.org/v3/tiers", Tier.Replace("NAME", "team", StringComparison.Ordinal)));
        using var api = new KubeLoopback(address => address.AbsolutePath == Policies && !address.Query.Contains("team", StringComparison.Ordinal)
            ? KubeLoopback.Refusal("networkpolicies.projectcalico.org is forbidden: User \"eve\" cannot list networkpolicies.projectcalico.org in tier \"default\" (user cannot get tier)")
            : made(address));
        var gap = Assert.Single((await LoopbackReading.ReadAsync(api)).Snapshot!.Gaps);
        Assert.Equal(
            ("NetworkPolicy", null, "default", "the user 'eve' lacks the right to list networkpolicies.projectcalico.org in tier default."), (gap.Kind, gap.Namespace, gap.Tier, gap.Reason));
    }

    [Fact]
    public async Task What_is_refused_everywhere_is_one_gap()
    {
        var made = KubeMadeUp.Of(("/apis/projectcalico.org/v3/tiers", Tier.Replace("NAME", "team", StringComparison.Ordinal)));
        using var api = new KubeLoopback(address => address.AbsolutePath == Policies
            ? KubeLoopback.Refusal("networkpolicies.projectcalico.org is forbidden: User \"eve\" cannot list resource \"networkpolicies\" in API group \"projectcalico.org\" at the cluster scope")
            : made(address));
        var reading = await LoopbackReading.ReadAsync(api);
        var gap = Assert.Single(reading.Snapshot!.Gaps);
        Assert.Equal(("NetworkPolicy", null, null), (gap.Kind, gap.Namespace, gap.Tier));
        Assert.Equal([gap], reading.Refused);
    }

    [Fact]
    public async Task Without_the_list_of_tiers_policies_of_any_tier_may_be_missing()
    {
        var made = KubeMadeUp.Of(("/apis/projectcalico.org/v3/globalnetworkpolicies", ""));
        using var api = new KubeLoopback(address => address.AbsolutePath.EndsWith("/tiers", StringComparison.Ordinal) ? KubeLoopback.Refusal("no", 500, "InternalError") : made(address));
        var gaps = (await LoopbackReading.ReadAsync(api)).Snapshot!.Gaps;
        Assert.Equal(
            ["GlobalNetworkPolicy", "NetworkPolicy", "Tier"], gaps.Where(gap => gap.Tier is null).Select(gap => gap.Kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_long_list_comes_page_by_page_and_anew_where_the_server_forgot_the_next_page()
    {
        var isForgotten = false;
        var made = KubeMadeUp.Of();
        using var api = new KubeLoopback(address =>
        {
            if (address.AbsolutePath != Pods) return made(address);
            if (!address.Query.Contains("limit=", StringComparison.Ordinal)) return KubeLoopback.ListOf("v1", "Pod", $"{Pod("a")},{Pod("b")}");
            if (!address.Query.Contains("continue=", StringComparison.Ordinal)) return KubeLoopback.ListOf("v1", "Pod", Pod("a"), "next/page=");
            return isForgotten ? KubeLoopback.Refusal("The provided continue parameter is too old", 410, "Expired") : KubeLoopback.ListOf("v1", "Pod", Pod("b"));
        });
        Assert.Equal(["a", "b"], await NamesAsync());
        Assert.Contains(api.Requests, request => request.Contains("/pods?", StringComparison.Ordinal) && request.Contains("continue=next/page=", StringComparison.Ordinal));
        isForgotten = true;
        Assert.Equal(["a", "b"], await NamesAsync());

        async Task<IEnumerable<string>> NamesAsync() => (await LoopbackReading.ReadAsync(api)).Snapshot!.Resources.OfType<Pod>().Select(pod => pod.Name);
        static string Pod(string name) => $$$"""{"metadata":{"name":"{{{name}}}","namespace":"shop"},"status":{"phase":"Running","podIPs":[{"ip":"10.0.0.1"}]}}""";
    }

    [Theory]
    [InlineData(500, "InternalError", "boom", "boom")]
    [InlineData(503, "ServiceUnavailable", "later", "later")]
    public async Task An_error_is_a_gap(int code, string reason, string message, string expected)
    {
        var made = KubeMadeUp.Of();
        using var api = new KubeLoopback(address => address.AbsolutePath == Pods ? KubeLoopback.Refusal(message, code, reason) : made(address));
        var gap = Assert.Single((await LoopbackReading.ReadAsync(api)).Snapshot!.Gaps);
        Assert.Equal("Pod", gap.Kind);
        Assert.Contains(expected, gap.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"kind":"PodList","apiVersion":"v1","items":[{"metadata":{"name":5}}]}""")]
    public async Task An_answer_that_is_none_is_a_gap(string body)
    {
        var made = KubeMadeUp.Of();
        using var api = new KubeLoopback(address => address.AbsolutePath == Pods ? (200, body) : made(address));
        Assert.Equal("Pod", Assert.Single((await LoopbackReading.ReadAsync(api)).Snapshot!.Gaps).Kind);
    }

    [Fact]
    public async Task Without_Calicos_API_there_is_an_error_and_no_snapshot()
    {
        using var api = new KubeLoopback(address => address.AbsolutePath switch
        {
            "/apis" => (200, """{"kind":"APIGroupList","groups":[]}"""),
            "/apis/crd.projectcalico.org" => (200, """{"name":"crd.projectcalico.org","versions":[{"version":"v1"}]}"""),
            _ => null,
        });
        var reading = await LoopbackReading.ReadAsync(api);
        Assert.Null(reading.Snapshot);
        Assert.Equal((ServerErrorCategory.UnknownKind, "The cluster does not serve Calico's projectcalico.org/v3 API."), (reading.Error!.Category, reading.Error.Message));
        Assert.Contains("Import-PolicySnapshot", reading.Error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_knows_the_user_not_gives_an_error_and_no_snapshot()
    {
        using var api = new KubeLoopback(_ => KubeLoopback.Refusal("Unauthorized", 401, "Unauthorized"));
        var reading = await LoopbackReading.ReadAsync(api);
        Assert.Equal((ServerErrorCategory.Unauthorized, null), (reading.Error!.Category, reading.Snapshot));
    }

    [Fact]
    public async Task Namespaces_that_are_named_are_all_that_is_read_and_the_rest_is_a_gap()
    {
        var made = KubeMadeUp.Of(("/api/v1/namespaces", """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}}"""));
        using var api = new KubeLoopback(address => made(address));
        var reading = await LoopbackReading.ReadAsync(api, ["shop", "gone"]);
        Assert.DoesNotContain(api.Requests, request => request.StartsWith("GET /api/v1/pods", StringComparison.Ordinal));
        Assert.Contains(api.Requests, request => request.StartsWith("GET /apis/projectcalico.org/v3/namespaces/shop/networkpolicies?labelSelector=projectcalico.org/tier=default&", StringComparison.Ordinal));
        Assert.Equal(["gone"], reading.MissingNamespaces);
        Assert.Empty(reading.Refused);
        Assert.Equal(new SnapshotGap("Pod", null, null, "only some namespaces were asked for.") { ExceptNamespaces = ["shop", "gone"] }, reading.Snapshot!.Gaps.Single(gap => gap.Kind == "Pod"));
        Assert.DoesNotContain(reading.Snapshot.Gaps, gap => gap.Kind is "GlobalNetworkPolicy" or "Namespace" or "Node");
    }

    [Fact]
    public async Task Who_may_not_list_namespaces_may_still_get_them()
    {
        var made = KubeMadeUp.Of();
        using var api = new KubeLoopback(address => address.AbsolutePath switch
        {
            "/api/v1/namespaces" => KubeLoopback.Refusal("namespaces is forbidden: User \"eve\" cannot list resource \"namespaces\" in API group \"\" at the cluster scope"),
            "/api/v1/namespaces/shop" => (200, """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop","labels":{"env":"live"}}}"""),
            _ => made(address),
        });
        var reading = await LoopbackReading.ReadAsync(api, ["shop"]);
        Assert.Equal("shop", Assert.Single(reading.Snapshot!.Resources.OfType<Namespace>()).Name);
        Assert.Equal(["shop"], Assert.Single(reading.Refused).ExceptNamespaces);
    }

    [Fact]
    public async Task Kinds_that_Calico_evaluates_and_nobody_here_can_read_are_gaps_where_there_are_any()
    {
        var made = KubeMadeUp.Of();
        using var api = new KubeLoopback(address => address.AbsolutePath switch
        {
            "/apis" => (200, """{"groups":[{"name":"projectcalico.org","versions":[{"version":"v3"}]},{"name":"policy.networking.k8s.io","versions":[{"version":"v1alpha1"},{"version":"v9"}]}]}"""),
            "/apis/policy.networking.k8s.io/v1alpha1" => (200, """{"resources":[{"name":"adminnetworkpolicies"},{"name":"baselineadminnetworkpolicies"}]}"""),
            "/apis/policy.networking.k8s.io/v9" => (200, """{"resources":[{"name":"clusternetworkpolicies"}]}"""),
            "/apis/policy.networking.k8s.io/v1alpha1/adminnetworkpolicies" => KubeLoopback.ListOf("policy.networking.k8s.io/v1alpha1", "AdminNetworkPolicy", """{"metadata":{"name":"a"}}"""),
            _ => made(address),
        });
        Assert.Equal(["AdminNetworkPolicy", "ClusterNetworkPolicy"], (await LoopbackReading.ReadAsync(api)).Snapshot!.Gaps.Select(gap => gap.Kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Several_clusters_are_read_at_once_and_no_more_kubectl_run_than_allowed()
    {
        var (running, most) = (0, 0);
        var made = KubeMadeUp.Of();
        using var api = new KubeLoopback(address =>
        {
            lock (made) most = Math.Max(most, ++running);
            Thread.Sleep(20);
            lock (made) running--;
            return made(address);
        });
        Programs.NeedKubectl();
        var kubectl = new KubectlProcess(new() { KubeConfig = api.KubeConfig });
        var readings = new List<ClusterReading>();
        var progress = new List<ClusterProgress>();
        await foreach (var (step, reading) in new ClusterReader([], 3).ReadAsync([kubectl, kubectl], Token))
        {
            if (step is not null) progress.Add(step);
            if (reading is not null) readings.Add(reading);
        }

        Assert.Equal(["loopback", "loopback"], readings.Select(reading => reading.Snapshot!.Cluster));
        Assert.InRange(most, 2, 3);
        Assert.All(progress, step => Assert.InRange(step.Done, 1, step.Total));
        Assert.Equal(2, progress.Count(step => step.Done == step.Total));
    }
}
