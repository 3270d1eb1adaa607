using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;
using CalicoPolicy.Tests.Shared;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Cluster;

/// <summary>Snapshots of real API servers. Several tests use one at once, so each looks at what is its own.</summary>
public class ClusterServerTests(KubeApi api)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_snapshot_of_a_cluster_equals_that_of_the_files_that_it_was_loaded_from()
    {
        var server = await api.CrdAsync();
        var own = KubeServer.NewName("snap");
        var files = Input.Read(Load(own));
        await CreateAsync(server, files);
        var reading = await ReadAsync(server.AdminConfig);
        Assert.Empty(reading.Snapshot!.Gaps);
        var expected = PolicySnapshot.Of(files, new() { IsComplete = true }, Token);
        Assert.Equal(Show(expected, own), Show(reading.Snapshot, own));
        Assert.Equal(500, reading.Snapshot.Endpoints.Count(endpoint => endpoint.Namespace?.StartsWith(own, StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task A_tier_that_the_user_may_not_read_leaves_no_verdict_certain_that_its_policies_could_change()
    {
        var server = await api.CrdAsync();
        var own = KubeServer.NewName("tier");
        await CreateAsync(server, Input.Read($$"""
            apiVersion: v1
            kind: Namespace
            metadata: {name: {{own}}}
            ---
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: {{own}}-first}
            spec: {order: 10}
            ---
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: {{own}}-secret}
            spec: {order: 20}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: {{own}}-first.decided}
            spec: {tier: {{own}}-first, order: 1, selector: "decided == '{{own}}'", types: [Ingress, Egress], ingress: [{action: Deny}], egress: [{action: Deny}]}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: {{own}}-secret.hidden}
            spec: {tier: {{own}}-secret, order: 1, selector: "hidden == '{{own}}'", types: [Ingress], ingress: [{action: Deny}]}
            ---
            {{Pod("decided", own, "10.250.0.1", $"decided: {own}")}}
            ---
            {{Pod("hidden", own, "10.250.0.2", $"hidden: {own}")}}
            ---
            {{Pod("free", own, "10.250.0.3", "app: free")}}
            """));
        using var proxy = new KubeLoopback(
            address => address.AbsolutePath.EndsWith($"/tiers/{own}-secret", StringComparison.Ordinal) || Uri.UnescapeDataString(address.Query).Contains($"tier={own}-secret", StringComparison.Ordinal)
                ? KubeLoopback.Refusal($"policies are forbidden: User \"eve\" cannot list globalnetworkpolicies.projectcalico.org in tier \"{own}-secret\" (user cannot get tier)")
                : address.AbsolutePath.EndsWith("/globalnetworkpolicies", StringComparison.Ordinal) && !address.Query.Contains("labelSelector", StringComparison.Ordinal)
                    ? KubeLoopback.ListOf("projectcalico.org/v3", "GlobalNetworkPolicy")
                    : null,
            server.AdminConfig);
        var whole = PolicyEngine.Compile((await ReadAsync(server.AdminConfig)).Snapshot!, null, Token);
        var reading = await ReadAsync(proxy.KubeConfig);
        var partial = PolicyEngine.Compile(reading.Snapshot!, null, Token);
        Assert.Equal(["GlobalNetworkPolicy", "NetworkPolicy", "StagedGlobalNetworkPolicy", "StagedNetworkPolicy"], reading.Snapshot!.Gaps.Select(gap => gap.Kind).Order(StringComparer.Ordinal));
        Assert.All(reading.Snapshot.Gaps, gap => Assert.Equal(($"{own}-secret", null), (gap.Tier, gap.Namespace)));
        Assert.DoesNotContain(reading.Snapshot.Resources, policy => policy.Name == $"{own}-secret.hidden");
        Assert.Equal((Verdict.Deny, Verdict.Deny), (Ask(whole, "decided"), Ask(partial, "decided")));
        Assert.Equal((Verdict.Deny, Verdict.Uncertain), (Ask(whole, "hidden"), Ask(partial, "hidden")));
        Assert.Equal((Verdict.Allow, Verdict.Uncertain), (Ask(whole, "free"), Ask(partial, "free")));

        Verdict Ask(PolicyEngine engine, string pod)
        {
            Assert.True(Cidr.TryParse("203.0.113.7", out var outside));
            var endpoint = engine.Snapshot.Endpoints.Single(endpoint => endpoint.Namespace == own && endpoint.Name == pod);
            return engine.Decide(new(FlowEnd.Of(outside), FlowEnd.Of(endpoint), Protocol.Tcp) { SourcePort = 40000, DestinationPort = 80 });
        }
    }

    [Fact]
    public async Task A_whole_server_gives_its_built_in_kinds_and_refuses_what_the_user_may_not_read()
    {
        var server = await api.FullAsync();
        var own = KubeServer.NewName("full");
        await CreateAsync(server, Input.Read($$"""
            apiVersion: v1
            kind: Namespace
            metadata: {name: {{own}}, labels: {env: live} }
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: api, namespace: {{own}}, labels: {role: api} }
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: {{own}}}
            spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: {{own}}}
            spec: {podSelector: {matchLabels: {app: web} }, policyTypes: [Ingress], ingress: [{ports: [{port: 80, protocol: TCP}]}]}
            """));
        await server.KubectlAsync(
            $$"""
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: calico-node, namespace: {{own}}, annotations: {a: s3cret} }
            spec:
              selector: {matchLabels: {k8s-app: calico-node} }
              template:
                metadata: {labels: {k8s-app: calico-node}, annotations: {a: s3cret} }
                spec:
                  containers:
                  - {name: calico-node, image: s3cret, args: [s3cret], env: [{name: PASSWORD, value: s3cret}, {name: FELIX_DEFAULTENDPOINTTOHOSTACTION, value: ACCEPT}]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: reader, namespace: {{own}}}
            rules: [{apiGroups: ["", networking.k8s.io], resources: [namespaces, pods, services, serviceaccounts, networkpolicies], verbs: [get, list]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: editor-reads, namespace: {{own}}}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
            subjects: [{kind: User, name: editor}]
            """, "create", "-f", "-");

        var all = await ReadAsync(server.AdminConfig);
        Assert.Empty(all.Snapshot!.Gaps);
        var mine = all.Snapshot.Resources.Where(resource => (resource.Namespace ?? resource.Name) == own).ToList();
        Assert.Equal("live", mine.OfType<Namespace>().Single().Labels["env"]);
        Assert.Equal("api", mine.OfType<ServiceAccount>().Single(account => account.Name == "api").Labels["role"]);
        Assert.Equal("app=web", mine.OfType<Service>().Single().Selector.ToString());
        Assert.Equal("web", mine.OfType<KubernetesNetworkPolicy>().Single().Name);
        Assert.Equal(HostAction.Accept, mine.OfType<DaemonSet>().Single().Template.HostAction);
        await AssertHasNoSecretAsync(all.Snapshot);

        // The editor may read a namespace, and no more.
        var some = await ReadAsync(server.EditorConfig, [own]);
        Assert.Equal([own], some.Snapshot!.Resources.OfType<Namespace>().Select(ns => ns.Name));
        Assert.Equal("web", some.Snapshot.Resources.OfType<KubernetesNetworkPolicy>().Single().Name);
        var pods = some.Snapshot.Gaps.Single(gap => gap.Kind == "Node");
        Assert.Equal("the user 'editor' lacks the right to list nodes.", pods.Reason);
        Assert.Contains(some.Refused, gap => gap is { Kind: "GlobalNetworkPolicy", Tier: null } && gap.Reason == "the user 'editor' lacks the right to list globalnetworkpolicies.projectcalico.org.");
        Assert.DoesNotContain(some.Refused, gap => gap.Kind == "KubernetesNetworkPolicy");
        Assert.Equal(own, Assert.Single(some.Refused, gap => gap.Kind == "NetworkPolicy").Namespace);
    }

    [Fact]
    public async Task Secrets_of_a_cluster_are_in_no_file_and_no_output()
    {
        var made = KubeMadeUp.Of(
            ("/api/v1/pods", """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"shop","annotations":{"a":"s3cret"},"managedFields":[{"manager":"s3cret"}]},
                 "spec":{"containers":[{"name":"web","image":"s3cret","command":["s3cret"],"args":["s3cret"],"env":[{"name":"s3cret","value":"s3cret"}],"envFrom":[{"secretRef":{"name":"s3cret"}}],"ports":[{"containerPort":80}]}],
                         "volumes":[{"name":"s3cret"}]},
                 "status":{"phase":"Running","podIPs":[{"ip":"10.0.0.1"}],"message":"s3cret"}}
                """),
            ("/apis/apps/v1/daemonsets", """
                {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"calico-node","namespace":"kube-system","annotations":{"a":"s3cret"}},
                 "spec":{"template":{"spec":{"containers":[{"name":"calico-node","args":["s3cret"],"env":[{"name":"PASSWORD","value":"s3cret"},{"name":"FELIX_DEFAULTENDPOINTTOHOSTACTION","value":"s3cret"}]}]}}}}
                """),
            ("/apis/projectcalico.org/v3/globalthreatfeeds", """
                {"apiVersion":"projectcalico.org/v3","kind":"GlobalThreatFeed","metadata":{"name":"feed"},
                 "spec":{"globalNetworkSet":{"labels":{"feed":"feed"}},"pull":{"http":{"url":"https://s3cret@example.com","headers":[{"name":"s3cret","value":"s3cret"}]}}}}
                """),
            ("/apis/projectcalico.org/v3/kubecontrollersconfigurations", """
                {"apiVersion":"projectcalico.org/v3","kind":"KubeControllersConfiguration","metadata":{"name":"default"},
                 "spec":{"controllers":{"node":{"hostEndpoint":{"autoCreate":"Enabled"}}}},"status":{"environmentVars":{"ETCD_PASSWORD":"s3cret"}}}
                """));
        using var loopback = new KubeLoopback(address => made(address));
        var reading = await ReadAsync(loopback.KubeConfig);
        Assert.Empty(reading.Snapshot!.Gaps);
        Assert.Equal(4, reading.Snapshot.Resources.Count);
        await AssertHasNoSecretAsync(reading.Snapshot);
    }

    private static async Task AssertHasNoSecretAsync(PolicySnapshot snapshot)
    {
        var path = Path.GetTempFileName();
        try
        {
            SnapshotFile.Write(snapshot, path, Token);
            await using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using var text = new StreamReader(packed);
            Assert.DoesNotContain("s3cret", await text.ReadToEndAsync(Token), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }

        foreach (var format in (ITextFormat[])[JsonFormat.Instance, new YamlFormat()])
            Assert.DoesNotContain("s3cret", ResourceText.Of(snapshot.Resources, format, keepServerMetadata: true), StringComparison.Ordinal);
        Assert.DoesNotContain(snapshot.Resources, resource => Everything(resource).Contains("s3cret", StringComparison.Ordinal));
    }

    /// <summary>All that a resource holds, private or not.</summary>
    private static string Everything(object? value, int depth = 0) => value switch
    {
        null => string.Empty,
        string text => text,
        Location or TreeNode => string.Empty,
        System.Collections.IEnumerable list => string.Join('\n', list.Cast<object?>().Select(item => Everything(item, depth + 1))),
        _ when depth > 12 || value.GetType().IsPrimitive => value.ToString()!,
        _ => string.Join('\n', value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.GetIndexParameters().Length == 0 && property.DeclaringType!.Assembly == typeof(Resource).Assembly)
            .Select(property => Everything(property.GetValue(value), depth + 1))),
    };

    private static string Load(string own)
    {
        var yaml = new StringBuilder();
        for (var ns = 0; ns < 20; ns++) Add($$"""apiVersion: v1{0}kind: Namespace{0}metadata: {name: {{own}}-{{ns}}, labels: {env: {{(ns % 2 == 0 ? "live" : "test")}} } }""");
        for (var pod = 0; pod < 500; pod++)
            Add(Pod($"p{pod}", $"{own}-{pod % 20}", string.Create(CultureInfo.InvariantCulture, $"10.200.{pod / 250}.{pod % 250}"), $"app: a{pod % 7}, tier: t{pod % 3}"));
        Add($$"""apiVersion: projectcalico.org/v3{0}kind: Tier{0}metadata: {name: {{own}}}{0}spec: {order: 50, defaultAction: Pass}""");
        for (var policy = 0; policy < 200; policy++)
        {
            var kind = (policy % 4) switch { 0 => "GlobalNetworkPolicy", 1 => "StagedNetworkPolicy", _ => "NetworkPolicy" };
            var ns = kind == "GlobalNetworkPolicy" ? "" : $", namespace: {own}-{policy % 20}";
            var tier = policy % 3 == 0 ? own : "default";
            var staged = kind.StartsWith("Staged", StringComparison.Ordinal) ? "stagedAction: Set, " : "";
            Add($$"""apiVersion: projectcalico.org/v3{0}kind: {{kind}}{0}metadata: {name: {{tier}}.{{own}}-{{policy}}{{ns}} }{0}spec: { {{staged}}tier: {{tier}}, order: {{policy}}, selector: "app == 'a{{policy % 7}}'", types: [Ingress], ingress: [{action: Allow, protocol: TCP, source: {nets: [10.{{policy}}.0.0/16]}, destination: {ports: [{{1000 + policy}}]} }, {action: Pass}]}""");
        }

        for (var set = 0; set < 5; set++) Add($$"""apiVersion: projectcalico.org/v3{0}kind: GlobalNetworkSet{0}metadata: {name: {{own}}-{{set}}, labels: {kind: bad} }{0}spec: {nets: [198.51.{{set}}.0/24]}""");
        Add($$"""apiVersion: projectcalico.org/v3{0}kind: IPPool{0}metadata: {name: {{own}}}{0}spec: {cidr: 10.200.0.0/16}""");
        return yaml.ToString();

        void Add(string document) => yaml.Append(document.Replace("{0}", "\n", StringComparison.Ordinal)).Append("\n---\n");
    }

    private static string Pod(string name, string ns, string address, string labels) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: {ns}, labels: {{{labels}}}}}\nspec: {{nodeName: n1, containers: [{{name: c, image: i, ports: [{{name: http, containerPort: 8080, protocol: TCP}}]}}]}}\nstatus: {{phase: Running, podIP: {address}, podIPs: [{{ip: {address}}}]}}\n";

    /// <summary>Makes the objects, a few at a time: kubectl itself makes them one by one.</summary>
    private static async Task CreateAsync(KubeServer server, IEnumerable<Resource> resources)
    {
        foreach (var wave in resources.GroupBy(resource => resource is Namespace or Tier ? 0 : 1).OrderBy(wave => wave.Key))
            await Task.WhenAll(wave.Chunk(wave.Count() < 100 ? 100 : 190).Select(part => CreateAsync(server, ResourceText.Of(part, JsonFormat.Instance, keepServerMetadata: false))));
    }

    /// <summary>Makes objects. A server that has just started may not know its custom resources everywhere yet.</summary>
    private static async Task CreateAsync(KubeServer server, string text)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await server.KubectlAsync(text, "create", "--validate=false", "-f", "-");
                return;
            }
            catch (InvalidOperationException exception) when (tries < 60)
            {
                var faults = exception.Message.Split('\n').Where(line => line.Contains("Error from server", StringComparison.Ordinal) && !line.Contains("(AlreadyExists)", StringComparison.Ordinal)).ToList();
                if (faults.Exists(line => !line.Contains("There can be a delay", StringComparison.Ordinal))) throw;
                if (faults.Count == 0) return;
                await Task.Delay(500, Token);
            }
        }
    }

    private static string Show(PolicySnapshot snapshot, string own)
    {
        var resources = snapshot.Resources.Where(resource => (resource.Namespace ?? resource.Name).Contains(own, StringComparison.Ordinal)).Select(Plain)
            .OrderBy(resource => resource.Kind, StringComparer.Ordinal).ThenBy(resource => resource.Namespace, StringComparer.Ordinal).ThenBy(resource => resource.Name, StringComparer.Ordinal);
        return ResourceText.Of(resources, new YamlFormat(), keepServerMetadata: true);
    }

    /// <summary>Without what the server fills in: the label of the tier, and defaults.</summary>
    private static Resource Plain(Resource resource) =>
        resource with
        {
            Metadata = resource.Metadata with { Labels = resource.Labels.Without(key => key is "projectcalico.org/tier" or "kubernetes.io/metadata.name") },
            UnknownSpecFields = resource is IPPool ? [] : resource.UnknownSpecFields,
        };

    private static async Task<ClusterReading> ReadAsync(string config, IReadOnlyList<string>? namespaces = null)
    {
        await foreach (var (_, reading) in new ClusterReader(namespaces ?? [], 8).ReadAsync([new KubectlProcess(new() { KubeConfig = config })], Token))
        {
            if (reading is not null) return reading.Error is null ? reading : throw new InvalidOperationException(reading.Error.ToString());
        }

        throw new InvalidOperationException("Nothing was read.");
    }
}
