using CalicoPolicy.Core.Evaluation;
using static CalicoPolicy.Core.Tests.Evaluation.Evaluating;
using static CalicoPolicy.Core.Tests.Rules.Yaml;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>What a rule matches (calico-dataplane.md 1.6 and 3.3, calico-policy.md 1.5 and 2.5): Allow where it does, else the end of the tier.</summary>
public class RuleEvaluationTests
{
    private const string Partners = "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {name: partners, labels: {net: partners}}\nspec: {nets: [203.0.113.0/24]}\n";

    [Theory]
    [InlineData("selector: app == 'web'", Verdict.Deny)]
    [InlineData("namespaceSelector: env == 'live'", Verdict.Allow)]
    [InlineData("namespaceSelector: projectcalico.org/name == 'shop', selector: app == 'web'", Verdict.Allow)]
    [InlineData("namespaceSelector: all()", Verdict.Allow)]
    [InlineData("namespaceSelector: '!all()'", Verdict.Deny)]
    [InlineData("namespaceSelector: global()", Verdict.Deny)]
    [InlineData("serviceAccounts: {names: [default]}", Verdict.Deny)]
    [InlineData("namespaceSelector: all(), serviceAccounts: {names: [default]}", Verdict.Allow)]
    [InlineData("notSelector: app == 'db'", Verdict.Deny)]
    public void A_namespaced_rule_without_namespaceSelector_is_for_its_own_namespace(string source, Verdict expected) =>
        Assert.Equal(expected, Decide("web -> db TCP 5432", NetworkPolicy($"ingress: [{{action: Allow, source: {{{source}}}}}]", "p", "data")));

    [Theory]
    [InlineData("", Verdict.Allow, Verdict.Allow)]
    [InlineData("selector: all()", Verdict.Allow, Verdict.Deny)]
    [InlineData("notSelector: app == 'web'", Verdict.Deny, Verdict.Allow)]
    [InlineData("notSelector: app == 'db'", Verdict.Allow, Verdict.Allow)]
    [InlineData("selector: all(), notSelector: app == 'db'", Verdict.Allow, Verdict.Deny)]
    public void A_notSelector_alone_lets_unknown_addresses_pass(string source, Verdict ofPod, Verdict ofOutside)
    {
        var policy = GlobalNetworkPolicy($"selector: app == 'db'\ningress: [{{action: Allow, source: {{{source}}}}}]");
        Assert.Equal(ofPod, Decide("web -> db TCP 5432", policy));
        Assert.Equal(ofOutside, Decide("198.51.100.7 -> db TCP 5432", policy));
    }

    [Theory]
    [InlineData("net == 'partners'", "", Verdict.Allow)]
    [InlineData("net == 'partners'", "namespaceSelector: global(), ", Verdict.Allow)]
    [InlineData("net == 'partners'", "namespaceSelector: all(), ", Verdict.Deny)]
    [InlineData("net == 'others'", "", Verdict.Deny)]
    public void A_global_set_has_no_namespace(string selector, string namespaces, Verdict expected) => Assert.Equal(
        expected, Decide("203.0.113.7 -> db TCP 5432", Partners, GlobalNetworkPolicy($"selector: app == 'db'\ningress: [{{action: Allow, source: {{{namespaces}selector: {selector}}}}}]")));

    [Theory]
    [InlineData("web -> db TCP 5432", Verdict.Allow)]
    [InlineData("web -> db TCP 9000", Verdict.Allow)]
    [InlineData("web -> db TCP 5433", Verdict.Deny)]
    [InlineData("web -> db UDP 9000", Verdict.Deny)]
    public void A_named_port_or_a_number(string flow, Verdict expected) => Assert.Equal(
        expected, Decide(flow, GlobalNetworkPolicy("selector: app == 'db'\ningress: [{action: Allow, protocol: TCP, destination: {ports: [sql, 9000]}}]")));

    [Fact]
    public void A_named_port_counts_on_endpoints_that_the_side_selects() => Assert.Equal(
        Verdict.Deny, Decide("web -> db TCP 5432", GlobalNetworkPolicy("selector: app == 'web'\negress: [{action: Allow, protocol: TCP, destination: {selector: app == 'web', ports: [sql]}}]")));

