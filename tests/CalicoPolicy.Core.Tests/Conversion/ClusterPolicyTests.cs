using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Conversion;

/// <summary>What calico-dataplane.md 3.8 says, sentence by sentence.</summary>
public class ClusterPolicyTests
{
    private const string All = "namespaces all()";

    [Theory]
    [InlineData("Admin", "kube-admin")]
    [InlineData("Baseline", "kube-baseline")]
    public void Tier_Admin_is_kube_admin_and_Baseline_kube_baseline_and_order_is_the_priority(string tier, string expected)
    {
        var converted = Converted.Cluster($"tier: {tier}\npriority: 7\nsubject: {{namespaces: {{}}}}");
        var policy = Assert.IsType<GlobalNetworkPolicy>(converted.Policy);
        Assert.Equal((expected, 7, "web", null), (policy.DeclaredTier, policy.Order, policy.Name, policy.Namespace));
        Assert.Empty(converted.Problems);
    }

    [Theory]
    [InlineData("namespaces: {}", "all()", "")]
    [InlineData("namespaces: {matchLabels: {a: b}}", "a == 'b'", "")]
    [InlineData("pods: {namespaceSelector: {}, podSelector: {}}", "all()", "")]
    [InlineData("pods: {podSelector: {matchLabels: {a: b}}}", "all()", " && a == 'b'")]
    [InlineData("pods: {namespaceSelector: {matchLabels: {ns: m}}}", "ns == 'm'", "")]
    public void The_subject_is_namespaceSelector_and_selector_with_the_orchestrator(string subject, string namespaces, string pods)
    {
        var policy = (GlobalNetworkPolicy)Converted.Cluster($"tier: Admin\npriority: 1\nsubject: {{{subject}}}").Policy!;
        Assert.Equal((namespaces, Converted.Pods + pods), (policy.NamespaceSelector, policy.Selector));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("ingress: [{action: Deny, from: [{namespaces: {}}]}]", "Ingress")]
    [InlineData("egress: [{action: Deny, to: [{namespaces: {}}]}]", "Egress")]
    [InlineData("egress: [{action: Deny, to: [{namespaces: {}}]}]\ningress: [{action: Pass, from: [{namespaces: {}}]}]", "Ingress,Egress")]
    [InlineData("ingress: [{action: Accept, from: [{nodes: {}}]}]", "")]
    public void Types_are_the_directions_that_have_rules_in_the_end(string rules, string types) => Assert.Equal(
        types, string.Join(',', Converted.Cluster($"tier: Admin\npriority: 1\nsubject: {{namespaces: {{}}}}\n{rules}").Policy!.DeclaredTypes));

    [Theory]
    [InlineData("Accept", "Allow")]
    [InlineData("Deny", "Deny")]
    [InlineData("Pass", "Pass")]
    public void Accept_is_Allow_and_Deny_and_Pass_stay(string action, string expected) => Assert.Equal(
        [$"{expected} from {All} to any"], Converted.ClusterRule("ingress", $"{{action: {action}, from: [{{namespaces: {{}}}}]}}").Rules());

    [Theory]
    [InlineData("Accept", "RuleDropped")]
    [InlineData("Deny", "RuleDeniesAll")]
    [InlineData("Pass", "RuleDeniesAll")]
    public void A_rule_that_fails_becomes_deny_all_unless_it_accepts(string action, string effect)
    {
        string[] kept = effect == "RuleDropped" ? [] : ["Deny from any to any"];
        foreach (var (rule, path) in new[]
        {
            ("from: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {range: {start: 9, end: 8}}}}]", "protocols[0].tcp.destinationPort.range"),
            ("from: [{namespaces: {}}], protocols: [{destinationNamedPort: 'a b'}]", "protocols[0].destinationNamedPort"),
            ("from: [{namespaces: {}}, {networks: [10.0.0.0/8]}]", "from[1]"),
        })
        {
            var converted = Converted.ClusterRule("ingress", $"{{name: first, action: {action}, {rule}}}");
            Assert.Equal(kept, converted.Rules());
            Assert.Equal([$"$.spec.ingress[0].{path} {effect}"], converted.Effects());
            Assert.Equal(kept.Select(_ => "$.spec.ingress[0]"), converted.IngressPaths.Select(place => place.ToString()));
            Assert.All(converted.Policy!.Ingress, deny => Assert.Equal(new() { Action = PolicyAction.Deny }, deny));
        }
    }

