using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Evaluation;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Connectivity;

/// <summary>The columns of coverage, one by one.</summary>
public class CoverageRowsTests
{
    private const string Web = "selector: app == 'web'\n";

    private static readonly string Dns = """
        apiVersion: v1
        kind: Pod
        metadata: {name: coredns, namespace: kube-system, labels: {k8s-app: kube-dns}}
        spec: {nodeName: n2, containers: [{name: c, ports: [{name: dns, containerPort: 53, protocol: UDP}]}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.53}]}
        """ + "\n";

    [Fact]
    public void Without_a_policy_everything_is_open()
    {
        var row = Of("web");
        Assert.Equal((CoverageCategory.Workload, "Pod", "shop/web", 1L), (row.Category, row.Kind, row.Endpoint, row.Count));
        foreach (var side in (CoverageSide[])[row.Ingress, row.Egress])
        {
            Assert.Equal((PolicyProtection.No, Verdict.Allow, Truth.Yes, Truth.Yes, TrafficSet.All), (side.Protected, side.Default, side.Internet, side.OtherNamespaces, side.Anyone));
            Assert.Empty(side.Policies);
            Assert.Empty(side.Tiers);
        }

        Assert.Equal(Truth.Yes, row.EgressToDns);
    }

    [Theory]
    [InlineData("types: [Ingress]", PolicyProtection.Yes, PolicyProtection.No)]
    [InlineData("types: [Egress]", PolicyProtection.No, PolicyProtection.Yes)]
    [InlineData("types: [Ingress, Egress]", PolicyProtection.Yes, PolicyProtection.Yes)]
    [InlineData("ingress: [{action: Deny}]", PolicyProtection.Yes, PolicyProtection.No)]
    public void Each_direction_is_protected_by_policies_of_its_type(string spec, PolicyProtection ingress, PolicyProtection egress)
    {
        var row = Of("web", Rules.Yaml.NetworkPolicy(Web + spec));
        Assert.Equal((ingress, egress), (row.IngressProtected, row.EgressProtected));
        Assert.Equal("NetworkPolicy shop/application.web", Assert.Single(row.AppliedPolicies).ToString());
        Assert.Equal(PolicyProtection.No, Of("db", Rules.Yaml.NetworkPolicy(Web + spec)).IngressProtected);
    }

    [Theory]
    [InlineData("Set", PolicyProtection.Staged)]
    [InlineData("Learn", PolicyProtection.Staged)]
    [InlineData("Ignore", PolicyProtection.No)]
    [InlineData("Delete", PolicyProtection.No)]
    public void Staged_policies_are_told_and_change_nothing(string action, PolicyProtection expected)
    {
        var row = Of("web", Rules.Yaml.NetworkPolicy($"{Web}stagedAction: {action}\ntypes: [Ingress]", kind: "StagedNetworkPolicy"));
        Assert.Equal((expected, PolicyProtection.No), (row.IngressProtected, row.EgressProtected));
        Assert.Equal((Verdict.Allow, TrafficSet.All), (row.IngressDefault, row.IngressFromAnyone));
        Assert.Equal(expected == PolicyProtection.Staged ? 1 : 0, row.Ingress.StagedPolicies.Count);
    }

    [Fact]
    public void A_staged_one_beside_one_in_force_is_listed()
    {
        var row = Of("web", Rules.Yaml.NetworkPolicy(Web + "types: [Ingress]"), Rules.Yaml.NetworkPolicy(Web + "types: [Ingress]", "next", kind: "StagedNetworkPolicy"));
        Assert.Equal((PolicyProtection.Yes, "StagedNetworkPolicy shop/next"), (row.IngressProtected, Assert.Single(row.Ingress.StagedPolicies).ToString()));
    }

    [Theory]
    [InlineData("Deny", Verdict.Deny, Truth.No)]
    [InlineData("Pass", Verdict.Allow, Truth.Yes)]
    public void The_end_of_the_tier_is_the_default(string action, Verdict expected, Truth isOpen)
    {
        var row = Of("web", Rules.Yaml.Tier("t", action), Rules.Yaml.NetworkPolicy($"tier: t\n{Web}ingress: [{{action: Deny, source: {{nets: [192.0.2.0/24, '2001:db8::/32']}}}}]"));
        Assert.Equal((PolicyProtection.Yes, expected, isOpen, isOpen), (row.IngressProtected, row.IngressDefault, row.IngressFromInternet, row.IngressFromOtherNamespace));
        Assert.Equal(["t"], row.Ingress.Tiers);

        // A deny list leaves it open to anyone else.
        Assert.Equal(isOpen == Truth.Yes ? TrafficSet.All : TrafficSet.None, row.IngressFromAnyone);
    }

