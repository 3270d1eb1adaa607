using CalicoPolicy.Core.Access;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Tests.Shared;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Access;

/// <summary>
/// The roles of <see cref="TierRoles"/> give just the rights of two tables that were written by hand: what Kubernetes' RBAC answers on a
/// real API server, and what Calico's check by tier makes of it by the model.
/// </summary>
public class TierRoleServerTests(KubeApi api)
{
    // Who, resource, namespace (* is the whole cluster, shop and pay are namespaces), name (- is none), verbs:
    // c create, u update, p patch, d delete, D deletecollection, g get, l list, w watch. What is in no row is not allowed.
    private const string Kubernetes = """
        viewer      tiers                             *     security      g
        reader      tiers                             *     security      g
        reader      tier.networkpolicies              *     security.*    glw
        reader      tier.networkpolicies              shop  security.*    glw
        reader      tier.networkpolicies              pay   security.*    glw
        reader      tier.globalnetworkpolicies        *     security.*    glw
        reader      tier.stagednetworkpolicies        shop  security.*    glw
        reader      tier.stagedglobalnetworkpolicies  *     security.*    glw
        editor      tiers                             *     security      g
        editor      tier.networkpolicies              *     security.*    cupdglw
        editor      tier.networkpolicies              shop  security.*    cupdglw
        editor      tier.networkpolicies              pay   security.*    cupdglw
        editor      tier.globalnetworkpolicies        *     security.*    cupdglw
        editor      tier.stagednetworkpolicies        shop  security.*    cupdglw
        editor      tier.stagedglobalnetworkpolicies  *     security.*    cupdglw
        admin       tiers                             *     security      gup
        admin       tier.networkpolicies              *     security.*    cupdDglw
        admin       tier.networkpolicies              shop  security.*    cupdDglw
        admin       tier.networkpolicies              pay   security.*    cupdDglw
        admin       tier.globalnetworkpolicies        *     security.*    cupdDglw
        admin       tier.stagednetworkpolicies        shop  security.*    cupdDglw
        admin       tier.stagedglobalnetworkpolicies  *     security.*    cupdDglw
        shopeditor  tiers                             *     security      g
        shopeditor  tier.networkpolicies              shop  security.*    cupdglw
        shopeditor  tier.stagednetworkpolicies        shop  security.*    cupdglw
        aggregated  tiers                             *     security      g
        aggregated  tier.networkpolicies              *     security.*    cupdglw
        aggregated  tier.networkpolicies              shop  security.*    cupdglw
        aggregated  tier.networkpolicies              pay   security.*    cupdglw
        aggregated  tier.globalnetworkpolicies        *     security.*    cupdglw
        aggregated  tier.stagednetworkpolicies        shop  security.*    cupdglw
        aggregated  tier.stagedglobalnetworkpolicies  *     security.*    cupdglw
        aggregated  networkpolicies                   *     -             cupdglw
        aggregated  networkpolicies                   shop  -             cupdglw
        aggregated  networkpolicies                   shop  security.web  cupdglw
        aggregated  globalnetworkpolicies             *     -             cupdglw
        aggregated  globalnetworkpolicies             *     security.web  cupdglw
        """;

    private static readonly (string Resource, string? Namespace, string? Name)[] Asked =
    [
        ("tiers", null, "security"), ("tiers", null, "platform"), ("tiers", null, null),
        .. new string?[] { "security.*", "security.web", "platform.*", "*", null }.SelectMany(name => new (string, string?, string?)[]
        {
            ("tier.networkpolicies", null, name), ("tier.networkpolicies", "shop", name), ("tier.networkpolicies", "pay", name), ("tier.globalnetworkpolicies", null, name),
        }),
        ("tier.stagednetworkpolicies", "shop", "security.*"), ("tier.stagednetworkpolicies", "shop", "platform.*"),
        ("tier.stagedglobalnetworkpolicies", null, "security.*"), ("tier.stagedglobalnetworkpolicies", null, "platform.*"),
        ("networkpolicies", null, null), ("networkpolicies", "shop", null), ("networkpolicies", "shop", "security.web"), ("globalnetworkpolicies", null, null),
        ("globalnetworkpolicies", null, "security.web"), ("globalnetworksets", null, "x"), ("networksets", "shop", "x"),
    ];

