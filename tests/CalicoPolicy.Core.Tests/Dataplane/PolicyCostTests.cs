using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Dataplane;

/// <summary>What nodes, endpoints and policies cost: the figures of calico-dataplane.md 4.1-4.3, counted by hand, and what is wasted.</summary>
public class PolicyCostTests(ITestOutputHelper output)
{
    private static readonly PolicyRule Allow = new() { Action = PolicyAction.Allow };

    [Fact]
    public void A_pod_without_policies_has_eight_rules_in_and_ten_out()
    {
        var report = Costing.Of([Costing.Pod()], Costing.IPv4);
        var row = Assert.Single(report.Endpoints);
        Assert.Equal(8 + 10, row.OwnRules);

        // Of these the first profile allows: its jump, its only rule, and the return.
        Assert.Equal((2 + 1 + 3, 2 + 1 + 2 + 3), (row.IngressRules, row.EgressRules));

        // Two chains of dispatch with two rules each; two profiles of two chains with one rule each.
        var node = Assert.Single(report.Nodes);
        Assert.Equal((18 + 4 + 4, 2 + 2 + 4, 0), (node.Rules, node.Chains, node.IPSets));
        Assert.Equal((2 * node.Rules, 2 * node.Chains), (Costing.Of([Costing.Pod()]).Rules, Costing.Of([Costing.Pod()]).Chains));
    }

    [Fact]
    public void Flow_logs_take_a_rule_at_each_end()
    {
        Resource[] resources = [Costing.Pod(), Costing.Policy("p", [Allow])];
        var (without, with) = (Costing.Of(resources, Costing.IPv4), Costing.Of(resources, Costing.IPv4 with { LogsFlows = true }));

        // In: the rule, the tier's end and the chain's end; out: the chain's end; and of the namespace's profile both.
        Assert.Equal(without.Rules + 1 + 1 + 1 + 1 + 2, with.Rules);
    }

    [Fact]
    public void Endpoints_of_a_node_share_a_policys_chains()
    {
        Resource[] Of(int pods) => [.. Enumerable.Range(0, pods).Select(pod => Costing.Pod($"p{pod}", address: $"10.0.0.{pod + 1}")), Costing.Policy("p", [Allow, Allow])];
        var (one, four) = (Costing.Of(Of(1), Costing.IPv4).Policies[0], Costing.Of(Of(4), Costing.IPv4).Policies[0]);
        Assert.Equal((3, 3, 1, 1), (one.Rules, one.Rendered, one.Endpoints, one.Nodes));
        Assert.Equal((3, 12, 4, 1), (four.Rules, four.Rendered, four.Endpoints, four.Nodes));
    }

    [Theory]
    [InlineData(1, 3 + 1)]
    [InlineData(2, 3 + (2 * 1) + 2)]
    [InlineData(5, 3 + (5 * 1) + 5)]
    [InlineData(6, 3 + (6 * 1) + 6 + 1)]
    [InlineData(11, 3 + (11 * 1) + 11 + 2)]
    public void Policies_of_one_selector_share_a_chain_of_jumps(int policies, long more)
    {
        // Start of the tier, a jump and a return, the end: one jump for all of them.
        Resource[] resources = [Costing.Pod(), .. Enumerable.Range(0, policies).Select(policy => Costing.Policy($"p{policy:00}", [Allow]))];
        var bare = Costing.Of([Costing.Pod()], Costing.IPv4).Rules;
        Assert.Equal(bare + more + 1, Costing.Of(resources, Costing.IPv4).Rules);
    }

    [Fact]
    public void A_staged_policy_has_sets_and_no_rules()
    {
        const string Yaml = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, labels: {app: web}}
            spec: {nodeName: n1, containers: [{name: c}]}
            status: {phase: Running, podIPs: [{ip: 10.0.0.1}, {ip: 'fd00::1'}]}
            ---
            apiVersion: projectcalico.org/v3
            kind: StagedGlobalNetworkPolicy
            metadata: {name: s}
            spec:
              types: [Ingress]
              ingress: [{action: Allow, source: {selector: "app == 'web'"}}, {action: Allow, source: {selector: "app in {'web'}"}}]
            """;
        var report = Costing.Of(Yaml);
        var policy = Assert.Single(report.Policies);
        Assert.Equal((0, 0, 4, 4, 1), (policy.Rules, policy.Rendered, policy.IPSets, policy.Members, policy.Nodes));

        // The start of its tier is there.
        Assert.Equal(Costing.Of([Costing.Pod()]).Rules + 2, report.Rules);
        Assert.Equal((4, 4), (report.IPSets, report.Members));
    }

    [Fact]
    public void Sets_are_told_apart_by_what_they_hold()
    {
        const string Yaml = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, labels: {app: web}}
            spec: {nodeName: n1, containers: [{name: c, ports: [{name: http, containerPort: 80}, {name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]}]}
            status: {phase: Running, podIPs: [{ip: 10.0.0.1}]}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkSet
            metadata: {name: net, labels: {app: web}}
            spec: {nets: [10.0.0.0/24, 192.0.2.0/24, 192.0.2.7, 0.0.0.0/1]}
            ---
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: p, namespace: shop}
            spec:
              ingress:
                - {action: Allow, protocol: TCP, source: {selector: app == 'web'}, destination: {ports: [http]}}
                - {action: Allow, protocol: TCP, source: {selector: app == "web"}, destination: {ports: [http, 81]}}
                - {action: Allow, source: {notSelector: app == 'web'}}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: g}
            spec: {types: [Ingress], ingress: [{action: Deny, source: {selector: app == 'web'}}]}
            """;
        var policies = Costing.Of(Yaml, Costing.IPv4).Policies.ToDictionary(policy => policy.Name);

