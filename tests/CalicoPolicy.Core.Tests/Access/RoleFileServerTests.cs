using CalicoPolicy.Core.Access;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Tests.Shared;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Access;

/// <summary>The roles of docs/examples/roles on a real API server with RBAC: they suffice, and each right that is taken away is named.</summary>
public class RoleFileServerTests(KubeApi api)
{
    private const string Calico = "projectcalico.org/v3";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_snapshot_role_nothing_is_missing()
    {
        await using var user = await UserAsync("snapshot", role => role);
        var reading = await ReadAsync(user.Config);
        Assert.Empty(reading.Snapshot!.Gaps.Select(gap => gap.ToString()));
        Assert.Empty(reading.Warnings);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Each_right_of_the_snapshot_role_that_is_missing_is_a_gap_that_names_it(int rest)
    {
        var taken = new List<(string Group, string Resource)>();
        await using var user = await UserAsync("snapshot", role =>
        {
            var number = 0;
            return role with
            {
                Rules =
                [
                    .. role.Rules.Select(rule => rule with
                    {
                        Resources =
                        [
                            .. rule.Resources.Where(resource =>
                            {
                                if (resource.StartsWith("tier.", StringComparison.Ordinal) || number++ % 2 == rest) return true;
                                taken.Add((rule.ApiGroups[0], resource));
                                return false;
                            }),
                        ],
                    }).Where(rule => rule.Resources.Count > 0),
                ],
            };
        });
        var reading = await ReadAsync(user.Config);
        var gaps = reading.Snapshot!.Gaps.Where(gap => gap.Reason.Contains("lacks the right", StringComparison.Ordinal)).ToList();
        var named = gaps.ConvertAll(gap => gap.Reason.Replace($"the user '{user.Name}' lacks the right to list ", string.Empty, StringComparison.Ordinal).TrimEnd('.')).Distinct().ToList();
        var expected = taken.ConvertAll(right => right.Group.Length == 0 ? right.Resource : $"{right.Resource}.{right.Group}");

        // What the server does not serve is no gap.
        Assert.Empty(named.Except(expected));
        Assert.All(expected.Except(named), right => Assert.Matches("policy.networking.k8s.io|globalthreatfeeds|profiles|operator.tigera.io", right));
        Assert.Equal(named.Count, gaps.Select(gap => gap.Kind).Distinct().Count());
        Assert.True(named.Count >= 10, string.Join(", ", named));

        // Of roles and bindings there is one warning.
        Assert.Single(reading.Warnings, warning => warning.Contains("Test-PolicyTierAccess", StringComparison.Ordinal));
        Assert.Equal(gaps.Select(gap => gap.Kind).Distinct().Count(kind => !kind.Contains("Role", StringComparison.Ordinal)) + 1, reading.Warnings.Count(warning => warning.Contains("lacks the right", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task With_the_publish_role_all_that_is_published_can_be_written()
    {
        await using var user = await UserAsync("publish", role => role);
        var writer = Writer(user.Config);
        foreach (var (document, name) in Published(user.Name))
        {
            Assert.Null((await writer.ApplyAsync(document, force: false, isDryRun: false, Token)).Error?.ToString());
            var found = await writer.GetAsync(name, Token);
            Assert.NotNull(found.Object);
            if (name.Kind == "Namespace") continue;
            Assert.Null((await writer.ReplaceAsync(found.Object, isDryRun: false, Token)).Error?.ToString());
            Assert.Null((await writer.PatchAsync(name, Tree("metadata: {labels: {a: b}}"), isDryRun: false, Token)).Error?.ToString());
        }

        foreach (var (_, name) in Published(user.Name).Skip(1)) Assert.Null((await writer.DeleteAsync(name, null, null, isDryRun: false, Token)).Error?.ToString());
        Assert.Equal("delete", (await writer.DeleteAsync(Published(user.Name)[0].Name, null, null, isDryRun: false, Token)).Error!.MissingRight!.Verb);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("create")]
    [InlineData("update")]
    [InlineData("patch")]
    [InlineData("delete")]
    public async Task Each_verb_of_the_publish_role_that_is_missing_is_an_error_that_names_it(string verb)
    {
        await using var user = await UserAsync("publish", role => role with { Rules = [.. role.Rules.Select(rule => rule with { Verbs = [.. rule.Verbs.Where(given => given != verb)] })] });
        var server = await api.FullAsync();
        var admin = Writer(server.AdminConfig);
        var writer = Writer(user.Config);
        var published = Published(user.Name);
        foreach (var (document, name) in published.Take(1)) Assert.Null((await admin.ApplyAsync(document, force: false, isDryRun: false, Token)).Error?.ToString());
        foreach (var (document, name) in published.Skip(1))
        {
            if (verb is "update" or "delete") Assert.Null((await admin.ApplyAsync(document, force: false, isDryRun: false, Token)).Error?.ToString());
            var answer = verb switch
            {
                "get" => await writer.GetAsync(name, Token),
                "update" => await writer.ReplaceAsync((await admin.GetAsync(name, Token)).Object!, isDryRun: false, Token),
                "delete" => await writer.DeleteAsync(name, null, null, isDryRun: false, Token),
                _ => await writer.ApplyAsync(document, force: false, isDryRun: false, Token),
            };
            var plural = name.Kind.ToLowerInvariant() is var kind && kind.EndsWith('y') ? kind[..^1] + "ies" : kind + "s";
            Assert.Equal(
                (ServerErrorCategory.Forbidden, new MissingRight(verb == "create" ? string.Empty : user.Name, verb, $"{plural}.{name.ApiVersion.Split('/')[0]}", verb == "create" ? null : name.Namespace)),
                (answer.Error!.Category, answer.Error.MissingRight));
            if (verb == "create") Assert.Equal(user.Name, (await writer.CreateAsync(document, isDryRun: false, Token)).Error!.MissingRight!.User);
        }
    }

    [Fact]
    public async Task With_the_quarantine_role_pods_are_labelled_and_only_its_tier_is_written()
    {
        await using var user = await UserAsync("quarantine", role => role);
        await using var lacking = await UserAsync("quarantine", role => role with { Rules = [.. role.Rules.Where(rule => !rule.Resources.Contains("pods"))] });
        var server = await api.FullAsync();
        var ns = user.Name;
        await server.KubectlAsync($$"""
            apiVersion: v1
            kind: Namespace
            metadata: {name: {{ns}}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: {{ns}}}
            spec: {containers: [{name: c, image: i}]}
            ---
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: {{ns}}-other}
            spec: {order: 5}
            """, "create", "-f", "-");
        var pod = new ObjectName("v1", "Pod", ns, "web");
        var label = Tree("metadata: {labels: {quarantine: \"true\"}, annotations: {calicopolicy.io/quarantine-by: me}}");
        Assert.Null((await Writer(user.Config).PatchAsync(pod, label, isDryRun: false, Token)).Error?.ToString());
        var refused = await Writer(lacking.Config).PatchAsync(pod, label, isDryRun: false, Token);
        Assert.True(refused.Error!.MissingRight is { Verb: "get" or "patch", Resource: "pods" }, refused.Error.ToString());

        // The tier of the name that the role has, and no other.
        Assert.Null((await Writer(user.Config).ApplyAsync(Tree($"apiVersion: {Calico}\nkind: Tier\nmetadata: {{name: quarantine}}\nspec: {{order: 10}}"), force: true, isDryRun: true, Token)).Error?.ToString());
        var other = await Writer(user.Config).PatchAsync(new(Calico, "Tier", null, $"{ns}-other"), Tree("spec: {order: 1}"), isDryRun: false, Token);
        Assert.Equal((ServerErrorCategory.Forbidden, "tiers.projectcalico.org"), (other.Error!.Category, other.Error.MissingRight!.Resource));
        foreach (var (tier, isAllowed) in new[] { ("quarantine.*", true), ("quarantine.isolate", false), ("security.*", false) })
            Assert.Equal([isAllowed], await Reviews.AskAsync(server, [(AccessIdentity.Of(user.Name), new("update", "projectcalico.org", "tier.globalnetworkpolicies") { Name = tier })]));
    }

    private static List<(TreeMapping Document, ObjectName Name)> Published(string own)
    {
        (string ApiVersion, string Kind, string? Namespace, string Name, string Spec)[] all =
        [
            ("v1", "Namespace", null, own, "{}"),
            (Calico, "Tier", null, own, "{order: 100}"),
            (Calico, "GlobalNetworkSet", null, own, "{nets: [192.0.2.0/24]}"),
            (Calico, "NetworkSet", own, "set", "{nets: [192.0.2.0/24]}"),
            (Calico, "HostEndpoint", null, own, "{node: n9, interfaceName: eth0, expectedIPs: [192.0.2.9]}"),
            (Calico, "GlobalNetworkPolicy", null, own, "{selector: all(), types: [Ingress]}"),
            (Calico, "NetworkPolicy", own, "web", "{selector: all(), types: [Ingress]}"),
            (Calico, "StagedGlobalNetworkPolicy", null, own, "{selector: all(), types: [Ingress]}"),
            (Calico, "StagedNetworkPolicy", own, "web", "{selector: all(), types: [Ingress]}"),
            (Calico, "StagedKubernetesNetworkPolicy", own, "web", "{podSelector: {}}"),
            ("networking.k8s.io/v1", "NetworkPolicy", own, "web", "{podSelector: {}}"),
        ];
        return
        [
            .. all.Select(one => (
                Tree($"apiVersion: {one.ApiVersion}\nkind: {one.Kind}\nmetadata: {{name: {one.Name}{(one.Namespace is null ? "" : $", namespace: {one.Namespace}")}}}{(one.Kind == "Namespace" ? "" : $"\nspec: {one.Spec}")}"),
                new ObjectName(one.ApiVersion, one.Kind, one.Namespace, one.Name))),
        ];
    }

    private static TreeMapping Tree(string yaml) =>
        (TreeMapping)new YamlFormat().Read(new StringReader(yaml), null, ReadLimits.Default, Token).Single().Root!;

    private static ObjectWriter Writer(string config) => new(new(new() { KubeConfig = config }));

    private static async Task<ClusterReading> ReadAsync(string config)
    {
        await foreach (var (_, reading) in new ClusterReader([], 8).ReadAsync([new KubectlProcess(new() { KubeConfig = config })], Token))
        {
            if (reading is not null) return reading.Error is null ? reading : throw new InvalidOperationException(reading.Error.ToString());
        }

        throw new InvalidOperationException("Nothing was read.");
    }

    private Task<RoleUser> UserAsync(string file, Func<ClusterRole, ClusterRole> change) => RoleUser.CreateAsync(api, (_, role) => change(role), file);
}
