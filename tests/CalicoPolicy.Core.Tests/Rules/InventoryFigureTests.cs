using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Dataplane;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>The figures that a snapshot adds to findings, by hand; and what is judged of it.</summary>
public class InventoryFigureTests
{
    private const string Shop = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}

        """;

    [Fact]
    public void CP1001_measures_the_waste_of_the_pages_global_policy()
    {
        // 100 pods of 10 groups with 50 rules for each, told apart by their own side: 5 of 50 can match.
        var finding = Assert.Single(Input.JudgeInCluster([.. PageCluster.Pods, PageCluster.Grown], new() { IncludeRule = ["CP1001"] }));
        var cost = Assert.Single(Costing.Of([.. PageCluster.Pods, PageCluster.Grown]).Policies);
        Assert.Equal((100, 0.9), (cost.Endpoints, Math.Round(cost.WastedShare, 2)));
        Assert.Contains($"{cost.Rendered:N0} rules are rendered, {cost.Wasted:N0} of them in vain (10.0 times the rules that are needed)", finding.Message, StringComparison.Ordinal);
        Assert.Equal($"{cost.Wasted:N0} of {cost.Rendered:N0} rules on 100 endpoints of the snapshot.", finding.Saving);
    }

    [Fact]
    public void CP1002_names_the_endpoints_and_the_rules_on_them()
    {
        var policy = Yaml.GlobalNetworkPolicy("egress: [{action: Allow, protocol: TCP, destination: {selector: app == 'db', ports: [5432]}}]", "default.out");
        var finding = Assert.Single(Input.InCluster("CP1002", Pod("web"), Pod("db"), Host("n1"), policy));
        Assert.Contains("every pod and every host endpoint, 2 pods and 1 host endpoint in the snapshot; each gets 1 rule", finding.Message, StringComparison.Ordinal);
        Assert.Matches("^Up to [0-9]+ rules on 2 pods and 1 host endpoint, ", finding.Saving);
    }

    [Fact]
    public void CP1004_counts_the_policies_on_nodes()
    {
        string[] namespaces = ["a", "b", "c"];
        string[] documents = [.. namespaces.Select(ns => Pod("web", ns)), .. namespaces.Select(ns => Yaml.NetworkPolicy("types: [Egress]\negress: [{action: Allow, destination: {nets: [192.0.2.1/32]}}]", "default.p", ns))];
        Assert.Equal(
            "2 policies: they are 3 times on a node of the snapshot, for 3 endpoints; one would be 1 times at most.",
            Assert.Single(Input.InCluster("CP1004", documents)).Saving);
    }

    [Fact]
    public void CP1005_and_CP1006_tell_for_how_many_endpoints_a_rule_is()
    {
        const string Two = """
            selector: has(app)
            ingress:
              - {action: Allow, source: {nets: [192.0.2.0/24]}, destination: {selector: app == 'web'}}
              - {action: Allow, source: {nets: [192.0.2.0/24]}, destination: {selector: app == 'db'}}
            """;
        string[] pods = [Pod("web"), Pod("web", name: "web-2"), Pod("db")];
        var findings = Input.InCluster("CP1005", [.. pods, Yaml.NetworkPolicy(Two, "default.all")]);
        Assert.Equal(["1 rule on each of 1 endpoint that the rule is not for, and 1 IP set.", "1 rule on each of 2 endpoints that the rule is not for, and 1 IP set."], findings.Select(finding => finding.Saving));
        Assert.EndsWith("The rule is for 2 of the 3 endpoints that the policy selects in the snapshot.", findings[0].Message, StringComparison.Ordinal);

        var one = Yaml.NetworkPolicy("selector: has(app)\ningress: [{action: Allow, source: {nets: [192.0.2.0/24]}, destination: {selector: app == 'db'}}]", "default.all");
        var common = Assert.Single(Input.InCluster("CP1006", [.. pods, one]));
        Assert.Contains("1 of the 3 endpoints that it selects in the snapshot is meant, and 2 have them in vain", common.Message, StringComparison.Ordinal);
        Assert.Matches("^[0-9]+ of [0-9]+ rules, on 2 endpoints; 1 IP set on each node\\.$", common.Saving);
    }

    [Fact]
    public void CP1007_counts_the_members()
    {
        var policy = Yaml.GlobalNetworkPolicy("selector: app == 'a'\negress: [{action: Allow, destination: {selector: all()}}]", "default.p");
        var finding = Assert.Single(Input.InCluster("CP1007", Pod("web"), Pod("db"), Host("n1"), policy));
        Assert.Contains("all their addresses, 3 members in the snapshot, and changes it", finding.Message, StringComparison.Ordinal);
        Assert.Equal("1 IP set with 3 members, on each node.", finding.Saving);
    }

    [Fact]
    public void CP1008_counts_the_endpoints_that_a_selector_is_tried_on()
    {
        var policy = Yaml.GlobalNetworkPolicy("selector: app != 'a'\ningress: [{action: Allow, source: {selector: app starts with 'w'}}]", "default.p");
        var findings = Input.InCluster("CP1008", Pod("web"), Pod("db"), Host("n1"), Yaml.GlobalNetworkSet("app: x"), policy);
        Assert.Contains("on every endpoint (2 pods and 1 host endpoint in the snapshot, each on its node);", findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("every endpoint with the label is tried (2 pods and 1 network set in the snapshot, on each node).", findings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CP1015_names_the_endpoint_with_most_rules_and_nodes_with_too_many()
    {
        var rules = string.Join(", ", Enumerable.Range(0, 101).Select(number => $"{{action: Allow, protocol: TCP, source: {{nets: [192.0.2.{number}/32]}}, destination: {{ports: [{number + 1}]}}}}"));
        var finding = Assert.Single(Input.InCluster("CP1015", Pod("web"), Yaml.NetworkPolicy($"ingress: [{rules}]", "default.p")));
        Assert.Matches(@"With all other policies shop/web has the most: [0-9,]+ rules in a direction, [0-9.]+-[0-9.]+ microseconds\.$", finding.Message);

        // Some 100 rules on each of 60 pods of one node, each its own policy.
        string[] many = [.. Enumerable.Range(0, 60).Select(pod => Pod($"a{pod}", name: $"a{pod}-1")), .. Enumerable.Range(0, 60).Select(pod => Yaml.NetworkPolicy($"selector: app == 'a{pod}'\ningress: [{rules}]", $"default.p{pod:00}"))];
        var onNodes = Assert.Single(Input.InCluster("CP1015", many), found => found.Severity == FindingSeverity.High);
        Assert.StartsWith("1 of 1 node of the snapshot has more than 10,000 rules of policies in the kernel, n1 the most with ", onNodes.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CP1018_goes_by_the_nodes_that_pods_are_on()
    {
        string[] pods = [.. Enumerable.Range(1, 8).Select(node => Pod("web", name: $"web-{node}", node: $"n{node}")), Pod("db")];
        string Hinted(string selector) => Yaml.NetworkPolicy($"selector: {selector}\nperformanceHints: [AssumeNeededOnEveryNode]\ningress: [{{action: Allow}}]", "default.p");
        Assert.Contains("selects 1 endpoint on 1 of 8 nodes of the snapshot", Assert.Single(Input.InCluster("CP1018", [.. pods, Hinted("app == 'db'")])).Message, StringComparison.Ordinal);
        Assert.Empty(Input.InCluster("CP1018", [.. pods, Hinted("app == 'web'")]));

        var rules = string.Join(", ", Enumerable.Repeat("{action: Allow, source: {nets: [192.0.2.1/32]}}", 101));
        var missing = Assert.Single(Input.InCluster("CP1018", [.. pods, Yaml.GlobalNetworkPolicy($"ingress: [{rules}]", "default.p")]));
        Assert.Contains("has 101 rules and selects 9 of the 9 endpoints of the snapshot", missing.Message, StringComparison.Ordinal);
        Assert.Empty(Input.InCluster("CP1018", [.. pods, Yaml.GlobalNetworkPolicy($"selector: app == 'db'\ningress: [{rules}]", "default.p")]));
    }

    [Fact]
    public void CP2004_looks_at_each_endpoint()
    {
        var tiers = Yaml.Documents(Yaml.Tier("security", order: 10), Yaml.Tier("application", order: 20));
        var web = Yaml.NetworkPolicy("tier: application\nselector: app == 'web'\ningress: [{action: Allow, source: {selector: app == 'db'}}]");

        // Selectors alone do not tell that has(app) and app == 'web' meet.
        var guard = Yaml.GlobalNetworkPolicy("tier: security\nselector: has(app)\ningress: [{action: Deny, source: {nets: [192.0.2.0/24]}}, {action: Allow, source: {nets: [10.9.0.0/16]}}]");
        Assert.Empty(Input.Paths("CP2004", Yaml.Documents(tiers, guard, web)));
        var finding = Assert.Single(Input.InCluster("CP2004", Pod("web"), Pod("db"), tiers, guard, web));
        Assert.Contains("The ingress of 1 pod of the snapshot that this policy selects, shop/web-1 for one, never gets to later tiers", finding.Message, StringComparison.Ordinal);

        // A Pass for these pods, or a policy of later tiers for others.
        var pass = Yaml.GlobalNetworkPolicy("tier: security\nselector: app == 'web'\ningress: [{action: Pass}]", "security.pass");
        Assert.Empty(Input.InCluster("CP2004", Pod("web"), Pod("db"), tiers, guard, pass, web));
        Assert.Empty(Input.InCluster("CP2004", Pod("db"), tiers, guard, web));
    }

    [Fact]
    public void CP2004_does_not_miss_a_default_deny_behind_the_last_tier()
    {
        var deny = Yaml.GlobalNetworkPolicy("namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}\ntypes: [Egress]\negress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}]", "default.deny");
        var web = Yaml.NetworkPolicy("tier: application\nselector: app == 'web'\negress: [{action: Allow, protocol: TCP, destination: {selector: app == 'db', ports: [5432]}}]");
        var dns = Yaml.NetworkPolicy("tier: application\negress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}]", "application.dns");
        string[] around = [Pod("web"), Pod("db"), Yaml.Tier("application", order: 20)];

        // Unless DNS is lost by it.
        Assert.Single(Input.InCluster("CP2004", [.. around, deny, web]));
        Assert.Empty(Input.InCluster("CP2004", [.. around, deny, web, dns]));
    }

    [Fact]
    public void CP2008_names_the_endpoints_of_the_system_that_lose_traffic()
    {
        const string Out = "types: [Egress]\negress: [{action: Allow, destination: {selector: app == 'x'}}]";

        // By its selector nobody could tell that it is for kube-dns too.
        var policy = Yaml.GlobalNetworkPolicy("selector: has(app)\n" + Out, "default.out");
        string[] pods = [Pod("web"), Pod("coredns", "kube-system"), Pod("manager", "tigera-manager"), Host("n1", "app: gateway")];
        var finding = Assert.Single(Input.InCluster("CP2008", [.. pods, policy]));
        Assert.Contains("egress that its rules do not let through is denied to 2 pods and 1 host endpoint (kube-system/coredns, n1 and tigera-manager/manager), in tier default", finding.Message, StringComparison.Ordinal);

        // For others alone, or for the system alone; let out by another, or decided by an earlier tier.
        Assert.Empty(Input.InCluster("CP2008", [.. pods, Yaml.GlobalNetworkPolicy("selector: app == 'web'\n" + Out, "default.out")]));
        Assert.Empty(Input.InCluster("CP2008", [.. pods, Yaml.GlobalNetworkPolicy("selector: app == 'coredns'\n" + Out, "default.out")]));
        Assert.Empty(Input.InCluster("CP2008", [.. pods, policy, Yaml.GlobalNetworkPolicy("selector: app != 'web'\negress: [{action: Allow}]\ntypes: [Egress]", "default.system")]));
        Assert.Empty(Input.InCluster("CP2008", [.. pods, policy, Yaml.Tier("calico-system"), Yaml.GlobalNetworkPolicy("tier: calico-system\nselector: app != 'web'\negress: [{action: Allow}]\ntypes: [Egress]", "calico-system.all")]));
    }

    [Fact]
    public void CP2104_looks_at_the_policies_of_each_endpoint()
    {
        var deny = Yaml.GlobalNetworkPolicy("namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}\ntypes: [Egress]", "default.deny");
        var dns = "types: [Egress]\negress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}, {action: Allow, protocol: TCP, destination: {ports: [53]}}]";
        string[] pods = [Pod("web"), Pod("job", "batch")];
        Assert.Contains("In the snapshot that is so for 2 pods.", Assert.Single(Input.InCluster("CP2104", [.. pods, deny])).Message, StringComparison.Ordinal);
        Assert.Contains("for 1 pod.", Assert.Single(Input.InCluster("CP2104", [.. pods, deny, Yaml.NetworkPolicy(dns, "default.dns")])).Message, StringComparison.Ordinal);
        Assert.Empty(Input.InCluster("CP2104", [.. pods, deny, Yaml.NetworkPolicy(dns, "default.dns"), Yaml.NetworkPolicy(dns, "default.dns", "batch")]));
    }

    [Fact]
    public void CP2107_knows_the_systems_namespaces_by_what_is_in_them()
    {
        var deny = Yaml.GlobalNetworkPolicy("namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}\ntypes: [Ingress]", "default.deny");
        Assert.Contains("does not leave out tigera-elasticsearch:", Assert.Single(Input.InCluster("CP2107", Pod("es", "tigera-elasticsearch"), deny)).Message, StringComparison.Ordinal);
        Assert.Empty(Input.InCluster("CP2107", Pod("web"), deny));
    }

    [Fact]
    public void CP3007_knows_the_labels_of_namespaces()
    {
        // Which namespaces are live only the snapshot tells; without it the rule may mean the set.
        var policy = Yaml.GlobalNetworkPolicy("ingress: [{action: Deny, source: {selector: a == 'b', namespaceSelector: env == 'live'}}]", "default.p");
        var shop = Shop.Replace("{name: shop}", "{name: shop, labels: {env: test}}", StringComparison.Ordinal);
        Assert.Empty(Input.PathsOfAll("CP3007", shop, Yaml.NetworkSet("a: b"), policy));
        var finding = Assert.Single(Input.InCluster("CP3007", shop, Yaml.NetworkSet("a: b"), policy));
        Assert.Equal("1 network set with 1 member.", finding.Saving);
        Assert.Empty(Input.InCluster("CP3007", shop.Replace("test", "live", StringComparison.Ordinal), Yaml.NetworkSet("a: b"), policy));
    }

    [Fact]
    public void CP3008_names_who_has_a_shared_address()
    {
        string Set(string name, string label, string net) => Yaml.GlobalNetworkSet(label, name).Replace("192.0.2.0/24", net, StringComparison.Ordinal);
        string[] sets = [Set("all", "a: b", "10.0.0.0/24"), Set("some", "c: d", "10.0.0.0/30")];
        Assert.EndsWith(" 4 addresses are shared, those of 1 pod of the snapshot among them (shop/web-1).", Assert.Single(Input.InCluster("CP3008", [Pod("web"), .. sets])).Message, StringComparison.Ordinal);
        Assert.EndsWith(" 4 addresses are shared, no endpoint's of the snapshot.", Assert.Single(Input.InCluster("CP3008", sets)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CP3010_finds_an_allow_before_the_deny_list_endpoint_by_endpoint()
    {
        var list = Yaml.GlobalNetworkPolicy("tier: t\norder: 10\ningress: [{action: Deny, source: {selector: \"list == 'true' && !has(projectcalico.org/namespace)\"}}, {action: Pass}]", "t.list");
        var open = Yaml.GlobalNetworkPolicy("tier: t\norder: 1\nselector: app == 'web'\ningress: [{action: Allow, protocol: TCP, destination: {ports: [443]}}, {action: Pass}]", "t.web");
        string[] around = [Pod("web"), Pod("db"), Yaml.GlobalNetworkSet("list: 'true'"), Yaml.Tier("t")];
        Assert.Empty(Input.Paths("CP3010", Yaml.Documents([.. around, list, open])));
        Assert.Contains("on 1 pod of the snapshot", Assert.Single(Input.InCluster("CP3010", [.. around, list, open])).Message, StringComparison.Ordinal);
        Assert.Empty(Input.InCluster("CP3010", [.. around, list, open.Replace("order: 1\n", "order: 11\n", StringComparison.Ordinal)]));
    }

    [Fact]
    public void CP3011_leaves_a_selector_alone_that_fits_something_of_the_snapshot()
    {
        var host = Host("n1", "role: gateway").Replace("expectedIPs: [192.0.2.1]", "profiles: []", StringComparison.Ordinal);
        var policy = Yaml.GlobalNetworkPolicy("selector: app == 'web'\ningress: [{action: Allow, source: {selector: role == 'gateway'}}]", "default.p");
        Assert.Single(Input.InCluster("CP3011", Pod("web"), host, policy));
        Assert.Empty(Input.InCluster("CP3011", Pod("web"), host, policy, Host("n2", "role: gateway")));
    }

    [Fact]
    public void What_could_not_be_read_is_not_missing()
    {
        var policy = Yaml.NetworkPolicy("tier: t\nselector: app == 'web'\ningress: [{action: Allow, source: {selector: net == 'partner'}}]", "default.web");
        var cluster = Input.Read(Yaml.Documents(Pod("db"), policy, Yaml.GlobalNetworkSet("a: b")));
        Assert.Equal(["CP1010", "CP1010", "CP2001", "CP3007"], Ids());
        Assert.Equal(["CP1010", "CP2001", "CP3007"], Ids("NetworkSet"));
        Assert.Equal(["CP2001", "CP3007"], Ids("Pod"));
        Assert.Equal(["CP1010", "CP1010", "CP3007"], Ids("Tier"));
        Assert.Equal(["CP1010", "CP1010", "CP2001"], Ids("GlobalNetworkPolicy"));

        IEnumerable<string> Ids(params string[] missing) => Input.JudgeInCluster(
            cluster, new() { IncludeRule = ["CP1010", "CP2001", "CP3007"] }, known: new() { IsComplete = true, Gaps = [.. missing.Select(kind => new SnapshotGap(kind, null, null, "refused"))] })
            .Select(finding => finding.RuleId).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Only_what_is_asked_for_is_judged_with_the_rest_around_it()
    {
        var all = Input.Read(Yaml.Documents(Pod("web"), Yaml.NetworkPolicy("selector: app == 'a'\ningress: []", "default.a"), Yaml.NetworkPolicy("selector: app == 'b'\ningress: []", "default.b")));
        Assert.Equal(["default.a", "default.b"], Input.JudgeInCluster(all, new() { IncludeRule = ["CP1010"] }).Select(finding => finding.Name));
        Assert.Equal(["default.b"], Input.JudgeInCluster(all, new() { IncludeRule = ["CP1010"] }, [all[2]]).Select(finding => finding.Name));
        Assert.Equal(["default.b"], Input.JudgeInCluster(all, new() { IncludeRule = ["CP2101"] }, [all[2]]).Select(finding => finding.Name));
    }

    private static string Pod(string app, string ns = "shop", string? name = null, string node = "n1") => $$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: {{name ?? app + "-1"}}, namespace: {{ns}}, labels: {app: {{app}}}, ownerReferences: [{kind: StatefulSet, name: {{app}}, controller: true}]}
        spec: {nodeName: {{node}}}
        status: {phase: Running, podIP: {{Address(app, ns, name)}}}

        """;

    // Each pod has an address of its own: web-1 of shop 10.0.0.1.
    private static string Address(string app, string ns, string? name) =>
        (app, ns, name) is ("web", "shop", null) ? "10.0.0.1" : $"10.{1 + Sum(app + ns)}.{Sum(name ?? app)}.9";

    private static int Sum(string text) => text.Aggregate(0, (sum, letter) => ((sum * 31) + letter) % 250);

    private static string Host(string node, string labels = "") =>
        $"apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {{name: {node}, labels: {{{labels}}}}}\nspec: {{node: {node}, interfaceName: eth0, expectedIPs: [192.0.2.1]}}\n";
}