    [Theory]
    [InlineData("source: {nets: [10.0.0.0/8]}", Verdict.Allow, Verdict.Deny)]
    [InlineData("source: {nets: ['fd00::/16']}", Verdict.Deny, Verdict.Allow)]
    [InlineData("source: {notNets: [203.0.113.0/24]}", Verdict.Allow, Verdict.Deny)]
    [InlineData("ipVersion: 6", Verdict.Deny, Verdict.Allow)]
    public void A_rule_with_blocks_of_the_other_family_alone_is_dropped(string criterion, Verdict ipv4, Verdict ipv6)
    {
        var policy = GlobalNetworkPolicy($"selector: app == 'db'\ningress: [{{action: Allow, {criterion}}}]");
        Assert.Equal(ipv4, Decide("10.0.0.1 -> db TCP 5432", policy));
        Assert.Equal(ipv6, Decide("fd00::1 -> db TCP 5432", policy));
    }

    [Theory]
    [InlineData("protocol: ICMP", Verdict.Allow, Verdict.Deny)]
    [InlineData("protocol: ICMPv6", Verdict.Deny, Verdict.Deny)]
    [InlineData("protocol: 1", Verdict.Allow, Verdict.Allow)]
    public void The_names_of_icmp_imply_a_family_and_the_numbers_do_not(string criterion, Verdict ipv4, Verdict ipv6)
    {
        var policy = GlobalNetworkPolicy($"selector: app == 'db'\ningress: [{{action: Allow, {criterion}}}]");
        Assert.Equal(ipv4, Decide("10.0.0.1 -> db ICMP 8/0", policy));
        Assert.Equal(ipv6, Decide("fd00::1 -> db 1 8/0", policy));
    }

    [Theory]
    [InlineData("icmp: {type: 8}", Verdict.Allow)]
    [InlineData("icmp: {type: 8, code: 1}", Verdict.Deny)]
    [InlineData("notICMP: {type: 8}", Verdict.Deny)]
    [InlineData("notICMP: {type: 3}", Verdict.Allow)]
    [InlineData("notICMP: {}", Verdict.Allow)]
    public void Icmp_goes_by_type_and_code_and_without_a_type_is_no_criterion(string criterion, Verdict expected) => Assert.Equal(
        expected, Decide("10.0.0.1 -> db ICMP 8/0", GlobalNetworkPolicy($"selector: app == 'db'\ningress: [{{action: Allow, protocol: ICMP, {criterion}}}]")));

    [Theory]
    [InlineData("source: {nets: [10.9.9.9/8]}", Verdict.Allow)]
    [InlineData("source: {nets: [nonsense, 10.0.0.0/24]}", Verdict.Allow)]
    [InlineData("source: {nets: [192.0.2.0/24, 10.0.0.0/24]}", Verdict.Allow)]
    [InlineData("source: {notNets: [192.0.2.0/24, 10.0.0.0/24]}", Verdict.Deny)]
    [InlineData("source: {nets: [10.0.0.0/8], notNets: [10.0.0.1/32]}", Verdict.Deny)]
    [InlineData("source: {nets: [10.0.0.0/8], selector: app == 'db'}", Verdict.Deny)]
    [InlineData("source: {ports: [40000]}", Verdict.Allow)]
    [InlineData("source: {notPorts: ['30000:50000']}", Verdict.Deny)]
    [InlineData("destination: {ports: [80, '5000:6000']}", Verdict.Allow)]
    [InlineData("destination: {notPorts: [80, 5432]}", Verdict.Deny)]
    [InlineData("destination: {notPorts: [80, sql]}", Verdict.Deny)]
    [InlineData("destination: {ports: ['5000:6000'], notPorts: [5433]}", Verdict.Allow)]
    [InlineData("source: {selector: app == 'web'}, destination: {ports: [80]}", Verdict.Deny)]
    public void All_criteria_hold_of_a_list_one_of_a_negated_list_none(string criteria, Verdict expected) =>
        Assert.Equal(expected, Decide("web -> db TCP 5432", GlobalNetworkPolicy($"selector: app == 'db'\ningress: [{{action: Allow, protocol: TCP, {criteria}}}]")));

    [Theory]
    [InlineData("protocol: TCP", "web -> db TCP 80", Verdict.Allow)]
    [InlineData("protocol: 6", "web -> db TCP 80", Verdict.Allow)]
    [InlineData("protocol: 47", "web -> db 47", Verdict.Allow)]
    [InlineData("protocol: UDPLite", "web -> db UDPLite", Verdict.Allow)]
    [InlineData("notProtocol: TCP", "web -> db TCP 80", Verdict.Deny)]
    [InlineData("notProtocol: TCP", "web -> db UDP 80", Verdict.Allow)]
    public void Protocols_go_by_name_and_number(string criterion, string flow, Verdict expected) =>
        Assert.Equal(expected, Decide(flow, GlobalNetworkPolicy($"selector: app == 'db'\ningress: [{{action: Allow, {criterion}}}]")));

