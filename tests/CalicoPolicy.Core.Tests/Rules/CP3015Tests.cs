using System.Globalization;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP3015Tests
{
    private const string Both = "ingress: [{action: Allow, source: {selector: role == 'client'}, destination: {selector: role == 'webserver'}}]";
    private const string WindowsNode = "apiVersion: v1\nkind: Node\nmetadata: {name: win1, labels: {kubernetes.io/os: windows}}\n";

    // Calico's documentation, limitations of Calico for Windows.
    private const string OfThePage = """
        selector: all()
        order: 500
        ingress:
          - action: Allow
            destination:
              selector: role == "webserver"
            source:
              selector: role == "client"
        """;

    [Theory]
    [InlineData("selector: kubernetes.io/os == 'windows' && role == 'webserver'\n")]
    [InlineData("selector: kubernetes.io/os in {'windows'}\n")]
    [InlineData("selector: beta.kubernetes.io/os == 'windows'\n")]
    [InlineData("namespaceSelector: kubernetes.io/os == 'windows'\n")]
    public void A_policy_for_Windows_pods_with_both_selectors_is_found(string scope) =>
        Assert.Equal(["$.spec.ingress[0]"], Evident(Yaml.GlobalNetworkPolicy(scope + Both)));

    [Theory]
    [InlineData("selector: kubernetes.io/os == 'linux'\n")]
    [InlineData("selector: kubernetes.io/os in {'windows', 'linux'}\n")]
    [InlineData("selector: kubernetes.io/os != 'linux'\n")]
    [InlineData("selector: kubernetes.io/os == 'windows' || role == 'webserver'\n")]
    [InlineData("selector: all()\n")]
    public void A_policy_that_is_not_surely_for_Windows_is_fine(string scope) =>
        Assert.Empty(Evident(Yaml.GlobalNetworkPolicy(scope + Both)));

    [Theory]
    [InlineData("labels: {role: webserver, kubernetes.io/os: windows}", "", true)]
    [InlineData("labels: {role: webserver}", "nodeName: win1", true)]
    [InlineData("labels: {role: webserver}", "nodeName: linux1", false)]
    [InlineData("labels: {role: webserver}", "nodeName: win1, hostNetwork: true", false)]
    [InlineData("labels: {role: client, kubernetes.io/os: windows}", "", false)]
    [InlineData("labels: {role: webserver, kubernetes.io/os: linux}", "", false)]
    public void A_Windows_pod_that_the_policy_selects_is_evidence(string metadata, string spec, bool isFound)
    {
        var pod = $"apiVersion: v1\nkind: Pod\nmetadata: {{name: p, namespace: shop, {metadata}}}\nspec: {{{spec}}}\n";
        string[] documents = [WindowsNode, pod, Yaml.NetworkPolicy("selector: role == 'webserver'\n" + Both)];
        Assert.Equal(isFound, Evident(documents).Length == 1);
    }

    [Theory]
    [InlineData("shop", "", true)]
    [InlineData("mail", "", false)]
    [InlineData("shop", "namespaceSelector: projectcalico.org/name == 'shop'\n", true)]
    [InlineData("shop", "namespaceSelector: team == 'a'\n", true)]
    [InlineData("shop", "namespaceSelector: team == 'b'\n", false)]
    [InlineData("other", "namespaceSelector: team == 'a'\n", false)]
    [InlineData("shop", "serviceAccountSelector: projectcalico.org/name == 'default'\n", true)]
    [InlineData("shop", "serviceAccountSelector: role == 'x'\n", false)]
    public void Where_the_pod_is_counts(string ns, string scope, bool isFound)
    {
        var workload = $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: d, namespace: {ns}}}\n"
            + "spec: {selector: {matchLabels: {role: webserver}}, template: {metadata: {labels: {role: webserver, kubernetes.io/os: windows}}, spec: {}}}\n";
        const string Namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: a}}\n";
        var policy = scope.Length == 0
            ? Yaml.NetworkPolicy("selector: role == 'webserver'\n" + Both)
            : Yaml.GlobalNetworkPolicy("selector: role == 'webserver'\n" + scope + Both);
        Assert.Equal(isFound, Evident(Namespace, workload, policy).Length == 1);
    }

    [Fact]
    public void The_example_of_the_documentation_is_found_where_the_rule_is_asked_for()
    {
        var policy = Yaml.GlobalNetworkPolicy(OfThePage, "calico-dest-selector");
        Assert.Equal(["$.spec.ingress[0]"], Input.Paths("CP3015", policy));
        Assert.Equal(["$.spec.ingress[0]"], Input.Paths("bothsidesselector", policy));
        Assert.Equal("Move the rule to a GlobalNetworkPolicy with selector: role == \"webserver\", and drop the selectors of destination from it.", Input.Single("CP3015", policy).Recommendation);
        Assert.DoesNotContain("CP3015", Input.Judge(policy, new() { IncludeRule = ["CP3*"] }).Select(finding => finding.RuleId));
        Assert.Empty(Evident(policy));
    }

    [Theory]
    [InlineData("ingress: [{action: Allow, source: {selector: role == 'client'}}]")]
    [InlineData("ingress: [{action: Allow, source: {selector: role == 'client'}, destination: {ports: [80]}, protocol: TCP}]")]
    [InlineData("ingress: [{action: Allow, source: {nets: [192.0.2.0/24]}, destination: {selector: role == 'webserver'}}]")]
    [InlineData("ingress: [{action: Allow, source: {notSelector: role == 'client'}, destination: {selector: role == 'webserver'}}]")]
    [InlineData("ingress: [{action: Log, source: {selector: role == 'client'}, destination: {selector: role == 'webserver'}}]")]
    [InlineData("types: [Egress]\n" + Both)]
    [InlineData("doNotTrack: true\napplyOnForward: true\n" + Both)]
    [InlineData("tier: calico-system\n" + Both)]
    public void One_selector_is_fine(string spec) => Assert.Empty(Input.Paths("CP3015", Yaml.GlobalNetworkPolicy(spec)));

    [Theory]
    [InlineData("egress: [{action: Deny, source: {namespaceSelector: a == 'b'}, destination: {serviceAccounts: {names: [x]}}}]", "$.spec.egress[0]")]
    [InlineData("egress: [{action: Allow, destination: {selector: a == 'b'}}, {action: Pass, source: {selector: all()}, destination: {selector: a == 'b'}}]", "$.spec.egress[1]")]
    public void Any_way_of_picking_endpoints_counts(string spec, string path) => Assert.Equal([path], Input.Paths("CP3015", Yaml.NetworkPolicy(spec)));

    [Theory]
    [InlineData(5, 0)]
    [InlineData(6, 1)]
    [InlineData(7, 2)]
    public void A_sixth_tier_is_one_too_many(int count, int expected)
    {
        string[] policies = [.. Tiers(count).Select(tier => Policy(tier, "role == 'webserver'"))];
        string[] tiers = [.. Tiers(count).Select((tier, index) => Yaml.Tier(tier, order: 1000 - index))];
        string[] found = [.. Tiers(count).Take(count - 5).Reverse().Select(tier => $"{tier}.web $.spec.tier")];
        Assert.Equal(expected, found.Length);
        Assert.Equal(found.Order(StringComparer.Ordinal), Rows([.. tiers, .. policies], "CP3015").Order(StringComparer.Ordinal));
        Assert.Equal(found.Order(StringComparer.Ordinal), Rows([.. tiers, .. policies, WindowsPod], null).Order(StringComparer.Ordinal));
        Assert.Empty(Rows([.. tiers, .. policies], null));
    }

    [Fact]
    public void Tiers_count_for_the_pods_that_their_policies_select() => Assert.Empty(Rows(
        [.. Tiers(6).Select((tier, index) => Policy(tier, index == 5 ? "role == 'client'" : "role == 'webserver'")), WindowsPod], null));

    [Fact]
    public void Staged_policies_and_empty_tiers_do_not_count() => Assert.Empty(Rows(
        [.. Tiers(5).Select(tier => Policy(tier, "all()")), Policy("t5", "all()").Replace("NetworkPolicy", "StagedNetworkPolicy", StringComparison.Ordinal), Yaml.Tier("t6")], "CP3015"));

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, "$.spec.ingress[11]")]
    [InlineData(14, "$.spec.ingress[11]")]
    public void The_eleventh_Pass_rule_is_one_too_many(int count, string? path)
    {
        var policy = Yaml.GlobalNetworkPolicy($"tier: security\nselector: role == 'webserver'\ningress: [{{action: Deny, source: {{nets: [198.51.100.0/24]}}}}, {Passes(count)}]");
        string[] expected = path is null ? [] : [path];
        Assert.Equal(expected, Input.Paths("CP3015", policy));
        Assert.Equal(expected, Evident(WindowsPod, policy));
        Assert.Empty(Evident(policy));
    }

    [Fact]
    public void Pass_rules_of_policies_for_the_same_endpoints_add_up()
    {
        string[] policies = [.. new[] { "b", "a" }.Select(name => Yaml.NetworkPolicy($"tier: t\nselector: app == 'x'\ningress: [{Passes(6)}]", name))];
        Assert.Equal(["b $.spec.ingress[4]"], Rows(policies, "CP3015"));
    }

    [Theory]
    [InlineData("tier: u\nselector: app == 'x'\ningress")]
    [InlineData("tier: t\nselector: app == 'y'\ningress")]
    [InlineData("tier: t\nselector: app == 'x'\negress")]
    public void Pass_rules_of_others_do_not(string other) => Assert.Empty(Rows(
        [Yaml.NetworkPolicy($"tier: t\nselector: app == 'x'\ningress: [{Passes(6)}]", "a"), Yaml.NetworkPolicy($"{other}: [{Passes(6)}]", "b")], "CP3015"));

    private static string WindowsPod => "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop, labels: {role: webserver, kubernetes.io/os: windows}}\n";

    private static IEnumerable<string> Tiers(int count) => Enumerable.Range(0, count).Select(index => string.Create(CultureInfo.InvariantCulture, $"t{index}"));

    private static string Policy(string tier, string selector) =>
        Yaml.NetworkPolicy($"tier: {tier}\nselector: {selector}\ningress: [{{action: Allow, source: {{selector: role == 'client'}}}}]", $"{tier}.web");

    private static string Passes(int count) => string.Join(", ", Enumerable.Range(0, count).Select(index =>
        string.Create(CultureInfo.InvariantCulture, $"{{action: Pass, source: {{selector: app == 'a{index}'}}}}")));

    /// <summary>What is found where the rule is not asked for by name.</summary>
    private static string[] Evident(params string[] documents) => [.. Rows(documents, null).Select(row => row[(row.IndexOf(' ', StringComparison.Ordinal) + 1)..])];

    private static List<string> Rows(string[] documents, string? name) =>
    [
        .. Input.Judge(Yaml.Documents(documents), name is null ? null : new RuleOptions { IncludeRule = [name] })
            .Where(finding => finding.RuleId == "CP3015").Select(finding => $"{finding.Name} {finding.JsonPath}"),
    ];
}
