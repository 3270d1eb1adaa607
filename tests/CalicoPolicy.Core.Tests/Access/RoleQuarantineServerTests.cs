using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing.Journal;
using CalicoPolicy.Core.Quarantine;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Access;

/// <summary>
/// Quarantines by somebody who has the roles of docs/examples/roles, with a tier of the test's own in place of "quarantine": they
/// suffice; and without a right, the problem names it, and no pod that is not isolated has the label.
/// </summary>
public sealed class RoleQuarantineServerTests(KubeApi api) : IDisposable
{
    private const string Calico = "projectcalico.org";
    private readonly string _journal = Directory.CreateTempSubdirectory("calicopolicy-journal-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_journal, recursive: true);

    [Fact]
    public async Task The_roles_suffice_to_isolate_list_release_and_evict()
    {
        await using var user = await RoleUser.CreateAsync(api, ForOwnTier, "quarantine", "snapshot");
        var server = await PreparedAsync(user);
        var options = Options(user);
        var outcome = await InvokeAsync(user, "web", options);
        Assert.Empty(outcome.Problems);
        Assert.Empty(outcome.Warnings);
        Assert.Equal(QuarantineState.InForce, Assert.Single(outcome.Pods).State);
        Assert.Equal("true", await LabelAsync(server, user));

        // A second time there is nothing to make, and who may examine is changed where that is said.
        Assert.Empty((await InvokeAsync(user, "web", options with { Template = options.Template with { AllowFrom = [new() { Nets = ["192.0.2.7/32"] }] } })).Problems);
        var listing = await Quarantine(user).ListAsync(options.Template, Token);
        Assert.Equal("web", Assert.Single(listing.Pods).Name);
        Assert.Empty(listing.Errors);
        Assert.Empty(listing.Warnings);
        Assert.Empty((await Quarantine(user).ReleaseAsync(listing.Pods, options.Template, Token)).Problems);
        Assert.Equal(string.Empty, await LabelAsync(server, user));

        var byPolicy = options with { IsByPolicy = true };
        var made = Assert.Single((await InvokeAsync(user, "db-0", byPolicy)).Pods);
        Assert.Empty((await Quarantine(user).ReleaseAsync([made], options.Template, Token)).Problems);
        Assert.DoesNotContain(made.Policy, await server.KubectlAsync(null, "get", "globalnetworkpolicies.v3.projectcalico.org", "-o", "name"), StringComparison.Ordinal);

        outcome = await InvokeAsync(user, "db-0", byPolicy with { Evicts = true });
        Assert.Empty(outcome.Problems);
        Assert.Equal(QuarantineState.Evicted, Assert.Single(outcome.Pods).State);
        Assert.All(Journal(), publication => Assert.Equal(PublicationState.Done, publication.State));
    }

    [Theory]
    [InlineData("create", "tiers")]
    [InlineData("get", "tiers")]
    [InlineData("patch", "tiers")]
    [InlineData("create", "globalnetworkpolicies")]
    [InlineData("get", "globalnetworkpolicies")]
    [InlineData("patch", "globalnetworkpolicies")]
    public async Task Without_a_right_to_tier_or_policy_no_pod_is_labelled(string verb, string resource)
    {
        await using var user = await LackingAsync(verb, resource, Calico);
        var server = await PreparedAsync(user);
        var problem = await ProblemAsync(user, Options(user));
        Assert.Equal((QuarantineFault.Server, verb, $"{resource}.{Calico}"), (problem.Fault, problem.Error!.MissingRight!.Verb, problem.Error.MissingRight.Resource));
        Assert.Contains(verb, problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Action);
        Assert.Equal(string.Empty, await LabelAsync(server, user));
        Assert.All(Journal(), publication => Assert.Equal(PublicationState.Stopped, publication.State));
    }

    [Theory]
    [InlineData("get")]
    [InlineData("patch")]
    public async Task Without_a_right_to_pods_no_pod_is_labelled_and_a_release_says_so(string verb)
    {
        await using var user = await LackingAsync(verb, "pods", string.Empty);
        var server = await PreparedAsync(user);
        Names(await ProblemAsync(user, Options(user)));
        Assert.Equal(string.Empty, await LabelAsync(server, user));
        Assert.Equal(2, Assert.Single(Journal()).Changes);

        var admin = Quarantine(server.AdminConfig);
        var plan = await admin.PlanAsync(Query(user, "web"), Options(user), Token);
        var done = await admin.RunAsync(plan, plan.Steps, Options(user), Token);
        var outcome = await Quarantine(user).ReleaseAsync(done.Pods, Options(user).Template, Token);
        Assert.Empty(outcome.Pods);
        Names(Assert.Single(outcome.Problems));
        Assert.Equal("true", await LabelAsync(server, user));

        void Names(QuarantineProblem problem)
        {
            Assert.Equal(new MissingRight(user.Name, verb, "pods", user.Name), problem.Error!.MissingRight);
            Assert.Contains($"User \"{user.Name}\" cannot {verb} resource \"pods\"", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_list_of_pods_it_is_said_that_they_were_not_seen()
    {
        await using var user = await LackingAsync("list", "pods", string.Empty);
        await PreparedAsync(user);
        var problem = Assert.Single((await Quarantine(user).PlanAsync(Query(user, "web"), Options(user), Token)).Problems);
        Assert.Contains($"the user '{user.Name}' lacks the right to list pods", problem.Message, StringComparison.Ordinal);
        Assert.Contains((await Quarantine(user).ListAsync(Options(user).Template, Token)).Errors, error => error.MissingRight == new MissingRight(user.Name, "list", "pods", null) && error.Message.StartsWith("Pod objects were not read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_delete_a_pod_is_isolated_but_not_evicted_and_its_policy_stays()
    {
        await using var user = await RoleUser.CreateAsync(
            api, (own, role) => RoleUser.Without(RoleUser.Without(ForOwnTier(own, role), "create", "pods/eviction", string.Empty), "delete", "globalnetworkpolicies", Calico), "quarantine", "snapshot");
        await PreparedAsync(user);
        var outcome = await InvokeAsync(user, "db-0", Options(user) with { IsByPolicy = true, Evicts = true });
        Assert.Equal(new MissingRight(user.Name, "create", "pods/eviction", user.Name), Assert.Single(outcome.Problems).Error!.MissingRight);
        var pod = Assert.Single(outcome.Pods);
        Assert.Equal(QuarantineState.InForce, pod.State);
        var released = await Quarantine(user).ReleaseAsync([pod], Options(user).Template, Token);
        Assert.Equal(new MissingRight(user.Name, "delete", $"globalnetworkpolicies.{Calico}", null), Assert.Single(released.Problems).Error!.MissingRight);
        Assert.Empty(released.Pods);
    }

    private static ClusterRole ForOwnTier(string own, ClusterRole role) =>
        role with { Rules = [.. role.Rules.Select(rule => rule with { ResourceNames = [.. rule.ResourceNames.Select(name => name.Replace("quarantine", own, StringComparison.Ordinal))] })] };

    private static QuarantineOptions Options(RoleUser user) => new() { Template = new QuarantineTemplate { Tier = user.Name, Order = 1, Label = new(user.Name, "true") } };

    private static QuarantineQuery Query(RoleUser user, string pod) => new() { Names = [$"{user.Name}/{pod}"] };

    private static Task<string> LabelAsync(KubeServer server, RoleUser user) =>
        server.KubectlAsync(null, "get", "pod", "-n", user.Name, "web", "-o", $"jsonpath={{.metadata.labels.{user.Name}}}");

    private ClusterQuarantine Quarantine(RoleUser user) => Quarantine(user.Config);

    private ClusterQuarantine Quarantine(string config) => new(new(new() { KubeConfig = config }), 6, journalFolder: _journal);

    private IReadOnlyList<Publication> Journal() => new PublicationJournal(_journal).ReadAll([], Token);

    private Task<RoleUser> LackingAsync(string verb, string resource, string group) =>
        RoleUser.CreateAsync(api, (own, role) => RoleUser.Without(ForOwnTier(own, role), verb, resource, group), "quarantine", "snapshot");

    private async Task<KubeServer> PreparedAsync(RoleUser user)
    {
        var server = await api.FullAsync();
        var ns = user.Name;
        await server.KubectlAsync($$"""
            apiVersion: v1
            kind: Namespace
            metadata: {name: {{ns}} }
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: {{ns}}}
            spec: {serviceName: db, selector: {matchLabels: {app: db} }, template: {metadata: {labels: {app: db} }, spec: {containers: [{name: c, image: i}]} } }
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: {{ns}}, labels: {app: web} }
            spec: {nodeName: n1, containers: [{name: c, image: i}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: db-0
              namespace: {{ns}}
              labels: {app: db, statefulset.kubernetes.io/pod-name: db-0}
              ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, controller: true, uid: 6d2b7b3e-0000-4000-8000-000000000000}]
            spec: {nodeName: n1, terminationGracePeriodSeconds: 0, containers: [{name: c, image: i}]}
            """, "create", "-f", "-");
        foreach (var (pod, address) in new[] { ("web", "10.9.0.1"), ("db-0", "10.9.0.2") })
            await server.KubectlAsync(null, "patch", "pod", "-n", ns, pod, "--subresource=status", "--type=merge", "-p", $"{{\"status\":{{\"phase\":\"Running\",\"podIP\":\"{address}\",\"podIPs\":[{{\"ip\":\"{address}\"}}]}}}}");
        return server;
    }

    private async Task<QuarantineOutcome> InvokeAsync(RoleUser user, string pod, QuarantineOptions options)
    {
        var plan = await Quarantine(user).PlanAsync(Query(user, pod), options, Token);
        Assert.Empty(plan.Problems);
        return await Quarantine(user).RunAsync(plan, plan.Steps, options, Token);
    }

    /// <summary>The one problem, of the plan or of what came of it.</summary>
    private async Task<QuarantineProblem> ProblemAsync(RoleUser user, QuarantineOptions options)
    {
        var plan = await Quarantine(user).PlanAsync(Query(user, "web"), options, Token);
        var outcome = await Quarantine(user).RunAsync(plan, plan.Steps, options, Token);
        Assert.Empty(outcome.Pods);
        return Assert.Single(plan.Problems.Concat(outcome.Problems));
    }
}