        // The pod alone, its two ports, the namespace without the pod; of the global one the net that holds the pod, and the other.
        Assert.Equal((3, 1 + 2 + 0), (policies["p"].IPSets, policies["p"].Members));
        Assert.Equal((1, 2), (policies["g"].IPSets, policies["g"].Members));
    }

    [Fact]
    public void Latency_is_a_quarter_to_half_a_microsecond_a_rule()
    {
        Assert.Equal("2.5-5 microseconds", LatencyRange.Of(10).ToString());
        var report = Costing.Of([Costing.Pod(), Costing.Policy("p", [.. Enumerable.Repeat(Allow with { Protocol = Protocol.Tcp }, 100)])], Costing.IPv4);
        Assert.Equal(LatencyRange.Of(199), Assert.Single(report.Policies).Latency);
        Assert.Equal(LatencyRange.Of(3 + 1 + 2 + 199 + 1), report.Latency);
    }

    [Fact]
    public void What_comes_after_a_tier_that_denies_is_never_met()
    {
        var first = new GlobalNetworkPolicy { Metadata = new() { Name = "a" }, Tier = "first", Types = [PolicyType.Ingress], Ingress = [Allow with { Protocol = Protocol.Tcp }] };
        Resource[] Of(GlobalNetworkPolicy policy) =>
            [Costing.Pod(), new Tier { Metadata = new() { Name = "first" }, Order = 1 }, policy, Costing.Policy("p", [.. Enumerable.Repeat(Allow with { Protocol = Protocol.Tcp }, 50)])];
        Assert.Equal(3 + 1 + 2 + 1 + 1, Costing.Of(Of(first), Costing.IPv4).Endpoints[0].IngressRules);

        // A rule that passes some traffic on leads there.
        var passes = first with { Ingress = [new() { Action = PolicyAction.Pass, Protocol = Protocol.Udp }] };
        Assert.Equal(3 + 1 + 2 + 1 + 1 + (1 + 2 + 99 + 1), Costing.Of(Of(passes), Costing.IPv4).Endpoints[0].IngressRules);
    }

    [Fact]
    public void What_is_accepted_may_meet_more_rules_than_what_is_dropped()
    {
        var first = Costing.Policy("a", [Allow with { Protocol = Protocol.Tcp }, new() { Action = PolicyAction.Deny }]);
        var report = Costing.Of([Costing.Pod(), first, Costing.Policy("b", []), Costing.Policy("c", []), Costing.Policy("d", [])], Costing.IPv4);

        // Start, tier, jump to the group, jump to the policy, its first rule, the three jumps that are not taken, and the return.
        Assert.Equal(3 + 1 + 1 + 1 + 2 + 3 + 1, report.Endpoints[0].IngressRules);
    }

    [Fact]
    public void A_rule_for_others_is_wasted_unless_a_set_may_hold_them()
    {
        var policy = Costing.Policy("p", [Allow with { Destination = new() { Selector = "app == 'web'" } }, Allow with { Destination = new() { Selector = "app == 'db'" } }]);
        Resource[] pods = [Costing.Pod("web", labels: ("app", "web")), Costing.Pod("db", address: "10.0.0.2", labels: ("app", "db"))];
        var cost = Assert.Single(Costing.Of([.. pods, policy], Costing.IPv4).Policies);

        // Two rules and one, since the last returns by itself: of each pod those of the other.
        Assert.Equal((6, 3, 0.5), (cost.Rendered, cost.Wasted, cost.WastedShare));
        var set = new GlobalNetworkSet { Metadata = new() { Name = "s", Labels = LabelMap.Of([new("app", "db")]) }, Nets = ["10.0.0.1"] };
        Assert.Equal(2, Costing.Of([.. pods, policy, set], Costing.IPv4).Wasted);
    }

    [Fact]
    public void Without_nodes_each_endpoint_counts_by_itself()
    {
        var deployment = new Deployment { Metadata = new() { Name = "web", Namespace = "shop" }, Replicas = 3, Template = new() };
        var report = Costing.Of([deployment, Costing.Policy("p", [Allow])], Costing.IPv4);
        Assert.Empty(report.Nodes);
        Assert.Equal(3, Assert.Single(report.Endpoints).Count);
        Assert.Equal(3 * Costing.Of([Costing.Pod(), Costing.Policy("p", [Allow])], Costing.IPv4).Rules, report.Rules);
        Assert.Equal((3, 3, 0), (report.Policies[0].Rendered, report.Policies[0].Endpoints, report.Policies[0].Nodes));
        Assert.True(report.IsEstimate);
        Assert.Contains("The node of 3 endpoints", report.Assumptions[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Domains_are_one_set_and_one_match_and_an_estimate()
    {
        var policy = new GlobalNetworkPolicy
        {
            Metadata = new() { Name = "p" },
            Types = [PolicyType.Egress],
            Egress = [Allow with { Destination = new() { Domains = ["a.example.com", "b.example.com"] } }, Allow with { Destination = new() { Domains = ["b.example.com", "a.example.com"] } }],
        };
        var report = Costing.Of([Costing.Pod(), policy], Costing.IPv4);
        Assert.Equal((3, 1, 0), (report.Policies[0].Rules, report.Policies[0].IPSets, report.Policies[0].Members));
        Assert.Contains(report.Assumptions, text => text.Contains("Domains", StringComparison.Ordinal));
        Assert.False(Costing.Of([Costing.Pod()]).IsEstimate);
    }

    [Fact]
    public void Nftables_dispatches_by_a_map()
    {
        Resource[] pods = [.. Enumerable.Range(0, 30).Select(pod => Costing.Pod($"p{pod}", address: $"10.0.0.{pod + 1}"))];
        var (tables, map) = (Costing.Of(pods, Costing.IPv4), Costing.Of(pods, Costing.IPv4 with { Dataplane = DataplaneMode.Nftables }));
        Assert.Equal(4, map.Rules - (30 * 18) - 4);
        Assert.InRange(tables.Rules - (30 * 18) - 4, 2 * 30, 2 * 80);
    }

    [Fact]
    public void The_pages_global_policy_wastes_most_of_what_it_renders()
    {
        var page = Costing.Of([.. PageCluster.Pods, PageCluster.Policy]);
        var grown = Costing.Of([.. PageCluster.Pods, PageCluster.Grown]);
        output.WriteLine($"The page's policy: {page.Rendered} rules rendered, {page.Wasted} in vain, ratio {page.WasteRatio:0.00}; {page}");
        output.WriteLine($"Grown: {grown.Rendered} rules rendered, {grown.Wasted} in vain, ratio {grown.WasteRatio:0.00}; {grown}");
        Assert.Equal((100, 5), (Assert.Single(page.Policies).Endpoints, page.Nodes.Count));

        // By hand: twelve rules of two each, in IPv4 three more for two blocks, in IPv6 none for them.
        Assert.Equal(100 * (27 + 22), page.Rendered);

        // Seven rules have an own side, two of the kernel's in each family. The first picks nobody, since it asks for a label that no namespace
        // has (CP3003), one of the others two groups, five one.
        Assert.Equal(2 * 2 * ((7 * 100) - 20 - (5 * 10)), page.Wasted);

        // Ten groups: of 50 rules 5 are for a pod.
        Assert.InRange(grown.WasteRatio, 9.9, 10.1);
        Assert.Equal(LatencyRange.Of(grown.WorstEndpoint!.EgressRules), grown.Latency);
    }

    [Theory]
    [InlineData(DataplaneMode.Iptables)]
    [InlineData(DataplaneMode.Bpf)]
    public void Work_grows_with_what_there_is(DataplaneMode dataplane)
    {
        var options = new CostOptions { Dataplane = dataplane };
        var (one, two) = (Costing.Of(Cluster(50), options).Steps, Costing.Of(Cluster(100), options).Steps);
        output.WriteLine($"{one} steps for 50 namespaces, {two} for 100.");

        // Each of twice as many selectors meets twice as many classes of labels; all else doubles.
        Assert.InRange(two, one, 4 * one);
        var (pods, more) = (Costing.Of(Cluster(50, pods: 20), options).Steps, Costing.Of(Cluster(50, pods: 40), options).Steps);
        output.WriteLine($"{pods} steps for 20 pods in each, {more} for 40.");
        Assert.InRange(more, pods, pods + (50 * 20 * 4));
    }

    private static List<Resource> Cluster(int namespaces, int pods = 10)
    {
        var resources = new List<Resource>();
        for (var ns = 0; ns < namespaces; ns++)
        {
            for (var pod = 0; pod < pods; pod++) resources.Add(Costing.Pod($"p{pod}", $"n{pod % 10}", $"ns{ns}", $"10.{ns}.0.{pod + 1}", ("app", $"a{pod % 3}")));
            for (var policy = 0; policy < 5; policy++)
            {
                resources.Add(new NetworkPolicy
                {
                    Metadata = new() { Name = $"p{policy}", Namespace = $"ns{ns}" },
                    Selector = "app == 'a1'",
                    Types = [PolicyType.Ingress],
                    Ingress = [Allow with { Source = new() { Selector = "app == 'a2'" } }],
                });
            }
        }

        return resources;
    }
}