    [Theory]
    [InlineData("{nodes: {}}", "to[0]")]
    [InlineData("{domainNames: [a.example]}", "to[0]")]
    [InlineData("{}", "to[0]")]
    [InlineData("{networks: [10.0.0.0/8, 10.0.0.0]}", "to[0].networks[1]")]
    public void So_does_an_egress_rule_with_a_peer_that_Calico_does_not_know(string peer, string path)
    {
        var converted = Converted.ClusterRule("egress", $"{{action: Deny, to: [{peer}]}}");
        Assert.Equal(["Deny from any to any"], converted.Rules("Egress"));
        Assert.Equal([$"$.spec.egress[0].{path} RuleDeniesAll"], converted.Effects());
    }

    [Theory]
    [InlineData("{action: Allow, from: [{namespaces: {}}]}", "action")]
    [InlineData("{from: [{namespaces: {}}]}", "action")]
    [InlineData("{action: Deny}", "from")]
    [InlineData("{action: Accept}", "from")]
    public void An_unknown_action_or_no_peers_cost_the_rule(string rule, string field)
    {
        var converted = Converted.ClusterRule("ingress", rule);
        Assert.Empty(converted.Policy!.Ingress);
        Assert.Equal([$"$.spec.ingress[0].{field} RuleDropped"], converted.Effects());
    }

    [Fact]
    public void The_rules_name_is_the_annotation_name()
    {
        var rules = Converted.ClusterRule("ingress", "{name: all of them, action: Deny, from: [{namespaces: {}}, {pods: {}}]}").Policy!.Ingress;
        Assert.Equal(2, rules.Count);
        Assert.All(rules, rule => Assert.Equal(LabelMap.Of([new("name", "all of them")]), rule.Annotations));
        Assert.Null(Converted.ClusterRule("ingress", "{action: Deny, from: [{namespaces: {}}]}").Policy!.Ingress[0].Metadata);
    }

    [Theory]
    [InlineData("{destinationNamedPort: http}", "Deny from namespaces all() to ports http")]
    [InlineData("{tcp: {}}", "Deny TCP from namespaces all() to any")]
    [InlineData("{udp: {destinationPort: {number: 53}}}", "Deny UDP from namespaces all() to ports 53")]
    [InlineData("{sctp: {destinationPort: {range: {start: 1, end: 9}}}}", "Deny SCTP from namespaces all() to ports 1:9")]
    public void Named_ports_have_no_protocol_and_the_others_theirs(string protocol, string expected) =>
        Assert.Equal([expected], Converted.ClusterRule("ingress", $"{{action: Deny, from: [{{namespaces: {{}}}}], protocols: [{protocol}]}}").Rules());

    [Fact]
    public void Protocols_are_the_outer_loop_names_first_and_peers_the_inner_one() => Assert.Equal(
        [
            $"Pass from any to {All}; ports http,dns", "Pass from any to nets 10.0.0.0/8,192.0.2.0/24; ports http,dns",
            $"Pass TCP from any to {All}; ports 80:82", "Pass TCP from any to nets 10.0.0.0/8,192.0.2.0/24; ports 80:82",
            $"Pass UDP from any to {All}", "Pass UDP from any to nets 10.0.0.0/8,192.0.2.0/24",
        ],
        Converted.ClusterRule("egress", """
            {action: Pass, to: [{namespaces: {}}, {networks: [10.1.2.3/8, 192.0.2.0/24]}], protocols: [
              {udp: {destinationPort: {number: 53}}}, {udp: {}}, {tcp: {destinationPort: {range: {start: 81, end: 82}}}},
              {destinationNamedPort: http}, {tcp: {destinationPort: {number: 80}}}, {destinationNamedPort: dns}]}
            """.ReplaceLineEndings(" ")).Rules("Egress"));

    [Theory]
    [InlineData("priority: 1\nsubject: {namespaces: {}}", "tier")]
    [InlineData("tier: admin\npriority: 1\nsubject: {namespaces: {}}", "tier")]
    [InlineData("tier: Admin\npriority: 1", "subject")]
    [InlineData("tier: Admin\npriority: 1\nsubject: {}", "subject")]
    public void An_unknown_tier_or_no_subject_cost_the_policy(string spec, string field)
    {
        var converted = Converted.Cluster(spec);
        Assert.Null(converted.Policy);
        Assert.Equal([$"$.spec.{field} PolicyIgnored"], converted.Effects());
    }
}
