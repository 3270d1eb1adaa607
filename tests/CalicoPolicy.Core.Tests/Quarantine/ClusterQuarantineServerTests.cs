using System.Text.Json.Nodes;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Quarantine;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Quarantine;

/// <summary>
/// Quarantine in a real API server that has the shop. Every test has a tier and label of its own and pods that no other test uses,
/// since they share the server.
/// </summary>
public class ClusterQuarantineServerTests(KubeApi api)
{
    private static readonly SemaphoreSlim Loading = new(1);
    private static readonly DirectoryInfo Journal = Directory.CreateTempSubdirectory("calicopolicy-quarantine-");
    private static bool _isLoaded;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pod_of_the_shop_is_isolated_proven_and_released_as_it_was()
    {
        var server = await ServerAsync();
        var options = Options("first", order: 10) with { Note = new() { Reason = "miner", By = "ann", Until = DateTimeOffset.UtcNow.AddHours(1) } };
        var before = await PodsAsync(server);
        var outcome = await InvokeAsync(server, new() { Namespaces = ["shop"], Names = ["orders-0"] }, options);
        Assert.True(outcome.Problems.Count == 0, string.Join("\n", outcome.Problems) + string.Join("\n", outcome.Warnings));
        Assert.Empty(outcome.Warnings);
        var pod = Assert.Single(outcome.Pods);
        Assert.Equal((QuarantineState.InForce, true, "miner", "ann", "Deployment orders"), (pod.State, pod.IsIsolated, pod.Reason, pod.By, pod.Workload));
        Assert.Equal([OpenFlowKind.OwnNode, OpenFlowKind.Established], pod.StillOpen.Select(flow => flow.Kind));
        Assert.Contains(pod.Notes, note => note.Contains("its replacement is not quarantined", StringComparison.Ordinal));
        Assert.Equal("shop/orders-0 (InForce, isolated)", pod.ToString());
        var listed = Assert.Single(await ListAsync(server, options));
        Assert.Equal((pod.Name, pod.Uid, pod.Reason, pod.By, false), (listed.Name, listed.Uid, listed.Reason, listed.By, listed.IsExpired));
        Assert.True(listed.Since > DateTimeOffset.UtcNow.AddMinutes(-5) && listed.Until > DateTimeOffset.UtcNow);

        var released = await ReleaseAsync(server, [listed], options);
        Assert.Empty(released.Problems);
        Assert.Equal(QuarantineState.Released, Assert.Single(released.Pods).State);
        Assert.Empty(await ListAsync(server, options));
        Assert.Equal(before["shop/orders-0"], (await PodsAsync(server))["shop/orders-0"]);
        await server.KubectlAsync(null, "get", "tier.projectcalico.org/first", "globalnetworkpolicy.projectcalico.org/first.quarantine");
    }

    [Fact]
    public async Task A_planted_allow_in_an_earlier_tier_is_named()
    {
        var server = await ServerAsync();
        await ApplyAsync(server, """
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: planted}
            spec: {order: 5, defaultAction: Pass}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: planted.backdoor}
            spec: {tier: planted, selector: app == 'fraud', types: [Egress], egress: [{action: Allow, protocol: TCP, destination: {nets: [198.18.0.0/15], ports: [4444]}}, {action: Pass}]}
            """);
        var pod = Assert.Single((await InvokeAsync(server, new() { Names = ["payments/fraud-0"] }, Options("second"))).Pods);
        Assert.False(pod.IsIsolated);
        var open = Assert.Single(pod.StillOpen, flow => flow.Kind == OpenFlowKind.Allowed);
        Assert.Equal((PolicyType.Egress, "198.18.0.0/15", "TCP/4444", "planted", "planted.backdoor", "egress[0]"), (open.Direction, open.Peer, open.Traffic.ToString(), open.Tier, open.Policy, open.Rule));
    }