    [Fact]
    public void A_flow_needs_both_sides()
    {
        Assert.Equal(Verdict.Deny, Decide("web -> db TCP 80", GlobalNetworkPolicy("selector: app == 'web'\ntypes: [Egress]"), GlobalNetworkPolicy("selector: app == 'db'\ningress: [{action: Allow}]", "q")));
        Assert.Equal(Verdict.Deny, Decide("web -> db TCP 80", GlobalNetworkPolicy("selector: app == 'web'\negress: [{action: Allow}]"), GlobalNetworkPolicy("selector: app == 'db'\ntypes: [Ingress]", "q")));
        Assert.Equal(Verdict.Allow, Decide("web -> db TCP 80", GlobalNetworkPolicy("selector: app == 'web'\negress: [{action: Allow}]"), GlobalNetworkPolicy("selector: app == 'db'\ningress: [{action: Allow}]", "q")));
    }

    [Fact]
    public void A_service_without_namespace_is_of_the_policys_own() => Assert.Equal(Verdict.Allow, Decide(
        "db -> db2 TCP 80",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: db2, namespace: data, labels: {app: db2}}\nspec: {nodeName: n3, containers: [{name: c}]}\nstatus: {phase: Running, podIPs: [{ip: 10.0.0.8}]}\n",
        "apiVersion: v1\nkind: Service\nmetadata: {name: db2, namespace: data}\nspec: {selector: {app: db2}, ports: [{port: 80}]}\n",
        NetworkPolicy("selector: app == 'db'\negress: [{action: Allow, destination: {services: {name: db2}}}]", "p", "data")));

    [Theory]
    [InlineData("*.example.com", "api.example.com", Verdict.Allow)]
    [InlineData("*.example.com", "a.b.example.com", Verdict.Allow)]
    [InlineData("*.example.com", "example.com", Verdict.Uncertain)]
    [InlineData("update.*.example.com", "update.eu.example.com", Verdict.Allow)]
    [InlineData("api.example.com", "API.Example.com.", Verdict.Allow)]
    public void A_star_in_a_domain_stands_for_whole_components(string pattern, string domain, Verdict expected) => Assert.Equal(
        expected, Decide($"web -> {domain} TCP 443", GlobalNetworkPolicy($"selector: app == 'web'\negress: [{{action: Allow, destination: {{domains: ['{pattern}']}}}}]")));

    [Theory]
    [InlineData("targetPort: 0", "web -> db TCP 80", Verdict.Allow)]
    [InlineData("targetPort: ''", "web -> db TCP 80", Verdict.Allow)]
    [InlineData("targetPort: sql", "web -> db TCP 5432", Verdict.Allow)]
    [InlineData("targetPort: sql", "web -> db TCP 80", Verdict.Deny)]
    [InlineData("targetPort: sql, protocol: UDP", "web -> db UDP 5432", Verdict.Deny)]
    [InlineData("targetPort: sql", "web -> db ICMP 8/0", Verdict.Deny)]
    [InlineData("name: any", "web -> db TCP 80", Verdict.Allow)]
    public void A_service_stands_for_its_pods_and_their_ports(string port, string flow, Verdict expected) => Assert.Equal(expected, Decide(
        flow,
        $"apiVersion: v1\nkind: Service\nmetadata: {{name: db, namespace: data}}\nspec: {{selector: {{app: db}}, ports: [{{port: 80, {port}}}]}}\n",
        NetworkPolicy("selector: app == 'web'\negress: [{action: Allow, destination: {services: {name: db, namespace: data}}}]", "p", "shop")));

    [Fact]
    public void Pods_on_their_nodes_network_are_behind_services_too() => Assert.Equal(Verdict.Allow, Decide(
        "192.0.2.9 -> db TCP 5432",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: agent, namespace: data, labels: {app: agent}}\nspec: {nodeName: n9, hostNetwork: true, containers: [{name: c}]}\nstatus: {phase: Running, podIPs: [{ip: 192.0.2.9}]}\n",
        "apiVersion: v1\nkind: Service\nmetadata: {name: agent, namespace: data}\nspec: {selector: {app: agent}, ports: [{port: 80}]}\n",
        NetworkPolicy("selector: app == 'db'\ningress: [{action: Allow, source: {services: {name: agent, namespace: data}}}]", "p", "data")));

    [Theory]
    [InlineData("Allow", "api.example.com", Verdict.Allow)]
    [InlineData("Allow", "example.org", Verdict.Uncertain)]
    [InlineData("Allow", "198.51.100.7", Verdict.Uncertain)]
    [InlineData("Allow", "db", Verdict.Deny)]
    [InlineData("Deny", "api.example.com", Verdict.Allow)]
    public void Domains_of_a_set_count_in_egress_rules_that_allow(string action, string to, Verdict expected) => Assert.Equal(expected, Decide(
        $"web -> {to} TCP 443",
        "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {name: apis, labels: {net: apis}}\nspec: {allowedEgressDomains: [api.example.com]}\n",
        GlobalNetworkPolicy($"selector: app == 'web'\negress: [{{action: {action}, destination: {{selector: net == 'apis'}}}}{(action == "Deny" ? ", {action: Allow}" : "")}]")));

    [Theory]
    [InlineData("'::/0'", "2001:db8::7 -> db TCP 5432", Verdict.Allow)]
    [InlineData("'::/0'", "198.51.100.7 -> db TCP 5432", Verdict.Deny)]
    [InlineData("0.0.0.0/0", "198.51.100.7 -> db TCP 5432", Verdict.Allow)]
    public void A_set_may_hold_a_whole_family(string net, string flow, Verdict expected) => Assert.Equal(expected, Decide(
        flow,
        $"apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {{name: all, labels: {{net: all}}}}\nspec: {{nets: [{net}]}}\n",
        GlobalNetworkPolicy("selector: app == 'db'\ningress: [{action: Allow, source: {selector: net == 'all'}}]")));

    [Theory]
    [InlineData("203.0.113.7", false, Verdict.Uncertain)]
    [InlineData("web", false, Verdict.Allow)]
    [InlineData("203.0.113.7", true, Verdict.Deny)]
    [InlineData("198.51.100.7", true, Verdict.Allow)]
    public void What_a_threat_feed_fills_is_not_known_but_where_its_set_is_there(string source, bool hasSet, Verdict expected) => Assert.Equal(expected, Decide(
        $"{source} -> db TCP 5432",
        "apiVersion: projectcalico.org/v3\nkind: GlobalThreatFeed\nmetadata: {name: bad}\nspec: {globalNetworkSet: {labels: {feed: bad}}, pull: {http: {url: 'https://example.com'}}}\n",
        GlobalNetworkPolicy("selector: app == 'db'\ningress: [{action: Deny, source: {selector: feed == 'bad' && !has(projectcalico.org/namespace)}}, {action: Allow}]"),
        hasSet ? "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {name: threatfeed.bad, labels: {feed: bad}}\nspec: {nets: [203.0.113.0/24]}\n" : Tier("unused")));

    [Fact]
    public void Http_criteria_are_not_decided() => Assert.Equal(
        Verdict.Uncertain, Decide("web -> db TCP 5432", GlobalNetworkPolicy("selector: app == 'db'\ningress: [{action: Allow, http: {methods: [GET]}}]")));

    [Theory]
    [InlineData("10.0.0.0/16", Verdict.Allow)]
    [InlineData("10.0.0.0/25", Verdict.Uncertain)]
    [InlineData("10.9.0.0/16", Verdict.Deny)]
    public void A_pod_that_a_template_will_make_is_in_a_set_that_holds_wherever_pods_are(string net, Verdict expected) => Assert.Equal(expected, Decide(
        "tool -> db TCP 5432",
        "apiVersion: v1\nkind: Node\nmetadata: {name: n1}\nspec: {podCIDRs: [10.0.0.0/24]}\n",
        "apiVersion: v1\nkind: Node\nmetadata: {name: n2}\nspec: {podCIDRs: [10.0.1.0/24]}\n",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: tool, namespace: shop}\nspec: {template: {metadata: {labels: {app: tool}}, spec: {containers: [{name: c}]}}}\n",
        Rules.Yaml.GlobalNetworkSet("network: pods", "pods").Replace("192.0.2.0/24", net, StringComparison.Ordinal),
        Rules.Yaml.NetworkPolicy("selector: app == 'db'\ningress: [{action: Allow, source: {selector: network == 'pods', namespaceSelector: global()}}]", "default.db", "data")));
}