    [Theory]
    [InlineData("{action: Deny}", Verdict.Deny, Truth.No)]
    [InlineData("{action: Log}, {action: Deny}, {action: Allow}", Verdict.Deny, Truth.No)]
    [InlineData("{action: Pass}, {action: Deny}", Verdict.Allow, Truth.Yes)]
    [InlineData("{action: Allow}, {action: Deny}", Verdict.Allow, Truth.Yes)]
    [InlineData("{action: Deny, protocol: TCP}", Verdict.Allow, Truth.Yes)]
    [InlineData("{action: Deny, ipVersion: 4}", Verdict.Allow, Truth.Yes)]
    public void A_rule_without_criteria_is_the_default_and_nothing_comes_behind_it(string rules, Verdict expected, Truth isOpen)
    {
        var row = Of("web", Rules.Yaml.Tier("t", "Pass"), Rules.Yaml.NetworkPolicy($"tier: t\n{Web}ingress: [{rules}]"));
        Assert.Equal((expected, isOpen, isOpen), (row.IngressDefault, row.IngressFromInternet, row.IngressFromOtherNamespace));
    }

    [Fact]
    public void Tiers_come_in_the_order_of_evaluation()
    {
        var row = Of(
            "web", Rules.Yaml.Tier("late", "Deny", 300), Rules.Yaml.Tier("early", "Pass", 100), Rules.Yaml.NetworkPolicy($"tier: late\n{Web}types: [Ingress]", "late.web"),
            Rules.Yaml.GlobalNetworkPolicy("tier: early\ntypes: [Ingress]", "early.all"), Rules.Yaml.NetworkPolicy(Web + "types: [Ingress]"));
        Assert.Equal(["early", "late", "default"], row.Ingress.Tiers);
        Assert.Equal(["early.all", "late.web", "application.web"], row.Ingress.Policies.Select(policy => policy.Name));
        Assert.Equal(Verdict.Deny, row.IngressDefault);
    }

    [Theory]
    // An Allow without source selector or CIDR.
    [InlineData("{action: Allow}", Truth.Yes, Truth.Yes)]
    [InlineData("{action: Allow, protocol: TCP, destination: {ports: [443]}}", Truth.Yes, Truth.Yes)]
    [InlineData("{action: Allow, source: {notNets: [192.0.2.0/24]}}", Truth.Yes, Truth.Yes)]
    // A public CIDR and no selector, and others.
    [InlineData("{action: Allow, source: {nets: [10.0.0.0/8, 198.51.100.0/24]}}", Truth.Yes, Truth.No)]
    [InlineData("{action: Allow, source: {nets: ['2001:db8::/32']}}", Truth.Yes, Truth.No)]
    [InlineData("{action: Allow, source: {nets: [10.0.0.0/8, 172.20.0.0/16, 192.168.1.1/32, 'fd00::/8', 100.64.1.0/24]}}", Truth.No, Truth.No)]
    // Selectors: of the own namespace, with a namespaceSelector, for network sets.
    [InlineData("{action: Allow, source: {selector: app == 'db'}}", Truth.No, Truth.No)]
    [InlineData("{action: Allow, source: {selector: app == 'db', namespaceSelector: env == 'test'}}", Truth.No, Truth.Yes)]
    [InlineData("{action: Allow, source: {namespaceSelector: all()}}", Truth.No, Truth.Yes)]
    [InlineData("{action: Allow, source: {selector: partner == 'yes', namespaceSelector: global()}}", Truth.Yes, Truth.No)]
    [InlineData("{action: Allow, source: {selector: partner == 'near', namespaceSelector: global()}}", Truth.No, Truth.No)]
    // What does not allow.
    [InlineData("{action: Deny}", Truth.No, Truth.No)]
    [InlineData("{action: Log}", Truth.No, Truth.No)]
    // Passed on, with nothing behind: the profile allows.
    [InlineData("{action: Pass, source: {nets: [198.51.100.0/24]}}", Truth.Yes, Truth.No)]
    public void An_Allow_opens_to_the_internet_and_to_other_namespaces_by_what_it_names(string rule, Truth internet, Truth others)
    {
        var sets = Rules.Yaml.Documents(
            Rules.Yaml.GlobalNetworkSet("partner: 'yes'"), Rules.Yaml.GlobalNetworkSet("partner: near", "near").Replace("192.0.2.0/24", "10.9.0.0/16", StringComparison.Ordinal));
        var ingress = Of("web", sets, Rules.Yaml.NetworkPolicy($"{Web}ingress: [{rule}]"));
        Assert.Equal((internet, others), (ingress.IngressFromInternet, ingress.IngressFromOtherNamespace));
        var mirrored = rule.Replace("destination:", "remote:", StringComparison.Ordinal).Replace("source:", "destination:", StringComparison.Ordinal).Replace("remote:", "destination:", StringComparison.Ordinal);
        var egress = Of("web", sets, Rules.Yaml.NetworkPolicy($"{Web}types: [Egress]\negress: [{mirrored}]"));
        Assert.Equal((internet, others), (egress.EgressToInternet, egress.EgressToOtherNamespace));
    }