    [Fact]
    public async Task A_pod_that_was_killed_and_replaced_is_reported_until_it_is_taken_off_record()
    {
        var server = await ServerAsync();
        var options = Options("third");
        await InvokeAsync(server, new() { Names = ["shop/cart-0", "data/queue-0"] }, options);
        await server.KubectlAsync(null, "delete", "pod", "-n", "shop", "cart-0", "--force", "--grace-period=0");
        await server.KubectlAsync(null, "delete", "pod", "-n", "data", "queue-0", "--force", "--grace-period=0");

        // What a ReplicaSet makes has another name, what a StatefulSet makes the same.
        var (cart, queue) = (ShopCluster.Pod("cart-0"), ShopCluster.Pod("queue-0"));
        await ApplyAsync(server, cart with { Metadata = cart.Metadata with { Name = "cart-7" } }, queue);
        var listed = await ListAsync(server, options);
        Assert.Equal(["queue-0", "cart-0"], listed.Select(pod => pod.Name));
        Assert.Equal((QuarantineState.Lost, false), (listed[0].State, listed[0].IsIsolated));
        Assert.Equal((QuarantineState.Replaced, null), (listed[1].State, listed[1].IsIsolated));
        Assert.Contains("cart-7", listed[1].Replacements);
        Assert.Contains("may have taken its place", Assert.Single(listed[1].Notes), StringComparison.Ordinal);
        Assert.Empty((await ReleaseAsync(server, listed, options)).Problems);
        Assert.Empty(await ListAsync(server, options));
    }

    [Fact]
    public async Task A_label_that_was_there_comes_back_and_others_annotations_stay()
    {
        var server = await ServerAsync();
        var options = Options("fourth");
        await server.KubectlAsync(null, "label", "pod", "-n", "shop", "catalog-0", "fourth=perhaps");
        await server.KubectlAsync(null, "annotate", "pod", "-n", "shop", "catalog-0", "example.com/note=kept");
        var before = (await PodsAsync(server))["shop/catalog-0"];
        var first = Assert.Single((await InvokeAsync(server, new() { Names = ["shop/catalog-0"] }, options with { Note = new() { By = "ann", Reason = "one" } })).Pods);

        // A second time changes the reason, not who began it, when, or what the label was.
        var second = Assert.Single((await InvokeAsync(server, new() { Names = ["shop/catalog-0"] }, options with { Note = new() { By = "bob", Reason = "two" } })).Pods);
        Assert.Equal((first.Uid, first.Since, "ann", "two"), (second.Uid, second.Since, second.By, second.Reason));
        await ReleaseAsync(server, [second], options);
        Assert.Equal(before, (await PodsAsync(server))["shop/catalog-0"]);
    }

    [Fact]
    public async Task A_plan_changes_nothing()
    {
        var server = await ServerAsync();
        var before = await PodsAsync(server);
        var plan = await Quarantine(server).PlanAsync(new() { Namespaces = ["monitoring"] }, Options("fifth"), Token);
        Assert.Equal(["grafana-0", "prometheus-0"], plan.Steps.Select(step => step.Target.Name).Order(StringComparer.Ordinal));
        Assert.Equal("Isolate: write Tier fifth and GlobalNetworkPolicy fifth.quarantine, label it fifth == 'true'", plan.Steps[0].Action);
        var after = await PodsAsync(server);
        Assert.Equal(before["monitoring/grafana-0"], after["monitoring/grafana-0"]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.KubectlAsync(null, "get", "tier.projectcalico.org/fifth"));
        Assert.Empty((await Quarantine(server).RunAsync(plan, [], Options("fifth"), Token)).Pods);
    }

