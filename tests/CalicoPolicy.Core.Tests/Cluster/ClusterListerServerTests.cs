using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Rules;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Cluster;

/// <summary>Lists of resources, from a real server and from one that says what real ones rarely do.</summary>
public class ClusterListerServerTests(KubeApi api)
{
    private const string Tier = """{"apiVersion":"projectcalico.org/v3","kind":"Tier","metadata":{"name":"team"},"spec":{"order":100}}""";
    private const string Policies = "/apis/projectcalico.org/v3/networkpolicies";

    private static readonly string[] Everything = [.. ListingQuery.KnownKinds];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_created_is_listed_whole_and_equals_it()
    {
        var server = await api.CrdAsync();
        var own = KubeServer.NewName("list");
        var yaml = $$"""
            apiVersion: v1
            kind: Namespace
            metadata: {name: {{own}}}
            ---
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: {{own}}}
            spec: {order: 300, defaultAction: Pass}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkSet
            metadata: {name: {{own}}, labels: {a: b} }
            spec: {nets: [192.0.2.0/24]}
            ---
            apiVersion: projectcalico.org/v3
            kind: NetworkSet
            metadata: {name: {{own}}-set, namespace: {{own}}}
            spec: {nets: [192.0.2.0/24]}
            ---
            apiVersion: projectcalico.org/v3
            kind: HostEndpoint
            metadata: {name: {{own}}}
            spec: {node: n1, interfaceName: eth0, expectedIPs: [192.0.2.1]}
            ---
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: {{own}}.web, namespace: {{own}}, labels: {projectcalico.org/tier: {{own}}}, annotations: {note: kept} }
            spec: {tier: {{own}}, order: 10.5, selector: app == 'web', types: [Ingress], ingress: [{action: Allow, protocol: TCP, destination: {ports: [80, '8000:8080'] } }]}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: {{own}}, labels: {projectcalico.org/tier: default} }
            spec: {order: 1, selector: app == '{{own}}', types: [Egress], egress: [{action: Deny}]}
            ---
            apiVersion: projectcalico.org/v3
            kind: StagedNetworkPolicy
            metadata: {name: {{own}}.staged, namespace: {{own}}, labels: {projectcalico.org/tier: {{own}}} }
            spec: {tier: {{own}}, stagedAction: Set, selector: app == 'web', types: [Ingress]}
            ---
            apiVersion: projectcalico.org/v3
            kind: StagedKubernetesNetworkPolicy
            metadata: {name: {{own}}-knp, namespace: {{own}}}
            spec: {stagedAction: Set, podSelector: {}, policyTypes: [Ingress]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: {{own}}-k8s, namespace: {{own}}}
            spec: {podSelector: {matchLabels: {app: web} }, policyTypes: [Ingress]}
            """;
        await server.KubectlAsync(yaml, "create", "-f", "-");
        var (mine, errors) = await ListAsync(server.AdminConfig, ListingQuery.Of(Everything, [], [], false), own);
        Assert.Empty(errors);
        var expected = Input.Read(yaml).Where(resource => resource is not Namespace).ToList();
        Assert.Equal(expected.Count, mine.Count);
        Assert.Empty(PolicyComparison.Compare(expected, mine, normalize: true, [], Token));
        Assert.All(mine, resource => Assert.Contains(resource.Metadata.UnknownFields, field => field.Name == "resourceVersion"));
        Assert.All(mine, resource => Assert.Null(((TreeMapping)((TreeMapping)ResourceMapper.Write(resource))["metadata"]!)["resourceVersion"]));

        Assert.Equal(
            ["GlobalNetworkPolicy", "NetworkPolicy", "NetworkPolicy", "StagedKubernetesNetworkPolicy", "StagedNetworkPolicy"], await KindsAsync(ListingQuery.Of([], [], [], false)));
        Assert.Equal(["StagedKubernetesNetworkPolicy", "StagedNetworkPolicy"], await KindsAsync(ListingQuery.Of([], [], [], true)));
        Assert.Equal(["NetworkPolicy", "NetworkPolicy", "StagedKubernetesNetworkPolicy", "StagedNetworkPolicy"], await KindsAsync(ListingQuery.Of([], [own], [], false)));
        Assert.Equal(["NetworkPolicy", "StagedNetworkPolicy"], await KindsAsync(ListingQuery.Of([], [], [own], false)));
        Assert.Equal(["NetworkPolicy", "StagedNetworkPolicy", "Tier"], await KindsAsync(ListingQuery.Of(Everything, [], [own], false)));
        Assert.Equal(["GlobalNetworkPolicy", "NetworkPolicy", "StagedKubernetesNetworkPolicy"], await KindsAsync(ListingQuery.Of([], [], ["default"], false)));
        Assert.Equal(["HostEndpoint", "Tier"], await KindsAsync(ListingQuery.Of(["HostEndpoint", "Tier"], [own], [], false)));

        async Task<IEnumerable<string>> KindsAsync(ListingQuery query) => (await ListAsync(server.AdminConfig, query, own)).Resources.Select(resource => resource.Kind).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task What_may_not_be_read_is_an_error_of_its_kind_and_the_rest_still_comes()
    {
        var made = KubeMadeUp.Of(("/apis/projectcalico.org/v3/tiers", Tier), ("/apis/projectcalico.org/v3/globalnetworksets", """{"apiVersion":"projectcalico.org/v3","kind":"GlobalNetworkSet","metadata":{"name":"set"},"spec":{}}"""));
        using var loopback = new KubeLoopback(address => address.AbsolutePath == Policies
            ? KubeLoopback.Refusal("networkpolicies.projectcalico.org is forbidden: User \"eve\" cannot list resource \"networkpolicies\" in API group \"projectcalico.org\" at the cluster scope")
            : made(address));
        var (resources, errors) = await ListAsync(loopback.KubeConfig, ListingQuery.Of(["NetworkPolicy", "GlobalNetworkSet", "Tier"], [], [], false));
        Assert.Equal(["GlobalNetworkSet set", "Tier team"], resources.Select(resource => resource.ToString()).Order(StringComparer.Ordinal));
        var error = Assert.Single(errors);
        Assert.Equal((ServerErrorCategory.Forbidden, "NetworkPolicy objects were not read: the user 'eve' lacks the right to list networkpolicies.projectcalico.org."), (error.Category, error.Message));
        Assert.Equal("list", error.MissingRight!.Verb);
    }

    [Fact]
    public async Task A_tier_that_is_asked_for_is_not_refused_for_the_sake_of_another()
    {
        var policy = """{"apiVersion":"projectcalico.org/v3","kind":"NetworkPolicy","metadata":{"name":"team.a","namespace":"shop"},"spec":{"tier":"team"}}""";
        var made = KubeMadeUp.Of();
        using var loopback = new KubeLoopback(address => address.AbsolutePath != Policies ? made(address)
            : address.Query.Contains("team", StringComparison.Ordinal) ? KubeLoopback.ListOf("projectcalico.org/v3", "NetworkPolicy", policy)
            : KubeLoopback.Refusal("networkpolicies.projectcalico.org is forbidden: User \"eve\" cannot list networkpolicies.projectcalico.org in tier \"default\" (user cannot get tier)"));
        var (resources, errors) = await ListAsync(loopback.KubeConfig, ListingQuery.Of(["NetworkPolicy"], [], ["team"], false));
        Assert.Equal(["NetworkPolicy shop/team.a"], resources.Select(resource => resource.ToString()));
        Assert.Empty(errors);
        Assert.DoesNotContain(loopback.Requests, request => request.Contains("/tiers", StringComparison.Ordinal));
        Assert.Equal("default", Assert.Single((await ListAsync(loopback.KubeConfig, ListingQuery.Of(["NetworkPolicy"], [], ["team", "default"], false))).Errors).MissingRight!.Tier);
    }

    [Fact]
    public async Task Without_the_tiers_all_that_is_known_comes_with_an_error()
    {
        var made = KubeMadeUp.Of();
        using var loopback = new KubeLoopback(address => address.AbsolutePath.EndsWith("/tiers", StringComparison.Ordinal)
            ? KubeLoopback.Refusal("tiers.projectcalico.org is forbidden: User \"eve\" cannot list resource \"tiers\" in API group \"projectcalico.org\" at the cluster scope")
            : made(address));
        var (_, errors) = await ListAsync(loopback.KubeConfig, ListingQuery.Of(["NetworkPolicy"], [], [], false));
        Assert.Equal(
            ["NetworkPolicy objects were not read: the tiers are not known, and so not which tiers' policies to ask for.", "Tier objects were not read: the user 'eve' lacks the right to list tiers.projectcalico.org."],
            errors.Select(error => error.Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Namespaces_that_are_not_there_are_named_and_the_others_are_read()
    {
        var made = KubeMadeUp.Of();
        using var loopback = new KubeLoopback(address => address.AbsolutePath == "/api/v1/namespaces/gone" ? KubeLoopback.Refusal("namespaces \"gone\" not found", 404, "NotFound") : made(address));
        var listings = await ReadAsync(loopback.KubeConfig, ListingQuery.Of(["NetworkPolicy"], ["shop", "gone"], [], false));
        Assert.Equal(["gone"], listings.SelectMany(listing => listing.MissingNamespaces));
        Assert.Contains(loopback.Requests, request => request.Contains("/namespaces/shop/networkpolicies", StringComparison.Ordinal));
        Assert.DoesNotContain(loopback.Requests, request => request.Contains("/namespaces/gone/networkpolicies", StringComparison.Ordinal));
        Assert.DoesNotContain(loopback.Requests, request => request.Contains("v3/networkpolicies", StringComparison.Ordinal));
        await ReadAsync(loopback.KubeConfig, ListingQuery.Of(["NetworkPolicy"], ["gone"], [], false));
        Assert.DoesNotContain(loopback.Requests, request => request.Contains("v3/networkpolicies", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cluster_without_Calico_still_tells_what_Kubernetes_has()
    {
        using var loopback = new KubeLoopback(address => address.AbsolutePath switch
        {
            "/apis" => (200, """{"kind":"APIGroupList","groups":[{"name":"networking.k8s.io","versions":[{"version":"v1"}]}]}"""),
            "/apis/networking.k8s.io/v1" => (200, """{"resources":[{"name":"networkpolicies"}]}"""),
            "/apis/networking.k8s.io/v1/networkpolicies" => KubeLoopback.ListOf("networking.k8s.io/v1", "NetworkPolicy", """{"metadata":{"name":"web","namespace":"shop"},"spec":{"podSelector":{}}}"""),
            _ => null,
        });
        Assert.Single((await ListAsync(loopback.KubeConfig, ListingQuery.Of(["KubernetesNetworkPolicy"], [], [], false))).Resources);
        Assert.Equal(ServerErrorCategory.UnknownKind, Assert.Single((await ListAsync(loopback.KubeConfig, ListingQuery.Of([], [], [], false))).Errors).Category);
    }

    [Fact]
    public void What_can_never_be_listed_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ListingQuery.Of(["GlobalThreatFeed"], [], [], false));
        Assert.Throws<ArgumentException>(() => ListingQuery.Of(["Tier"], [], [], true));
        Assert.Throws<ArgumentException>(() => ListingQuery.Of(["HostEndpoint"], [], ["default"], false));
    }

    private static async Task<(List<Resource> Resources, List<ServerError> Errors)> ListAsync(string config, ListingQuery query, string own = "")
    {
        var listings = await ReadAsync(config, query);
        return (
            [.. listings.SelectMany(listing => listing.Resources).Where(resource => resource.Name.StartsWith(own, StringComparison.Ordinal))],
            [.. listings.SelectMany(listing => listing.Errors)]);
    }

    private static async Task<List<ClusterListing>> ReadAsync(string config, ListingQuery query)
    {
        Programs.NeedKubectl();
        var listings = new List<ClusterListing>();
        await foreach (var (_, listing) in new ClusterLister(query, 8).ReadAsync([new(new() { KubeConfig = config })], Token))
        {
            if (listing is not null) listings.Add(listing);
        }

        return listings;
    }
}