    // The same people before Calico, where its operator lets everybody pass Kubernetes' own check: who, the policy's kind, namespace, tier, verbs
    // under Native (patch is checked as update, a collection as delete of each; reading is not checked) and under Aggregated.
    private const string Calico = """
        viewer      globalnetworkpolicies  *     security  glw       -
        viewer      networkpolicies        shop  security  glw       -
        reader      globalnetworkpolicies  *     security  glw       glw
        reader      networkpolicies        shop  security  glw       glw
        reader      networkpolicies        shop  platform  glw       -
        editor      globalnetworkpolicies  *     security  cupdDglw  cupdglw
        editor      networkpolicies        shop  security  cupdDglw  cupdglw
        editor      networkpolicies        shop  platform  glw       -
        admin       globalnetworkpolicies  *     security  cupdDglw  cupdDglw
        admin       networkpolicies        shop  security  cupdDglw  cupdDglw
        shopeditor  globalnetworkpolicies  *     security  glw       -
        shopeditor  networkpolicies        shop  security  cupdDglw  cupdglw
        shopeditor  networkpolicies        pay   security  glw       -
        shopeditor  networkpolicies        *     security  glw       -
        shopeditor  networkpolicies        shop  platform  glw       -
        nobody      networkpolicies        shop  security  glw       -
        """;

    private static readonly (char Letter, string Verb)[] Verbs =
    [
        ('c', "create"), ('u', "update"), ('p', "patch"), ('d', "delete"), ('D', "deletecollection"), ('g', "get"), ('l', "list"), ('w', "watch"),
    ];

    private static readonly Dictionary<string, (TierRole Role, string[] Namespaces, TierEnforcement Enforcement)> People = new(StringComparer.Ordinal)
    {
        ["viewer"] = (TierRole.Viewer, [], TierEnforcement.Native),
        ["reader"] = (TierRole.Reader, [], TierEnforcement.Native),
        ["editor"] = (TierRole.Editor, [], TierEnforcement.Native),
        ["admin"] = (TierRole.Admin, [], TierEnforcement.Native),
        ["shopeditor"] = (TierRole.Editor, ["shop"], TierEnforcement.Native),
        ["aggregated"] = (TierRole.Editor, [], TierEnforcement.Aggregated),
    };

    [Fact]
    public async Task The_roles_give_what_the_table_says_on_a_real_server_and_in_the_model()
    {
        var server = await api.FullAsync();
        var own = KubeServer.NewName("t");
        var all = People.SelectMany(person => RolesOf(person.Key, own).Select(resource => Renamed(resource, person.Key, own))).ToList();
        await server.KubectlAsync(Text([new Namespace { Metadata = new() { Name = $"{own}-shop" } }, .. all]), "create", "-f", "-");
        await Reviews.SeenAsync(server, Person("shopeditor", own), new("delete", "projectcalico.org", "tier.networkpolicies") { Namespace = $"{own}-shop", Name = $"{own}-security.*" });
        await Reviews.SeenAsync(server, Person("aggregated", own), new("get", "projectcalico.org", "tiers") { Name = $"{own}-security" });

        var cases = People.Keys.SelectMany(who => Asked.SelectMany(asked => Verbs.Select(verb => (who, asked, verb)))).ToList();
        var questions = cases.ConvertAll(one => (Person(one.who, own), Request(one.verb.Verb, one.asked, own)));
        var table = Rows(Kubernetes).ToDictionary(row => (row[0], row[1], row[2], row[3]), row => row[4]);
        var expected = cases.ConvertAll(one => table.GetValueOrDefault((one.who, one.asked.Resource, one.asked.Namespace ?? "*", one.asked.Name ?? "-"), string.Empty).Contains(one.verb.Letter, StringComparison.Ordinal));
        Assert.All(table.Keys, row => Assert.Contains((row.Item2, row.Item3 == "*" ? null : row.Item3, row.Item4 == "-" ? null : row.Item4), Asked));

        var model = AccessModel.Of(PolicySnapshot.Of(all, new() { IsComplete = true }, TestContext.Current.CancellationToken));
        var answers = await Reviews.AskAsync(server, questions);
        Assert.Empty(Enumerable.Range(0, cases.Count).Where(at => answers[at] != expected[at]).Select(at => $"{cases[at].who} {questions[at].Item2}: the server says {answers[at]}"));
        Assert.Empty(Enumerable.Range(0, cases.Count).Where(at => model.Allows(questions[at].Item1, questions[at].Item2) != expected[at]).Select(at => $"{cases[at].who} {questions[at].Item2}: the model says {!expected[at]}"));
        TestContext.Current.TestOutputHelper!.WriteLine($"{questions.Count} questions, {expected.Count(yes => yes)} allowed.");
    }