    [Fact]
    public async Task By_policy_one_pod_of_many_alike_is_refused_and_one_of_a_stateful_set_is_not()
    {
        var server = await ServerAsync();
        var options = Options("sixth") with { IsByPolicy = true };
        var before = await PodsAsync(server);
        var plan = await Quarantine(server).PlanAsync(new() { Names = ["shop/worker-0", "data/orders-db-1"] }, options, Token);
        var problem = Assert.Single(plan.Problems);
        Assert.Equal(QuarantineFault.CatchesOthers, problem.Fault);
        Assert.Contains("shop/worker-1", problem.Message, StringComparison.Ordinal);
        var outcome = await Quarantine(server).RunAsync(plan, plan.Steps, options, Token);
        var pod = Assert.Single(outcome.Pods);
        Assert.Equal(("orders-db-1", QuarantineMeans.Policy, true), (pod.Name, pod.Means, pod.IsIsolated));
        Assert.Equal(before["data/orders-db-1"], (await PodsAsync(server))["data/orders-db-1"]);

        // With the others, all that are caught are listed.
        var all = options with { IncludesPeers = true };
        outcome = await InvokeAsync(server, new() { Names = ["shop/worker-0"] }, all);
        Assert.True(Assert.Single(outcome.Pods).IsIsolated);
        var listed = await ListAsync(server, all);
        Assert.Equal(["orders-db-1", "worker-0", "worker-1"], listed.Select(one => one.Name));
        Assert.All(listed, one => Assert.True(one.IsIsolated));
        await ReleaseAsync(server, listed, all);
        Assert.Empty(await ListAsync(server, all));
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.KubectlAsync(null, "get", $"globalnetworkpolicy.projectcalico.org/{pod.Policy}"));
    }

    [Fact]
    public async Task A_policy_that_isolates_two_goes_with_the_last_and_one_that_somebody_else_made_stays()
    {
        var server = await ServerAsync();
        var options = Options("thirteenth") with { IsByPolicy = true, IncludesPeers = true };
        var soon = await InvokeAsync(server, new() { Names = ["shop/web-0"] }, options with { Note = new() { Until = DateTimeOffset.UtcNow.AddSeconds(-1) } });
        var policy = Assert.Single(soon.Pods).Policy;
        await InvokeAsync(server, new() { Names = ["shop/web-1"] }, options with { Note = new() { Until = DateTimeOffset.UtcNow.AddHours(1) } });
        var listed = await ListAsync(server, options);
        Assert.Equal(["web-0"], listed.Where(pod => pod.IsExpired).Select(pod => pod.Name));
        Assert.Contains(listed, pod => pod is { Name: "web-2", Until: null });

        var first = await ReleaseAsync(server, [.. listed.Where(pod => pod.IsExpired)], options);
        Assert.Empty(first.Problems);
        Assert.Contains($"web-0 stays isolated by policy {policy} with shop/web-1", Assert.Single(first.Warnings), StringComparison.Ordinal);
        Assert.Equal(QuarantineState.InForce, Assert.Single(first.Pods).State);
        listed = await ListAsync(server, options);
        Assert.DoesNotContain(listed, pod => pod.IsExpired);
        Assert.All(listed, pod => Assert.True(pod.IsIsolated));
        Assert.Equal(QuarantineState.Released, Assert.Single((await ReleaseAsync(server, [.. listed.Where(pod => pod.Name == "web-1")], options)).Pods).State);
        Assert.Empty(await ListAsync(server, options));

        // When one that is gone goes off record, those whom the policy catches are not released by it.
        var template = options.Template.ToResources().OfType<GlobalNetworkPolicy>().Single();
        var record = KeyValuePair.Create("calicopolicy.io/quarantined-gone", """{"namespace":"shop","name":"web-9","workload":"Job web"}""");
        await ApplyAsync(server, template with { Selector = "app == 'web'", Metadata = template.Metadata with { Name = policy, Annotations = LabelMap.Of([record]) } });
        listed = await ListAsync(server, options);
        var gone = await ReleaseAsync(server, [.. listed.Where(pod => pod.State == QuarantineState.Gone)], options);
        Assert.Equal(("web-9", QuarantineState.Released), (Assert.Single(gone.Pods).Name, gone.Pods[0].State));
        Assert.Contains($"Remove-Policy {policy}", Assert.Single(gone.Warnings), StringComparison.Ordinal);

        // A policy of such a name that nobody is on record at.
        listed = [.. listed.Where(pod => pod.State == QuarantineState.InForce)];
        var refused = await ReleaseAsync(server, listed, options);
        Assert.Equal(QuarantineFault.NotOurs, Assert.Single(refused.Problems).Fault);
        Assert.Equal(listed.Count, (await ListAsync(server, options)).Count);
        await server.KubectlAsync(null, "delete", "globalnetworkpolicy.projectcalico.org", policy);
    }

    [Fact]
    public async Task By_policy_a_pod_without_an_address_is_in_force_and_its_policy_goes_with_it()
    {
        var server = await ServerAsync();
        var options = Options("fourteenth") with { IsByPolicy = true };
        var db = ShopCluster.Pod("orders-db-0");
        var labels = db.Labels.With([new("statefulset.kubernetes.io/pod-name", "orders-db-7")]);
        await ApplyAsync(server, db with { Metadata = db.Metadata with { Name = "orders-db-7", Labels = labels }, Phase = "Pending", IPs = [], NodeName = null });
        var pod = Assert.Single((await InvokeAsync(server, new() { Names = ["data/orders-db-7"] }, options)).Pods);
        Assert.Equal((QuarantineState.InForce, null), (pod.State, pod.IsIsolated));
        Assert.Contains("no address yet", Assert.Single(pod.StillOpen).Reason, StringComparison.Ordinal);
        Assert.Equal(QuarantineState.Released, Assert.Single((await ReleaseAsync(server, [pod], options)).Pods).State);
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.KubectlAsync(null, "get", $"globalnetworkpolicy.projectcalico.org/{pod.Policy}"));
        await server.KubectlAsync(null, "delete", "pod", "-n", "data", "orders-db-7", "--force", "--grace-period=0");
    }

    [Fact]
    public async Task Evict_deletes_only_where_the_policy_catches_the_replacement()
    {
        var server = await ServerAsync();
        var options = Options("seventh") with { Evicts = true };
        var plan = await Quarantine(server).PlanAsync(new() { Names = ["data/queue-2"] }, options, Token);
        Assert.Empty(plan.Steps);
        Assert.Equal(QuarantineFault.NotEvicted, Assert.Single(plan.Problems).Fault);
        var byPolicy = options with { IsByPolicy = true };
        var evictions = 0;
        using var proxy = new KubeProxy(server.AdminConfig);
        proxy.Answer = (method, address) =>
        {
            if (method != "POST" || address.AbsolutePath != "/api/v1/namespaces/data/pods/queue-2/eviction") return null;
            if (Interlocked.Increment(ref evictions) < 4) return (429, """{"kind":"Status","apiVersion":"v1","status":"Failure","message":"Cannot evict pod as it would violate the pod's disruption budget.","reason":"TooManyRequests","code":429}""");
            server.KubectlAsync(null, "delete", "pod", "-n", "data", "queue-2", "--force", "--grace-period=0").GetAwaiter().GetResult();
            return (201, """{"kind":"Status","apiVersion":"v1","status":"Success","code":201}""");
        };
        var quarantine = new ClusterQuarantine(new(new() { KubeConfig = proxy.KubeConfig }), 6, journalFolder: Journal.FullName);
        plan = await quarantine.PlanAsync(new() { Names = ["data/queue-2"] }, byPolicy, Token);

        // The budget holds, and the pod is isolated where it is.
        var kept = await quarantine.RunAsync(plan, plan.Steps, byPolicy, Token);
        Assert.Equal((QuarantineState.InForce, true), (Assert.Single(kept.Pods).State, kept.Pods[0].IsIsolated));
        var problem = Assert.Single(kept.Problems);
        Assert.Equal(QuarantineFault.NotEvicted, problem.Fault);
        Assert.Contains("disruption budget", problem.Message, StringComparison.Ordinal);
        Assert.Contains("data/queue-2", (await PodsAsync(server)).Keys);

        plan = await quarantine.PlanAsync(new() { Names = ["data/queue-2"] }, byPolicy, Token);
        var outcome = await quarantine.RunAsync(plan, plan.Steps, byPolicy, Token);
        Assert.Empty(outcome.Problems);
        Assert.Equal(QuarantineState.Evicted, Assert.Single(outcome.Pods).State);
        Assert.DoesNotContain("data/queue-2", (await PodsAsync(server)).Keys);
        await ApplyAsync(server, ShopCluster.Pod("queue-2"));
        Assert.True(Assert.Single(await ListAsync(server, byPolicy)).IsIsolated);
    }

    [Fact]
    public async Task A_policy_of_the_name_that_selects_something_else_is_left_alone_and_no_label_is_set()
    {
        var server = await ServerAsync();
        await ApplyAsync(server, [.. (Options("eighth").Template with { Label = new("other", "true") }).ToResources()]);
        var before = await PodsAsync(server);
        var plan = await Quarantine(server).PlanAsync(new() { Names = ["shop/web-1", "shop/web-2"] }, Options("eighth"), Token);
        Assert.Empty(plan.Steps);
        Assert.Equal(QuarantineFault.PolicyDiffers, Assert.Single(plan.Problems).Fault);
        Assert.Equal(before["shop/web-1"], (await PodsAsync(server))["shop/web-1"]);
    }

    [Fact]
    public async Task A_policy_that_lost_its_deny_is_made_whole_and_exceptions_come_when_they_are_asked_for()
    {
        var server = await ServerAsync();
        var options = Options("ninth");
        var policy = options.Template.ToResources().OfType<GlobalNetworkPolicy>().Single();
        await ApplyAsync(server, options.Template.ToResources()[0], policy with { Egress = [] });

        Assert.True(Assert.Single((await InvokeAsync(server, new() { Names = ["edge/gateway-0"] }, options)).Pods).IsIsolated);
        var open = options with { Template = options.Template with { AllowFrom = [new() { Nets = ["192.0.2.7/32"] }] } };

        // What another manager wrote is not taken from it.
        var refused = await InvokeAsync(server, new() { Names = ["edge/gateway-0"] }, open);
        Assert.Empty(refused.Pods);
        Assert.Equal(ServerErrorCategory.Conflict, Assert.Single(refused.Problems).Error?.Category);
        await server.KubectlAsync(null, "delete", "globalnetworkpolicy.projectcalico.org", policy.Name);
        var pod = Assert.Single((await InvokeAsync(server, new() { Names = ["edge/gateway-0"] }, open)).Pods);
        Assert.True(pod.IsIsolated);
        Assert.Contains(pod.StillOpen, flow => flow.Kind == OpenFlowKind.Exception && flow.Peer.Contains("192.0.2.7", StringComparison.Ordinal));

        // Who does not say whom leaves those that stand, and is told of them.
        var plan = await Quarantine(server).PlanAsync(new() { Names = ["shop/orders-1"] }, options, Token);
        Assert.Contains("lets in nets 192.0.2.7/32", Assert.Single(plan.Warnings), StringComparison.Ordinal);
        Assert.Contains(Assert.Single((await Quarantine(server).RunAsync(plan, plan.Steps, options, Token)).Pods).StillOpen, flow => flow.Kind == OpenFlowKind.Exception);

        // Who says nobody lets in nobody. Who is on record stays so, and is missed, whatever becomes of the policy.
        await server.KubectlAsync(null, "label", "pod", "-n", "edge", "gateway-0", "ninth-");
        var closed = Assert.Single((await InvokeAsync(server, new() { Names = ["shop/orders-1"] }, options with { SetsExceptions = true })).Pods);
        Assert.DoesNotContain(closed.StillOpen, flow => flow.Kind == OpenFlowKind.Exception);
        var foreign = policy with { Metadata = policy.Metadata with { Annotations = LabelMap.Of([KeyValuePair.Create("calicopolicy.io/quarantined-elsewhere", "{}")]) } };
        Assert.Equal(PublicationStatus.Unchanged, Assert.Single(await PublishAsync(server.AdminConfig, foreign)).Status);
        using var old = new KubeProxy(server.AdminConfig)
        {
            // A server that does not know apply gets replacements.
            Answer = static (method, address) => method == "PATCH" && address.AbsolutePath.Contains("/globalnetworkpolicies/", StringComparison.Ordinal)
                ? KubeLoopback.Refusal("globalnetworkpolicies.projectcalico.org \"ninth.quarantine\" not found", 404, "NotFound") : null,
        };
        Assert.Equal(PublicationStatus.Configured, Assert.Single(await PublishAsync(old.KubeConfig, open.Template.ToResources()[1])).Status);
        Assert.Equal(
            [("gateway-0", QuarantineState.Lost), ("orders-1", QuarantineState.InForce)],
            (await ListAsync(server, options)).Select(found => (found.Name, found.State)));
    }

    [Fact]
    public async Task A_pod_that_everybody_changes_is_labelled_all_the_same()
    {
        var server = await ServerAsync();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var busy = Task.Run(async () =>
        {
            for (var count = 0; !ending.IsCancellationRequested; count++)
                await server.KubectlAsync(null, "annotate", "--overwrite", "pod", "-n", "edge", "gateway-1", $"example.com/beat={count}");
        }, Token);
        var outcome = await InvokeAsync(server, new() { Names = ["edge/gateway-1"] }, Options("tenth"));
        await ending.CancelAsync();
        await busy;

        // Either it got its word in, or it says that it did not; the beat of others is never lost.
        if (outcome.Pods.Count == 1) Assert.True(outcome.Pods[0].IsIsolated);
        else Assert.Equal(QuarantineFault.Changed, Assert.Single(outcome.Problems).Fault);
        Assert.Contains("example.com/beat", (await PodsAsync(server))["edge/gateway-1"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_read_gets_the_servers_refusal_and_nothing_changes()
    {
        var server = await ServerAsync();
        var before = await PodsAsync(server);
        var quarantine = new ClusterQuarantine(new(new() { KubeConfig = server.ReadOnlyConfig }), 4, journalFolder: Journal.FullName);
        var plan = await quarantine.PlanAsync(new() { Names = ["shop/cart-1"] }, Options("eleventh"), Token);
        var outcome = await quarantine.RunAsync(plan, plan.Steps, Options("eleventh"), Token);
        Assert.Empty(outcome.Pods);
        Assert.Equal(ServerErrorCategory.Forbidden, Assert.Single(outcome.Problems).Error!.Category);
        Assert.Equal(before["shop/cart-1"], (await PodsAsync(server))["shop/cart-1"]);
    }

    [Fact]
    public async Task Cancelling_ends_it_at_once()
    {
        var server = await ServerAsync();
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Quarantine(server).PlanAsync(new() { Names = ["shop/web-0"] }, Options("twelfth"), cancelled.Token));
        var plan = await Quarantine(server).PlanAsync(new() { Names = ["shop/web-0"] }, Options("twelfth"), Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Quarantine(server).RunAsync(plan, plan.Steps, Options("twelfth"), cancelled.Token));
        Assert.Empty(await ListAsync(server, Options("twelfth")));
    }

    private static QuarantineOptions Options(string name, double order = 20) => new() { Template = new QuarantineTemplate { Tier = name, Order = order, Label = new(name, "true") } };

    private static ClusterQuarantine Quarantine(KubeServer server) => new(new(new() { KubeConfig = server.AdminConfig }), 6, journalFolder: Journal.FullName);

    private static async Task<QuarantineOutcome> InvokeAsync(KubeServer server, QuarantineQuery query, QuarantineOptions options)
    {
        var plan = await Quarantine(server).PlanAsync(query, options, Token);
        Assert.Empty(plan.Problems);
        return await Quarantine(server).RunAsync(plan, plan.Steps, options, Token);
    }

    private static async Task<IReadOnlyList<PublicationResult>> PublishAsync(string config, Resource resource)
    {
        var options = new PublicationOptions { JournalFolder = Journal.FullName, AllowLockout = ["*"] };
        var plan = await new PublicationPlanner(options).PlanAsync(new(new() { KubeConfig = config }), [resource], Token);
        var results = new List<PublicationResult>();
        await foreach (var result in new Publisher(options).RunAsync(plan, Token)) results.Add(result);
        return results;
    }

    private static async Task<IReadOnlyList<PodQuarantine>> ListAsync(KubeServer server, QuarantineOptions options) => (await Quarantine(server).ListAsync(options.Template, Token)).Pods;

    private static Task<QuarantineOutcome> ReleaseAsync(KubeServer server, IReadOnlyList<PodQuarantine> pods, QuarantineOptions options) => Quarantine(server).ReleaseAsync(pods, options.Template, Token);

    private async Task<KubeServer> ServerAsync()
    {
        var server = await api.AloneAsync("quarantine");
        await Loading.WaitAsync(Token);
        try
        {
            if (!_isLoaded) await LoadAsync(server);
            _isLoaded = true;
        }
        finally
        {
            Loading.Release();
        }

        return server;
    }

    private static async Task LoadAsync(KubeServer server)
    {
        // The server has no workloads, only their pods.
        foreach (var wave in ShopCluster.Resources.Where(resource => resource is not Workload).GroupBy(resource => resource is Namespace or Tier ? 0 : 1).OrderBy(wave => wave.Key))
            await ApplyAsync(server, [.. wave]);
    }

    private static Task ApplyAsync(KubeServer server, params Resource[] resources)
    {
        // The model keeps of an owner what policy asks for; the server wants its uid too.
        var text = JsonNode.Parse(ResourceText.Of(resources, JsonFormat.Instance, keepServerMetadata: false))!;
        foreach (var item in text["items"]?.AsArray().ToList() ?? [text])
        {
            foreach (var owner in item!["metadata"]!["ownerReferences"]?.AsArray() ?? []) owner!["uid"] = $"uid-of-{owner["name"]}";
        }

        return ApplyAsync(server, text.ToJsonString());
    }

    private static async Task ApplyAsync(KubeServer server, string text)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await server.KubectlAsync(text, "apply", "--server-side", "--validate=false", "-f", "-");
                return;
            }
            catch (InvalidOperationException) when (tries < 8)
            {
                // A server that has just started may not know its custom resources everywhere yet.
                await Task.Delay(500, Token);
            }
        }
    }

    /// <summary>All pods as JSON, without what every write changes.</summary>
    private static async Task<Dictionary<string, string>> PodsAsync(KubeServer server)
    {
        var list = JsonNode.Parse(await server.KubectlAsync(null, "get", "pods", "-A", "-o", "json"))!;
        var pods = new Dictionary<string, string>();
        foreach (var pod in list["items"]!.AsArray())
        {
            var metadata = pod!["metadata"]!.AsObject();
            foreach (var field in (string[])["resourceVersion", "managedFields", "generation"]) metadata.Remove(field);
            pods.Add($"{metadata["namespace"]}/{metadata["name"]}", pod.ToJsonString());
        }

        return pods;
    }
}