    [Theory]
    [InlineData("{action: Allow, source: {selector: app == 'db'}}", Truth.Yes)]
    [InlineData("{action: Allow, source: {selector: app == 'db', namespaceSelector: projectcalico.org/name == 'shop'}}", Truth.Yes)]
    [InlineData("{action: Allow, source: {selector: app == 'db', namespaceSelector: global()}}", Truth.No)]
    public void Of_a_global_policy_a_selector_is_for_all_namespaces(string rule, Truth others) =>
        Assert.Equal(others, Of("web", Rules.Yaml.GlobalNetworkPolicy($"{Web}ingress: [{rule}]")).IngressFromOtherNamespace);

    [Theory]
    [InlineData("{domains: [api.example.com]}", Truth.Yes, Truth.No)]
    [InlineData("{services: {name: db, namespace: data}}", Truth.No, Truth.Yes)]
    [InlineData("{services: {name: web, namespace: shop}}", Truth.No, Truth.No)]
    public void Domains_are_outside_and_services_in_their_namespace(string destination, Truth internet, Truth others)
    {
        const string Services = """
            apiVersion: v1
            kind: Service
            metadata: {name: db, namespace: data}
            spec: {selector: {app: db}, ports: [{port: 5432}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {selector: {app: web}, ports: [{port: 8080}]}

            """;
        var row = Of("web", Services, Rules.Yaml.NetworkPolicy($"{Web}types: [Egress]\negress: [{{action: Allow, destination: {destination}}}]"));
        Assert.Equal((internet, others), (row.EgressToInternet, row.EgressToOtherNamespace));
        Assert.Equal(["shop/web"], row.Services);
    }

    [Fact]
    public void What_is_never_reached_opens_nothing()
    {
        var row = Of(
            "web", Rules.Yaml.Tier("t"), Rules.Yaml.NetworkPolicy($"tier: t\n{Web}types: [Ingress]", "t.web"), Rules.Yaml.NetworkPolicy(Web + "ingress: [{action: Allow}]"));
        Assert.Equal((Truth.No, Truth.No, Verdict.Deny), (row.IngressFromInternet, row.IngressFromOtherNamespace, row.IngressDefault));
        Assert.Equal(2, row.Ingress.Policies.Count);
    }

    [Theory]
    [InlineData("{action: Allow}", "all traffic")]
    [InlineData("{action: Allow, protocol: TCP, destination: {ports: [443]}}", "TCP/443")]
    [InlineData("{action: Allow, protocol: TCP, destination: {ports: [443]}, source: {selector: all(), namespaceSelector: all()}}", "")]
    [InlineData("{action: Allow, protocol: TCP, destination: {ports: [443]}, source: {nets: [0.0.0.0/0]}}", "TCP/443")]
    public void Anyone_is_every_pod_and_every_address(string rule, string traffic)
    {
        var anyone = Of("web", Rules.Yaml.NetworkPolicy($"{Web}ingress: [{rule}]")).IngressFromAnyone;
        Assert.Equal(traffic.Length == 0, anyone.IsEmpty);
        Assert.Equal(traffic == "all traffic", anyone.IsAll);
        if (traffic == "TCP/443") Assert.Equal(traffic, anyone.ToString());
    }

    [Theory]
    [InlineData("types: [Egress]", Truth.No)]
    [InlineData("types: [Ingress]", Truth.Yes)]
    [InlineData("types: [Egress]\negress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}]", Truth.Yes)]
    [InlineData("types: [Egress]\negress: [{action: Allow, protocol: TCP, destination: {ports: [53]}}]", Truth.No)]
    [InlineData("types: [Egress]\negress: [{action: Allow, protocol: UDP, destination: {selector: k8s-app == 'kube-dns'}}]", Truth.No)]
    [InlineData("types: [Egress]\negress: [{action: Allow, protocol: UDP, destination: {selector: k8s-app == 'kube-dns', namespaceSelector: projectcalico.org/name == 'kube-system'}}]", Truth.Yes)]
    public void Whether_the_DNS_may_be_asked_is_told_with_its_pods_and_without(string spec, Truth expected)
    {
        Assert.Equal(expected, Of("web", Dns, Rules.Yaml.NetworkPolicy(Web + spec)).EgressToDns);
        Assert.Equal(expected, Of("web", Rules.Yaml.NetworkPolicy(Web + spec)).EgressToDns);
    }

