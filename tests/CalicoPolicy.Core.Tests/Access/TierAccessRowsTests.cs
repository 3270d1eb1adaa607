using CalicoPolicy.Core.Access;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Access;

public class TierAccessRowsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly string Tiers = Rules.Yaml.Documents(Rules.Yaml.Tier("security", order: 100), Rules.Yaml.Tier("application", order: 200));

    [Fact]
    public void Each_subject_has_its_tier_namespace_level_and_way()
    {
        var rows = Rows([.. Input.Read(Tiers), .. Role("security", TierRole.Editor, "secops"), .. Role("application", TierRole.Reader, "shop", "shop"), .. Role("security", TierRole.Viewer, "all")]);
        Assert.Equal(
            ["security all  Viewer", "security secops  Editor", "application shop shop Reader"],
            rows.Select(row => $"{row.Tier} {row.Subject["group:".Length..]} {row.Namespace} {row.Level}"));
        Assert.Equal(["ClusterRoleBinding secops (ClusterRole secops)"], rows[1].Via);
        Assert.Equal(["NetworkPolicy", "StagedNetworkPolicy"], rows[2].Kinds);
        Assert.Equal(["get", "list", "watch"], rows[2].Verbs);
        Assert.Equal(["get"], rows[2].TierVerbs);
        Assert.All(rows, row => Assert.Empty(row.Missing));
    }

    [Fact]
    public void Earlier_tiers_override_later_ones_where_their_namespaces_meet()
    {
        var rows = Rows(
        [
            .. Input.Read(Tiers), .. Role("security", TierRole.Editor, "secops"), .. Role("security", TierRole.Editor, "pay-sec", "pay"), .. Role("application", TierRole.Editor, "shop", "shop"),
            .. Role("application", TierRole.Reader, "readers"), .. Role("application", TierRole.Editor, "everywhere"),
        ]);
        Assert.Empty(By("secops").OverriddenBy);
        Assert.Equal(["group:secops"], By("shop").OverriddenBy);
        Assert.Equal(["group:pay-sec", "group:secops"], By("everywhere").OverriddenBy);
        Assert.Empty(By("readers").OverriddenBy);

        TierAccessRow By(string group) => rows.Single(row => row.Subject == $"group:{group}");
    }

    [Fact]
    public void Who_may_move_tiers_overrides_everybody()
    {
        var rows = Rows([.. Input.Read(Tiers), .. Role("security", TierRole.Editor, "secops"), .. Role("application", TierRole.Admin, "app")]);
        Assert.Equal(["group:app"], rows.Single(row => row.Subject == "group:secops").OverriddenBy);
        Assert.Equal((TierAccessLevel.Admin, "get,update,patch"), (rows[1].Level, string.Join(',', rows[1].TierVerbs)));
    }

    [Fact]
    public void Policies_by_name_have_rows_of_their_own()
    {
        var rows = Rows(
        [
            .. Input.Read(Rules.Yaml.Documents(Tiers, Rules.Yaml.GlobalNetworkPolicy("tier: security\nselector: all()", "bare"))),
            .. Custom("jane", "{apiGroups: [projectcalico.org], resources: [tiers], verbs: [get]}, {apiGroups: [projectcalico.org], resources: [tier.globalnetworkpolicies], verbs: [update], resourceNames: [security.block, bare, other.x]}"),
        ]);
        Assert.Equal(["security bare", "security security.block", "application ", "default "], rows.Select(row => $"{row.Tier} {string.Concat(row.Policies)}"));
    }

    [Fact]
    public void Rights_that_only_lack_what_Kubernetes_asks_for_are_listed_as_missing()
    {
        var resources = Input.Read(Tiers).Concat(Role("security", TierRole.Editor, "secops")).ToList();
        var row = Assert.Single(TierAccessRows.Of(PolicySnapshot.Of(resources, new() { IsComplete = true }, Token), TierEnforcement.Aggregated, includesSystem: false, Token));
        Assert.Equal((TierAccessLevel.Viewer, 0), (row.Level, row.Verbs.Count));
        Assert.Contains("create networkpolicies.projectcalico.org", row.Missing);
        Assert.DoesNotContain(row.Missing, right => right.Contains("deletecollection", StringComparison.Ordinal));
    }

    [Fact]
    public void Everybody_and_the_system_are_told_apart()
    {
        List<Resource> resources =
        [
            .. Input.Read(Tiers), .. Role("security", TierRole.Reader, "system:authenticated"), .. Role("security", TierRole.Reader, "netops"), .. Role("security", TierRole.Editor, "system:nodes"),
        ];

        // What everybody has is no news of a group.
        Assert.Equal(["group:system:authenticated"], Rows(resources).Select(row => row.Subject));
        Assert.Equal(["group:system:authenticated", "group:system:nodes"], Rows(resources, includesSystem: true).Select(row => row.Subject));
    }

    [Fact]
    public void Roles_that_gather_others_count_in_files_as_if_they_had_and_in_a_cluster_as_they_are()
    {
        var resources = Input.Read(Rules.Yaml.Documents(Tiers, """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: part, labels: {to: whole}}
            rules: [{apiGroups: [projectcalico.org], resources: [tiers], verbs: [get]}]

            """, """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: whole}
            aggregationRule: {clusterRoleSelectors: [{matchExpressions: [{key: to, operator: In, values: [whole, all]}]}]}
            rules: []

            """, Binding("b", "whole", "netops")));
        Assert.Equal(3, Rows(resources).Count);
        Assert.Empty(TierAccessRows.Of(PolicySnapshot.Of(resources, new() { IsComplete = true, IsLive = true }, Token), TierEnforcement.Native, includesSystem: false, Token));
    }

    [Fact]
    public void What_was_not_read_or_is_not_known_is_said()
    {
        var lone = Input.Read(Binding("b", "gone", "netops"));
        Assert.Equal(["ClusterRoleBinding b names ClusterRole gone, which is not known."], TierAccessRows.Unseen(PolicySnapshot.Of(lone, cancellationToken: Token)));
        Assert.Empty(TierAccessRows.Unseen(PolicySnapshot.Of(lone, new() { IsComplete = true }, Token)));
        Assert.Empty(TierAccessRows.Unseen(PolicySnapshot.Of(Input.Read(Binding("b", "cluster-admin", "netops")), cancellationToken: Token)));
        foreach (var kind in (string[])["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "Tier", "Pod"])
            Assert.Equal(kind == "Pod" ? 0 : 1, TierAccessRows.Unseen(PolicySnapshot.Of([], new() { IsLive = true, Gaps = [new(kind, null, null, "no.")] }, Token)).Count);
    }

    [Fact]
    public void Roles_survive_the_file_of_a_snapshot_without_annotations_of_others()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var role = Input.Read("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: r, labels: {a: b}, annotations: {rbac.authorization.kubernetes.io/autoupdate: "true", calicopolicy.io/ignore: CP6001 meant}}
                aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: c}}]}
                rules: [{apiGroups: [projectcalico.org], resources: [tiers], verbs: [get], resourceNames: [x]}]
                """);
            SnapshotFile.Write(PolicySnapshot.Of([.. role, .. Input.Read(Binding("b", "r", "netops"))], cancellationToken: Token), file, Token);
            var read = SnapshotFile.Read(file, Token).Resources;
            Assert.Equal(["calicopolicy.io/ignore"], read[0].Annotations.Keys);
            Assert.Equal(((ClusterRole)role[0]) with { Metadata = read[0].Metadata }, read[0]);
            Assert.Equal(role[0].Labels, read[0].Labels);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static IReadOnlyList<TierAccessRow> Rows(IReadOnlyList<Resource> resources, bool includesSystem = false) =>
        TierAccessRows.Of(PolicySnapshot.Of(resources, cancellationToken: Token), TierEnforcement.Aggregated, includesSystem, Token);

    /// <summary>The template's roles for a group, under the group's name.</summary>
    private static IEnumerable<Resource> Role(string tier, TierRole role, string group, params string[] namespaces)
    {
        var roles = new TierRoles { Tier = tier, Role = role, Namespaces = namespaces, Subjects = [new() { Kind = "Group", Name = group }] };
        foreach (var resource in roles.ToResources())
        {
            var metadata = resource.Metadata with { Name = group.Replace(':', '-') };
            yield return resource is AccessBinding { RoleRef: { } named } binding
                ? binding with { Metadata = metadata, RoleRef = named with { Name = metadata.Name } }
                : resource with { Metadata = metadata };
        }
    }

    private static List<Resource> Custom(string user, string rules) => Input.Read($$"""
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: {{user}}}
        rules: [{{rules}}]
        ---
        {{Binding(user, user, user)}}
        """);

    private static string Binding(string name, string role, string group) =>
        $"apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {{name: {name}}}\nroleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {role}}}\nsubjects: [{{apiGroup: rbac.authorization.k8s.io, kind: Group, name: {group}}}]\n";
}
