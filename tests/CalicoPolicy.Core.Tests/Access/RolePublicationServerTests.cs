using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Publishing.Journal;
using CalicoPolicy.Core.Tests.Publishing;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Access;

/// <summary>
/// Whole publications by somebody who has the roles of docs/examples/roles: they suffice; and without a right, the result names it, and
/// the journal knows all that was written.
/// </summary>
public sealed class RolePublicationServerTests(KubeApi api) : IDisposable
{
    private readonly Publications _publications = new();
    private readonly PublicationOptions _owned = new() { Owner = KubeServer.NewName("owner") };

    public void Dispose() => _publications.Dispose();

    [Fact]
    public async Task The_roles_suffice_for_all_that_publishing_does()
    {
        await using var user = await RoleUser.CreateAsync(api, (_, role) => role, "publish", "snapshot");
        var server = await api.FullAsync();
        var all = Documents(user.Name);
        Statuses(await PublishAsync(user.Config, all), PublicationStatus.Created);
        var first = await StateAsync(server, user.Name);
        Statuses(await PublishAsync(user.Config, all), PublicationStatus.Unchanged);

        // A changed port, the other policies gone.
        var less = string.Join("\n---\n", all.Replace("[80]", "[81]", StringComparison.Ordinal).Split("\n---\n").SkipLast(1));
        var changed = await PublishAsync(user.Config, less, _owned with { Prune = true, IsComplete = true, MaxPrune = 100 });
        Assert.Equal(
            [("GlobalNetworkSet", PublicationStatus.Deleted), ("NetworkPolicy", PublicationStatus.Configured)],
            changed.Where(result => result.Status != PublicationStatus.Unchanged).Select(result => (result.Kind, result.Status)).Order());
        Statuses(await UndoAsync(user.Config), PublicationStatus.Configured, PublicationStatus.Created);
        Assert.Equal(first, await StateAsync(server, user.Name));

        Statuses(await _publications.RemoveAsync(user.Config, all.Split("\n---\n")[3]), PublicationStatus.Deleted);
        Statuses(await UndoAsync(user.Config), PublicationStatus.Created);
        Assert.Equal(first, await StateAsync(server, user.Name));

        // What another manager put there is taken by a replacement.
        await server.KubectlAsync(
            $"apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {{name: {user.Name}}}\nspec: {{defaultAction: Pass}}", "apply", "--server-side", "--field-manager=intruder", "-f", "-");
        Statuses((await PublishAsync(user.Config, all, _owned with { TakeOwnership = true })).Where(result => result.Status != PublicationStatus.Unchanged), PublicationStatus.Configured);
        Assert.Equal(first, await StateAsync(server, user.Name));

        // The way back to the start: a namespace stays unless it can be seen to be empty.
        var back = await _publications.UndoAsync(user.Config, _publications.All[^1], force: true);
        Statuses(back.Where(result => result.Kind != "Namespace"), PublicationStatus.Deleted);
        var home = Assert.Single(back, result => result.Kind == "Namespace");
        Assert.Equal(PublicationStatus.Unchanged, home.Status);
        Assert.Contains("could not be read", home.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_create_what_came_before_is_in_the_journal_and_others_finish_or_undo_it()
    {
        await using var user = await LackingAsync("create");
        var server = await api.FullAsync();
        var all = Documents(user.Name);
        Refused(await PublishAsync(user.Config, all), user, "create");
        var stopped = _publications.All[0];
        Assert.Equal(PublicationState.Stopped, stopped.State);
        var written = stopped.Entries.Where(entry => entry.Status == PublicationStatus.Created).Select(entry => entry.Name.Kind).ToList();
        Assert.Equal(written.Count, (await StateAsync(server, user.Name)).Split('\n').Length);
        Assert.DoesNotContain("NetworkPolicy", written);
        Assert.Contains("Tier", written);
        await FinishAndUndoAsync(server, user, all, string.Empty);
    }

    [Fact]
    public async Task Without_get_nothing_is_sent()
    {
        await using var user = await LackingAsync("get");
        var server = await api.FullAsync();
        await PublishAsync(server.AdminConfig, Documents(user.Name));
        var before = await StateAsync(server, user.Name);
        Refused(await PublishAsync(user.Config, Changed(user.Name)), user, "get");
        Refused(await _publications.RemoveAsync(user.Config, Documents(user.Name).Split("\n---\n")[3]), user, "get");
        Refused(await UndoAsync(user.Config), user, "get");
        Assert.Equal(before, await StateAsync(server, user.Name));
        Assert.Single(_publications.All);
    }

    [Fact]
    public async Task Without_patch_a_change_stops_there()
    {
        await using var user = await LackingAsync("patch");
        var server = await api.FullAsync();
        await PublishAsync(server.AdminConfig, Documents(user.Name));
        var before = await StateAsync(server, user.Name);
        Refused(await PublishAsync(user.Config, Changed(user.Name)), user, "patch");
        Assert.Equal(PublicationState.Stopped, _publications.All[0].State);
        await FinishAndUndoAsync(server, user, Changed(user.Name), before);
    }

    [Fact]
    public async Task Without_update_or_delete_the_way_back_says_so_and_stays_open()
    {
        await using var user = await LackingAsync("update");
        await using var other = await LackingAsync("delete");
        var server = await api.FullAsync();
        await PublishAsync(server.AdminConfig, Documents(user.Name));
        var before = await StateAsync(server, user.Name);
        await PublishAsync(user.Config, Changed(user.Name));
        var after = await StateAsync(server, user.Name);
        Assert.NotEqual(before, after);
        Refused(await UndoAsync(user.Config), user, "update");
        Assert.NotEqual(PublicationState.Undone, _publications.All.Single(publication => publication.Undoes is null && publication.Changes == 2).State);
        await UndoAsync(server.AdminConfig);
        Assert.Equal(before, await StateAsync(server, user.Name));

        Refused(await _publications.RemoveAsync(other.Config, Documents(user.Name).Split("\n---\n")[3]), other, "delete", user.Name);
        var less = string.Join("\n---\n", Documents(user.Name).Split("\n---\n").Where(part => !part.Contains(".web, namespace", StringComparison.Ordinal)));
        Refused(await PublishAsync(other.Config, less, _owned with { Prune = true, IsComplete = true, MaxPrune = 100 }), other, "delete", user.Name);
        Assert.Equal(before, await StateAsync(server, user.Name));
    }

    [Fact]
    public async Task Without_list_a_prune_is_refused_and_names_what_it_cannot_see()
    {
        await using var user = await LackingAsync("list");
        var server = await api.FullAsync();
        await PublishAsync(server.AdminConfig, Documents(user.Name));
        var before = await StateAsync(server, user.Name);
        var options = _owned with { Prune = true, IsComplete = true, MaxPrune = 100 };
        var plan = await _publications.PlanAsync(user.Config, Changed(user.Name), options);
        Assert.Contains(plan.Objections, objection => objection.Message.Contains($"the user '{user.Name}' lacks the right to list networkpolicies.projectcalico.org", StringComparison.Ordinal));
        Assert.All(await _publications.RunAsync(plan, options), result => Assert.True(result.Status is PublicationStatus.Skipped or PublicationStatus.Unchanged));
        Assert.Equal(before, await StateAsync(server, user.Name));
        Assert.Single(_publications.All);
    }

    private static string Changed(string own) => Documents(own).Replace("[80]", "[81]", StringComparison.Ordinal).Replace("192.0.2.0/24", "192.0.2.0/25", StringComparison.Ordinal);

    private static string Documents(string own) => """
        {apiVersion: v1, kind: Namespace, metadata: {name: OWN}}
        ---
        {apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: OWN}, spec: {order: 700}}
        ---
        {apiVersion: projectcalico.org/v3, kind: NetworkSet, metadata: {name: set, namespace: OWN, labels: {set: own}}, spec: {nets: [192.0.2.0/24]}}
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: OWN.web, namespace: OWN}
        spec: {tier: OWN, selector: app == 'web', types: [Ingress], ingress: [{action: Allow, protocol: TCP, source: {selector: set == 'own'}, destination: {ports: [80]}}]}
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web, namespace: OWN}, spec: {podSelector: {matchLabels: {app: none}}}}
        ---
        {apiVersion: projectcalico.org/v3, kind: StagedNetworkPolicy, metadata: {name: OWN.next, namespace: OWN}, spec: {tier: OWN, selector: app == 'web', types: [Egress]}}
        ---
        {apiVersion: projectcalico.org/v3, kind: StagedKubernetesNetworkPolicy, metadata: {name: next, namespace: OWN}, spec: {podSelector: {matchLabels: {app: web}}}}
        ---
        {apiVersion: projectcalico.org/v3, kind: StagedGlobalNetworkPolicy, metadata: {name: OWN.next}, spec: {tier: OWN, namespaceSelector: projectcalico.org/name == 'OWN', selector: app == 'none', types: [Ingress]}}
        ---
        {apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: OWN.all}, spec: {tier: OWN, namespaceSelector: projectcalico.org/name == 'OWN', types: [Egress], egress: [{action: Pass}]}}
        ---
        {apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {name: OWN}, spec: {nets: [198.51.100.0/24]}}
        """.Replace("OWN", own, StringComparison.Ordinal);

    /// <summary>What stands there of a user's own.</summary>
    // Nobody empties and removes a namespace that terminates here.
    private static async Task<string> StateAsync(KubeServer server, string own) =>
        string.Join('\n', (await KubePublished.StateAsync(server)).Split('\n').Where(line => line.Contains(own, StringComparison.Ordinal) && !line.Contains("\"kind\":\"Pod\"", StringComparison.Ordinal) && !line.Contains("\"deletionTimestamp\"", StringComparison.Ordinal)));

    private static void Statuses(IEnumerable<PublicationResult> results, params PublicationStatus[] expected) =>
        Assert.All(results, result => Assert.True(expected.Contains(result.Status), $"{result.Status} {result.Resource}: {result.Message}"));

    /// <summary>One result is refused, for want of the right, which its text names.</summary>
    private static void Refused(IReadOnlyList<PublicationResult> results, RoleUser user, string verb, string? ns = null)
    {
        // To an apply the server says what may not be created, but neither who nor where.
        var isCreate = verb == "create";
        var refused = Assert.Single(results, result => result.Status is PublicationStatus.Refused or PublicationStatus.Failed);
        Assert.Equal(
            (PublicationStatus.Refused, ServerErrorCategory.Forbidden, new MissingRight(isCreate ? string.Empty : user.Name, verb, "networkpolicies.projectcalico.org", isCreate ? null : ns ?? user.Name)),
            (refused.Status, refused.Error!.Category, refused.Error.MissingRight));
        Assert.Contains(isCreate ? "networkpolicies" : $"User \"{user.Name}\" cannot {verb} resource \"networkpolicies\"", refused.Message, StringComparison.Ordinal);
        Assert.Contains(verb, refused.Message, StringComparison.Ordinal);
    }

    private Task<RoleUser> LackingAsync(string verb) =>
        RoleUser.CreateAsync(api, (_, role) => RoleUser.Without(role, verb, "networkpolicies", "projectcalico.org"), "publish", "snapshot");

    /// <summary>Somebody who may finishes what was stopped; an undo then leads to the start.</summary>
    private async Task FinishAndUndoAsync(KubeServer server, RoleUser user, string yaml, string start)
    {
        Statuses(await PublishAsync(server.AdminConfig, yaml), PublicationStatus.Created, PublicationStatus.Configured, PublicationStatus.Unchanged);
        Assert.Equal([PublicationState.Done, PublicationState.Continued], _publications.All.Take(2).Select(publication => publication.State));
        await UndoAsync(server.AdminConfig);
        Assert.Equal(start, await StateAsync(server, user.Name));
    }

    private Task<IReadOnlyList<PublicationResult>> PublishAsync(string config, string yaml, PublicationOptions? options = null) =>
        _publications.PublishAsync(config, yaml, options ?? _owned);

    private Task<IReadOnlyList<PublicationResult>> UndoAsync(string config) =>
        _publications.UndoAsync(config, _publications.All.First(publication => publication is { Undoes: null, State: not (PublicationState.Undone or PublicationState.Continued) }), force: false);
}