    [Fact]
    public void Pods_of_a_workload_are_one_row_unless_policies_tell_them_apart()
    {
        var pods = string.Join("---\n", Enumerable.Range(1, 5).Select(number => $$$"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: api-7d9f-{{{number}}}
              namespace: shop
              labels: {app: api, pod-template-hash: '{{{number}}}', track: '{{{(number == 5 ? "canary" : "stable")}}}'}
              ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: api-7d9f, controller: true}]
            spec: {nodeName: n1, containers: [{name: c}]}
            status: {phase: Running, podIPs: [{ip: 10.0.1.{{{number}}}}]}

            """));
        var row = Assert.Single(Rows([pods, Rules.Yaml.NetworkPolicy("selector: app == 'api'\ntypes: [Ingress]")]), row => row.Name == "api");
        Assert.Equal(("Deployment", 5L, "api-7d9f-*"), (row.Kind, row.Count, row.TrafficAggregationPrefix));
        Assert.Equal([4L, 1L], Rows([pods, Rules.Yaml.NetworkPolicy("selector: track == 'canary'\ntypes: [Ingress]")]).Where(row => row.Name == "api").Select(row => row.Count));
    }

    [Fact]
    public void A_template_counts_its_replicas()
    {
        const string Template = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, namespace: shop}\nspec:\n  replicas: 7\n  template: {metadata: {labels: {app: api}}, spec: {containers: [{name: c}]}}\n";
        var row = Of("api", Template);
        Assert.Equal(("Deployment", 7L, "api-*"), (row.Kind, row.Count, row.TrafficAggregationPrefix));
        Assert.Equal("Deployment shop/api", row.Resource.ToString());
    }

    [Fact]
    public void Labels_that_are_not_there_make_it_uncertain()
    {
        var policy = Rules.Yaml.GlobalNetworkPolicy("namespaceSelector: zone == 'x'\ntypes: [Ingress]");
        var pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: lone, namespace: nowhere, labels: {app: lone}}\nspec: {containers: [{name: c}]}\n";
        var row = Assert.Single(Rows([pod, policy], new SnapshotOptions()), row => row.Name == "lone");
        Assert.Equal((PolicyProtection.Uncertain, Verdict.Uncertain, Truth.Maybe, Truth.Maybe), (row.IngressProtected, row.IngressDefault, row.IngressFromInternet, row.IngressFromOtherNamespace));
        Assert.Single(row.Ingress.PossiblePolicies);
        Assert.Contains("labels", row.Ingress.Reason, StringComparison.Ordinal);
        Assert.Equal(PolicyProtection.No, Assert.Single(Rows([pod, policy]), row => row.Name == "lone").IngressProtected);
    }

    [Fact]
    public void A_tier_that_is_not_there_makes_it_uncertain_unless_all_is_known()
    {
        var policy = Rules.Yaml.NetworkPolicy($"tier: ghost\n{Web}types: [Ingress]");
        var open = Assert.Single(Rows([Evaluating.Pods, policy], new SnapshotOptions()), row => row.Name == "web");
        Assert.Equal(PolicyProtection.Uncertain, open.IngressProtected);
        Assert.Contains("tier ghost", open.Ingress.Reason, StringComparison.Ordinal);
        Assert.Equal((PolicyProtection.Yes, Verdict.Deny), (Of("web", policy).IngressProtected, Of("web", policy).IngressDefault));
    }

    [Fact]
    public void Policies_that_were_not_read_make_it_uncertain()
    {
        var gap = new SnapshotOptions { IsComplete = true, Gaps = [new("NetworkPolicy", null, "security", "forbidden")] };
        var row = Assert.Single(Rows([Evaluating.Pods, Rules.Yaml.Tier("security")], gap), row => row.Name == "web");
        Assert.Equal((PolicyProtection.Uncertain, Verdict.Uncertain), (row.IngressProtected, row.EgressDefault));
        Assert.Contains("were not read", row.Ingress.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_are_by_namespace_name_and_label()
    {
        var snapshot = PolicySnapshot.Of(Input.Read(Evaluating.Pods), new() { IsComplete = true }, TestContext.Current.CancellationToken);
        Assert.Equal(["web"], Names(new() { Namespaces = ["sh*"] }));
        Assert.Equal(["db"], Names(new() { Workloads = ["data/*"] }));
        Assert.Equal(["db"], Names(new() { Selector = Selector.Parse("app == 'db'") }));

        IEnumerable<string> Names(ConnectivityQuery query) => CoverageRows.Of(snapshot, query, TestContext.Current.CancellationToken).Select(row => row.Name);
    }

    private static CoverageRow Of(string name, params string[] documents) => Assert.Single(Rows([Evaluating.Pods, .. documents]), row => row.Name == name);

    private static IReadOnlyList<CoverageRow> Rows(string[] documents, SnapshotOptions? options = null) => CoverageRows.Of(
        PolicySnapshot.Of(Input.Read(Rules.Yaml.Documents(documents)), options ?? new() { IsComplete = true }, TestContext.Current.CancellationToken), null, TestContext.Current.CancellationToken);
}