    [Fact]
    public void Calicos_check_makes_of_it_what_the_table_says()
    {
        const string Passthrough = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: calico-tiered-policy-passthrough}
            rules: [{apiGroups: [projectcalico.org], resources: [networkpolicies, globalnetworkpolicies, stagednetworkpolicies, stagedglobalnetworkpolicies], verbs: ["*"]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: calico-tiered-policy-passthrough}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: calico-tiered-policy-passthrough}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:authenticated"}]
            """;
        var resources = People.Keys.SelectMany(person => RolesOf(person, string.Empty).Select(resource => Renamed(resource, person, string.Empty))).Concat(Rules.Input.Read(Passthrough));
        var model = AccessModel.Of(PolicySnapshot.Of(resources, new() { IsComplete = true }, TestContext.Current.CancellationToken));
        foreach (var row in Rows(Calico))
        {
            foreach (var (enforcement, expected) in new[] { (TierEnforcement.Native, row[4]), (TierEnforcement.Aggregated, row[5]) })
            {
                var authorizer = new TierAuthorizer(model, enforcement);
                var found = Verbs.Where(verb => authorizer.Judge(Person(row[0], string.Empty), new(verb.Verb, row[1], row[3]) { Namespace = row[2] == "*" ? null : row[2] }).IsAllowed);
                Assert.Equal(expected == "-" ? string.Empty : expected, string.Concat(found.Select(verb => verb.Letter)));
            }
        }
    }

    private static IEnumerable<Resource> RolesOf(string person, string own) => new TierRoles
    {
        Tier = Of("security", own),
        Role = People[person].Role,
        Namespaces = [.. People[person].Namespaces.Select(ns => Of(ns, own))],
        Enforcement = People[person].Enforcement,
        Subjects = [new() { Kind = "User", ApiGroup = "rbac.authorization.k8s.io", Name = Of(person, own) }],
    }.ToResources();

    /// <summary>The same under another name, since the names that follow from tier and role are the same for several people here.</summary>
    private static Resource Renamed(Resource resource, string person, string own)
    {
        var metadata = resource.Metadata with { Name = Of($"{person}-{resource.Name}", own) };
        return resource is AccessBinding { RoleRef: { } role } binding
            ? binding with { Metadata = metadata, RoleRef = role with { Name = Of($"{person}-{role.Name}", own) } }
            : resource with { Metadata = metadata };
    }

    private static AccessIdentity Person(string name, string own) => AccessIdentity.Of(Of(name, own));

    private static AccessRequest Request(string verb, (string Resource, string? Namespace, string? Name) asked, string own) => new(verb, "projectcalico.org", asked.Resource)
    {
        Namespace = asked.Namespace is null ? null : Of(asked.Namespace, own),
        Name = asked.Name is null or "*" ? asked.Name : Of(asked.Name, own),
    };

    private static string Of(string name, string own) => own.Length == 0 ? name : $"{own}-{name}";

    private static IEnumerable<string[]> Rows(string table) => table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Text(IReadOnlyList<Resource> resources) => ResourceText.Of(resources, new YamlFormat(), keepServerMetadata: false);
}
