using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Publishing.Journal;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Publishing;

/// <summary>Publications to a real API server, whose whole state is compared.</summary>
[Collection(PublishingGroup.Name)]
public sealed class PublisherServerTests(KubeApi api) : IAsyncLifetime
{
    private const string Shop = """
        {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
        ---
        {apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: security}, spec: {order: 100}}
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: security.web, namespace: shop}
        spec:
          tier: security
          selector: app == 'web'
          ingress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]
        """;

    private readonly Publications _publications = new();
    private KubeServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await api.PublishingAsync();
        await KubePublished.ClearAsync(_server);
    }

    public ValueTask DisposeAsync()
    {
        _publications.Dispose();
        return default;
    }

    [Fact]
    public async Task Three_hundred_resources_go_in_stay_change_are_pruned_and_go_back()
    {
        var empty = await KubePublished.StateAsync(_server);
        var all = KubePublished.Resources(300);
        Assert.All(await PublishAsync(all, Owned), result => Assert.Equal(PublicationStatus.Created, result.Status));
        var first = await KubePublished.StateAsync(_server);
        Assert.All(await PublishAsync(all, Owned), result => Assert.Equal(PublicationStatus.Unchanged, result.Status));
        Assert.Equal(first, await KubePublished.StateAsync(_server));

        // Twenty have another port, and the last five are gone.
        var parts = all.Split("\n---\n").SkipLast(5).Select((text, index) => index is >= 10 and < 30 ? KubePublished.Resource(index - 6, 9000 + index) : text);
        var results = await PublishAsync(string.Join("\n---\n", parts), Owned with { Prune = true, IsComplete = true });
        Assert.Equal(
            [(PublicationStatus.Configured, 20), (PublicationStatus.Unchanged, 275), (PublicationStatus.Deleted, 5)],
            results.GroupBy(result => result.Status).Select(group => (group.Key, group.Count())).OrderBy(pair => pair.Key == PublicationStatus.Deleted).ThenBy(pair => pair.Item2));
        Assert.All(await UndoLastAsync(), result => Assert.True(result.Status is PublicationStatus.Configured or PublicationStatus.Created));
        Assert.Equal(first, await KubePublished.StateAsync(_server));
        Assert.All(await UndoLastAsync(), result => Assert.Equal(PublicationStatus.Deleted, result.Status));
        Assert.Equal(empty, await KubePublished.StateAsync(_server));
    }

    [Fact]
    public async Task What_another_manager_keeps_is_named_and_taken_only_on_demand()
    {
        await PublishAsync(Shop);
        await _server.KubectlAsync(
            """{"apiVersion":"projectcalico.org/v3","kind":"NetworkPolicy","metadata":{"name":"security.web","namespace":"shop"},"spec":{"egress":[{"action":"Deny"}],"types":["Ingress","Egress"]}}""",
            "apply", "--server-side", "--field-manager=intruder", "--force-conflicts", "-f", "-");
        var diverged = Assert.Single(await PublishAsync(Shop), result => result.Kind == "NetworkPolicy");
        Assert.Equal(PublicationStatus.Diverged, diverged.Status);
        Assert.Contains("spec.egress (intruder)", diverged.Message, StringComparison.Ordinal);
        Assert.Equal(PublicationStatus.Configured, (await PublishAsync(Shop, new() { TakeOwnership = true })).Single(result => result.Kind == "NetworkPolicy").Status);
        Assert.All(await PublishAsync(Shop), result => Assert.Equal(PublicationStatus.Unchanged, result.Status));
        Assert.DoesNotContain("Deny\"}]", await _server.KubectlAsync(null, "get", "networkpolicies.v3.projectcalico.org", "-n", "shop", "-o", "json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_names_the_manager_and_stops_before_what_comes_after()
    {
        await PublishAsync(Shop);
        await _server.KubectlAsync(
            """{"apiVersion":"projectcalico.org/v3","kind":"Tier","metadata":{"name":"security"},"spec":{"order":50}}""", "apply", "--server-side", "--field-manager=intruder", "--force-conflicts", "-f", "-");
        var changed = Shop.Replace("[80]", "[81]", StringComparison.Ordinal);
        var results = await PublishAsync(changed);
        var refused = Assert.Single(results, result => result.Status == PublicationStatus.Refused);
        Assert.Equal(("Tier", ServerErrorCategory.Conflict, "intruder"), (refused.Kind, refused.Error!.Category, refused.Causes[0].Manager));
        Assert.Equal(PublicationStatus.Skipped, results.Single(result => result.Kind == "NetworkPolicy").Status);

        // It is known before anything is sent.
        Assert.Single(_publications.All);
        Assert.DoesNotContain(await PublishAsync(changed, new() { ForceConflict = true }), result => result.Status is PublicationStatus.Refused or PublicationStatus.Skipped);
    }

    [Fact]
    public async Task What_an_undo_put_back_can_be_published_anew_and_a_tier_with_policies_is_not_removed()
    {
        await PublishAsync(Shop);
        var changed = Shop.Replace("[80]", "[81]", StringComparison.Ordinal).Replace("order: 100", "order: 90", StringComparison.Ordinal);
        Assert.Equal(2, (await PublishAsync(changed)).Count(result => result.Status == PublicationStatus.Configured));
        await UndoLastAsync();
        Assert.Equal(2, (await PublishAsync(changed)).Count(result => result.Status == PublicationStatus.Configured));
        Assert.All(await PublishAsync(changed), result => Assert.Equal(PublicationStatus.Unchanged, result.Status));

        var parts = Shop.Split("\n---\n");
        var before = await KubePublished.StateAsync(_server);
        var refused = Assert.Single(await _publications.RemoveAsync(_server.AdminConfig, parts[1]));
        Assert.Equal((PublicationStatus.Refused, "Tier 'security' still has a policy: NetworkPolicy shop/security.web. Remove it along with the tier, or before."), (refused.Status, refused.Message));
        Assert.Equal(before, await KubePublished.StateAsync(_server));
        Assert.All(await _publications.RemoveAsync(_server.AdminConfig, parts[1] + "\n---\n" + parts[2]), result => Assert.Equal(PublicationStatus.Deleted, result.Status));
    }

    [Fact]
    public async Task A_server_that_does_not_know_apply_gets_creations_and_replacements()
    {
        using var proxy = new KubeProxy(_server.AdminConfig)
        {
            Answer = static (method, address) => method == "PATCH" && address.AbsolutePath.Contains("/networkpolicies/", StringComparison.Ordinal)
                ? KubeLoopback.Refusal("networkpolicies.projectcalico.org \"security.web\" not found", 404, "NotFound") : null,
        };
        Assert.All(await _publications.PublishAsync(proxy.KubeConfig, Shop), result => Assert.Equal(PublicationStatus.Created, result.Status));
        var changed = Shop.Replace("[80]", "[81]", StringComparison.Ordinal);
        Assert.Equal(PublicationStatus.Configured, (await _publications.PublishAsync(proxy.KubeConfig, changed)).Single(result => result.Kind == "NetworkPolicy").Status);
        Assert.All(await _publications.PublishAsync(proxy.KubeConfig, changed), result => Assert.Equal(PublicationStatus.Unchanged, result.Status));
        Assert.Contains("81", await _server.KubectlAsync(null, "get", "networkpolicies.v3.projectcalico.org", "-n", "shop", "-o", "jsonpath={..ports}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_goes_in_the_middle_leaves_what_the_next_run_finishes()
    {
        var empty = await KubePublished.StateAsync(_server);
        using (var proxy = new KubeProxy(_server.AdminConfig))
        {
            proxy.Answer = (_, _) => proxy.Writes >= 7 ? (503, """{"kind":"Status","apiVersion":"v1","status":"Failure","message":"the server is shutting down","reason":"ServiceUnavailable","code":503}""") : null;
            var results = await _publications.PublishAsync(proxy.KubeConfig, KubePublished.Resources(20));
            Assert.Equal(7, results.Count(result => result.Status == PublicationStatus.Created));
            Assert.Equal(ServerErrorCategory.Unavailable, Assert.Single(results, result => result.Status == PublicationStatus.Failed).Error!.Category);
            Assert.Equal(12, results.Count(result => result.Status == PublicationStatus.Skipped));
        }

        Assert.Equal(PublicationState.Stopped, _publications.All[0].State);
        Assert.DoesNotContain(await PublishAsync(KubePublished.Resources(20)), result => result.Status is not (PublicationStatus.Created or PublicationStatus.Unchanged));
        Assert.Equal([PublicationState.Done, PublicationState.Continued], _publications.All.Select(publication => publication.State));
        await UndoLastAsync();
        Assert.Equal(empty, await KubePublished.StateAsync(_server));
    }

    [Fact]
    public async Task A_user_who_may_only_read_changes_nothing_and_is_told_what_is_missing()
    {
        await PublishAsync(Shop);
        var before = await KubePublished.StateAsync(_server);
        var results = await _publications.PublishAsync(_server.ReadOnlyConfig, Shop.Replace("[80]", "[81]", StringComparison.Ordinal));
        var refused = Assert.Single(results, result => result.Status == PublicationStatus.Refused);
        Assert.Equal((ServerErrorCategory.Forbidden, "patch"), (refused.Error!.Category, refused.Error.MissingRight!.Verb));
        Assert.Equal(before, await KubePublished.StateAsync(_server));
    }

    [Fact]
    public async Task A_missing_namespace_or_tier_refuses_all_of_it()
    {
        var empty = await KubePublished.StateAsync(_server);
        var parts = Shop.Split("\n---\n");
        var noNamespace = await PublishAsync(string.Join("\n---\n", parts[1..]));
        Assert.Contains("no namespace 'shop'", Assert.Single(noNamespace, result => result.Status == PublicationStatus.Refused).Message, StringComparison.Ordinal);
        var noTier = await PublishAsync(string.Join("\n---\n", parts[0], parts[2]));
        Assert.Contains("no tier 'security'", Assert.Single(noTier, result => result.Status == PublicationStatus.Refused).Message, StringComparison.Ordinal);
        Assert.Equal(PublicationStatus.Skipped, noTier.Single(result => result.Kind == "Namespace").Status);
        Assert.Equal(empty, await KubePublished.StateAsync(_server));
        Assert.Empty(_publications.All);
    }

    [Fact]
    public async Task A_cluster_without_calico_is_said_to_be_one()
    {
        var bare = await api.BareAsync();
        var results = await _publications.PublishAsync(bare.AdminConfig, Shop);
        Assert.Equal([PublicationStatus.Failed, PublicationStatus.Skipped, PublicationStatus.Skipped], results.Select(result => result.Status));
        Assert.Equal([ServerErrorCategory.UnknownKind, null, null], results.Select(result => result.Error?.Category));
        Assert.Contains("projectcalico.org/v3", results[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_calico_would_reject_is_not_sent_though_the_server_would_take_it()
    {
        var results = await PublishAsync(Shop.Replace("app == 'web'", "app = 'web'", StringComparison.Ordinal));
        var refused = Assert.Single(results, result => result.Status == PublicationStatus.Refused);
        Assert.Equal((PublishedText.File, 10), (refused.Causes[0].File, refused.Causes[0].Line));
        Assert.DoesNotContain("shop", await KubePublished.StateAsync(_server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_without_an_answer_in_time_is_looked_for()
    {
        using var proxy = new KubeProxy(_server.AdminConfig) { Written = static write => Task.Delay(write == 2 ? TimeSpan.FromSeconds(8) : TimeSpan.Zero) };
        var results = await _publications.PublishAsync(proxy.KubeConfig, Shop, timeout: 4);
        Assert.All(results, result => Assert.Equal(PublicationStatus.Created, result.Status));
    }

    [Theory]
    [InlineData("argocd.argoproj.io/tracking-id", "Argo CD")]
    [InlineData("meta.helm.sh/release-name", "Helm")]
    public async Task An_object_of_another_tool_is_refused(string annotation, string tool)
    {
        await PublishAsync(Shop);
        await _server.KubectlAsync(null, "annotate", "tiers.v3.projectcalico.org", "security", annotation + "=x");
        var changed = Shop.Replace("order: 100", "order: 90", StringComparison.Ordinal);
        Assert.StartsWith(tool, Assert.Single(await PublishAsync(changed), result => result.Status == PublicationStatus.Refused).Message, StringComparison.Ordinal);
        Assert.Contains(await PublishAsync(changed, new() { TakeOwnership = true }), result => result is { Kind: "Tier", Status: PublicationStatus.Configured });
    }

    [Fact]
    public async Task A_prune_needs_an_owner_the_whole_set_every_document_and_few_to_go()
    {
        await PublishAsync(Shop, Owned);
        var less = Shop[..Shop.LastIndexOf("---", StringComparison.Ordinal)];
        foreach (var (options, word) in new (PublicationOptions, string)[]
        {
            (new() { Prune = true, IsComplete = true }, "-Owner"),
            (Owned with { Prune = true }, "whole set"),
            (Owned with { Prune = true, IsComplete = true, HasUnread = true }, "every document"),
            (Owned with { Prune = true, IsComplete = true }, "-MaxPrune"),
            (Owned with { Prune = true, IsComplete = true }, "more than 10 percent: NetworkPolicy shop/security.web. Raise"),
        })
        {
            var plan = await _publications.PlanAsync(_server.AdminConfig, less, options);
            Assert.Contains(word, string.Join(' ', plan.Objections), StringComparison.Ordinal);
            Assert.DoesNotContain(await _publications.RunAsync(plan, options), result => result.Status == PublicationStatus.Deleted);
        }

        var deleted = Assert.Single(await PublishAsync(less, Owned with { Prune = true, IsComplete = true, MaxPrune = 60 }), result => result.Status == PublicationStatus.Deleted);
        Assert.Equal("security.web", deleted.Name);
    }

    [Fact]
    public async Task What_changed_between_the_plan_and_the_write_is_not_written_over()
    {
        await PublishAsync(Shop);
        var changed = Shop.Replace("[80]", "[81]", StringComparison.Ordinal);
        var plan = await _publications.PlanAsync(_server.AdminConfig, changed, new());
        await _server.KubectlAsync(null, "annotate", "networkpolicies.v3.projectcalico.org", "-n", "shop", "security.web", "note=mine");
        var refused = Assert.Single(await _publications.RunAsync(plan, new()), result => result.Status == PublicationStatus.Refused);
        Assert.Contains("publish again", refused.Message, StringComparison.Ordinal);
        Assert.Single(await PublishAsync(changed), result => result.Status == PublicationStatus.Configured);
        Assert.Contains("mine", await KubePublished.StateAsync(_server), StringComparison.Ordinal);

        // The server's own bookkeeping is no such change.
        plan = await _publications.PlanAsync(_server.AdminConfig, Shop, new());
        await _server.KubectlAsync(null, "annotate", "networkpolicies.v3.projectcalico.org", "-n", "shop", "security.web", "passing=by");
        await _server.KubectlAsync(null, "annotate", "networkpolicies.v3.projectcalico.org", "-n", "shop", "security.web", "passing-");
        Assert.Single(await _publications.RunAsync(plan, new()), result => result.Status == PublicationStatus.Configured);
    }

    [Fact]
    public async Task Enforcing_removes_the_staged_twin_that_says_the_same()
    {
        var staged = Shop.Replace("kind: NetworkPolicy", "kind: StagedNetworkPolicy", StringComparison.Ordinal);
        await PublishAsync(staged);
        var results = await PublishAsync(Shop);
        Assert.Equal(
            [("NetworkPolicy", PublicationStatus.Created), ("StagedNetworkPolicy", PublicationStatus.Deleted)],
            results.Where(result => result.Status != PublicationStatus.Unchanged).Select(result => (result.Kind, result.Status)));

        await PublishAsync(staged.Replace("[80]", "[82]", StringComparison.Ordinal));
        Assert.DoesNotContain(await PublishAsync(Shop.Replace("[80]", "[81]", StringComparison.Ordinal)), result => result.Status == PublicationStatus.Deleted);
    }

    [Fact]
    public async Task An_undo_leaves_what_others_changed_since()
    {
        await PublishAsync(Shop);
        await _server.KubectlAsync(null, "patch", "tiers.v3.projectcalico.org", "security", "--type=merge", "-p", """{"spec":{"order":7}}""", "--field-manager=colleague");
        var refused = Assert.Single(await UndoLastAsync(), result => result.Status == PublicationStatus.Refused);
        Assert.Contains("colleague", refused.Message, StringComparison.Ordinal);
        Assert.Contains("security", await KubePublished.StateAsync(_server), StringComparison.Ordinal);
        Assert.DoesNotContain(await UndoLastAsync(force: true), result => result.Status == PublicationStatus.Refused);
        Assert.DoesNotContain("security", await KubePublished.StateAsync(_server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_cut_a_lifeline_is_not_sent_until_it_is_allowed_by_its_word()
    {
        const string Dns = """
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: Service, metadata: {name: kube-dns, namespace: kube-system, labels: {k8s-app: kube-dns} }, spec: {clusterIP: 10.96.0.10, selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, targetPort: 53, protocol: UDP}]} }
            - {apiVersion: v1, kind: Pod, metadata: {name: coredns, namespace: kube-system, labels: {k8s-app: kube-dns} }, spec: {nodeName: node-1, containers: [{name: c, image: i, ports: [{containerPort: 53, protocol: UDP}]}]}, status: {phase: Running, podIP: 10.0.0.2, podIPs: [{ip: 10.0.0.2}]} }
            - {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: default, labels: {app: web} }, spec: {nodeName: node-1, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.3, podIPs: [{ip: 10.0.0.3}]} }
            """;
        const string Deny = "{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: deny, namespace: default}, spec: {selector: app == 'web', types: [Egress]}}";
        await _server.KubectlAsync(Dns, "create", "-f", "-");
        var before = await KubePublished.StateAsync(_server);
        var plan = await _publications.PlanAsync(_server.AdminConfig, Deny, new());
        Assert.StartsWith("dns/default: would be cut", Assert.Single(plan.Objections).Message, StringComparison.Ordinal);
        Assert.Equal(PublicationStatus.Skipped, Assert.Single(await _publications.RunAsync(plan, new())).Status);
        Assert.Equal(before, await KubePublished.StateAsync(_server));

        Assert.Equal(PublicationStatus.Created, Assert.Single(await PublishAsync(Deny, new() { AllowLockout = ["dns"] })).Status);
        await UndoLastAsync();
        var kept = Deny.Replace("types: [Egress]", "egress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}, {action: Allow, protocol: TCP, destination: {ports: [53]}}]", StringComparison.Ordinal);
        plan = await _publications.PlanAsync(_server.AdminConfig, kept, new());
        Assert.True(plan.Objections.Count == 0, string.Join("\n", plan.Objections));
        Assert.Equal(PublicationStatus.Created, Assert.Single(await _publications.RunAsync(plan, new())).Status);

        // The way back to what cuts is open, and says so.
        Assert.Equal(PublicationStatus.Configured, Assert.Single(await PublishAsync(Deny, new() { AllowLockout = ["dns"] })).Status);
        Assert.Equal(PublicationStatus.Configured, Assert.Single(await PublishAsync(kept)).Status);
        var undo = await _publications.PlanUndoAsync(_server.AdminConfig, _publications.All[0], force: false);
        Assert.Empty(undo.Objections);
        Assert.StartsWith("dns/default: would be cut", Assert.Single(undo.Warnings), StringComparison.Ordinal);

        // What is cut already is said with each publication, but for what a pod in quarantine loses.
        await PublishAsync("""
            {apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: quarantine}, spec: {order: 10, defaultAction: Pass}}
            ---
            {apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: quarantine.quarantine}, spec: {tier: quarantine, selector: quarantine == 'true', types: [Ingress, Egress], ingress: [{action: Deny}], egress: [{action: Deny}]}}
            """);
        await _server.KubectlAsync(null, "label", "pod", "web", "quarantine=true");
        Assert.Empty((await _publications.PlanAsync(_server.AdminConfig, Shop, new())).Warnings);
        await _server.KubectlAsync(null, "label", "pod", "web", "quarantine-");
        await _server.KubectlAsync(null, "label", "pod", "-n", "kube-system", "coredns", "quarantine=true");
        Assert.StartsWith("dns/default: is cut already: pod default/web", Assert.Single((await _publications.PlanAsync(_server.AdminConfig, Shop, new())).Warnings), StringComparison.Ordinal);
        await _server.KubectlAsync(null, "delete", "service", "-n", "kube-system", "kube-dns");
    }

    [Fact]
    public async Task What_somebody_created_since_the_plan_is_not_taken_for_ones_own()
    {
        var empty = await KubePublished.StateAsync(_server);
        var plan = await _publications.PlanAsync(_server.AdminConfig, Shop, new());
        await _server.KubectlAsync("""{"apiVersion":"projectcalico.org/v3","kind":"Tier","metadata":{"name":"security"},"spec":{"order":7}}""", "apply", "--server-side", "--field-manager=calicopolicy", "-f", "-");
        var refused = Assert.Single(await _publications.RunAsync(plan, new()), result => result.Status == PublicationStatus.Refused);
        Assert.Contains("publish again", refused.Message, StringComparison.Ordinal);
        await UndoLastAsync();
        await _server.KubectlAsync(null, "delete", "tiers.v3.projectcalico.org", "security");
        Assert.Equal(empty, await KubePublished.StateAsync(_server));
    }

    [Fact]
    public async Task A_removal_that_never_reached_the_server_is_not_said_to_be_done()
    {
        var wide = Shop.Replace("ingress: [", "egress: [{action: Allow}]\n  ingress: [", StringComparison.Ordinal);
        Assert.DoesNotContain(await PublishAsync(wide), result => result.Status != PublicationStatus.Created);
        using var proxy = new KubeProxy(_server.AdminConfig) { Answer = static (method, _) => method == "PATCH" ? (500, "cut off") : null };
        Assert.Equal(PublicationStatus.Failed, (await _publications.PublishAsync(proxy.KubeConfig, Shop)).Single(result => result.Kind == "NetworkPolicy").Status);
        Assert.Contains("egress", await KubePublished.StateAsync(_server), StringComparison.Ordinal);
        Assert.Equal(PublicationStatus.Configured, (await PublishAsync(Shop)).Single(result => result.Kind == "NetworkPolicy").Status);
        Assert.DoesNotContain("egress", await KubePublished.StateAsync(_server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_unfinished_publication_is_not_gone_on_with_once_another_came_after_it()
    {
        using (var proxy = new KubeProxy(_server.AdminConfig))
        {
            proxy.Answer = (_, _) => proxy.Writes >= 2 ? KubeLoopback.Refusal("no") : null;
            await _publications.PublishAsync(proxy.KubeConfig, Shop);
        }

        await PublishAsync(Shop.Replace("[80]", "[81]", StringComparison.Ordinal));
        var between = await KubePublished.StateAsync(_server);
        await PublishAsync(Shop);
        Assert.Null(_publications.All[0].Continues);
        await _publications.UndoAsync(_server.AdminConfig, _publications.All[0], force: false);
        Assert.Equal(between, await KubePublished.StateAsync(_server));
    }

    [Fact]
    public async Task An_undo_can_be_undone()
    {
        await PublishAsync(Shop);
        var published = await KubePublished.StateAsync(_server);
        await UndoLastAsync();
        await _publications.UndoAsync(_server.AdminConfig, _publications.All[0], force: false);
        Assert.Equal(published, await KubePublished.StateAsync(_server));
    }

    [Fact]
    public async Task A_plan_changes_nothing()
    {
        await PublishAsync(Shop);
        var before = await KubePublished.StateAsync(_server);
        var plan = await _publications.PlanAsync(_server.AdminConfig, Shop.Replace("[80]", "[81]", StringComparison.Ordinal), new());
        Assert.Equal("spec.ingress[0].destination.ports[0]: 80 -> 81", Assert.Single(Assert.Single(plan.Preview, result => result.Status == PublicationStatus.Configured).Changes).ToString());
        Assert.Equal(before, await KubePublished.StateAsync(_server));
    }

    private static PublicationOptions Owned => new() { Owner = "team" };

    private Task<IReadOnlyList<PublicationResult>> PublishAsync(string yaml, PublicationOptions? options = null) => _publications.PublishAsync(_server.AdminConfig, yaml, options);

    private Task<IReadOnlyList<PublicationResult>> UndoLastAsync(bool force = false) => _publications.UndoAsync(
        _server.AdminConfig, _publications.All.First(publication => publication is { Undoes: null, State: not (PublicationState.Undone or PublicationState.Continued) }), force);
}
