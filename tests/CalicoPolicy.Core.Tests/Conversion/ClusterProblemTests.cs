namespace CalicoPolicy.Core.Tests.Conversion;

/// <summary>What the API of ClusterNetworkPolicy would refuse, and Calico's converter takes for something.</summary>
public class ClusterProblemTests
{
    [Theory]
    [InlineData("{tcp: {}, udp: {}}", "", "Deny TCP from namespaces all() to any")]
    [InlineData("{udp: {}, destinationNamedPort: http}", "", "Deny UDP from namespaces all() to any")]
    [InlineData("{tcp: {destinationPort: {}}}", ".tcp.destinationPort", "Deny TCP from namespaces all() to any")]
    [InlineData("{tcp: {destinationPort: {number: 0}}}", ".tcp.destinationPort", "Deny TCP from namespaces all() to any")]
    [InlineData("{tcp: {destinationPort: {number: 1, range: {start: 2, end: 3}}}}", ".tcp.destinationPort", "Deny TCP from namespaces all() to ports 1")]
    [InlineData("{tcp: {destinationPort: {number: 65616}}}", ".tcp.destinationPort.number", "Deny TCP from namespaces all() to ports 80")]
    [InlineData("{tcp: {destinationPort: {range: {end: 3}}}}", ".tcp.destinationPort.range.start", "Deny TCP from namespaces all() to ports 0:3")]
    public void Ports_become_what_Calico_makes_of_them(string protocol, string path, string expected)
    {
        var converted = Converted.ClusterRule("ingress", $"{{action: Deny, from: [{{namespaces: {{}}}}], protocols: [{protocol}]}}");
        Assert.Equal([expected], converted.Rules());
        Assert.Equal([$"$.spec.ingress[0].protocols[0]{path} Reinterpreted"], converted.Effects());
    }

    [Fact]
    public void An_entry_without_a_protocol_is_everything_and_hides_what_follows()
    {
        var converted = Converted.ClusterRule("ingress", "{action: Deny, from: [{namespaces: {}}], protocols: [{tcp: {}}, {}, {destinationNamedPort: 'a b'}]}");
        Assert.Equal(["Deny from namespaces all() to any"], converted.Rules());
        Assert.Equal(["$.spec.ingress[0].protocols[1] Reinterpreted"], converted.Effects());
    }

    [Fact]
    public void A_name_of_digits_matches_nothing()
    {
        var converted = Converted.ClusterRule("ingress", "{action: Deny, from: [{namespaces: {}}], protocols: [{destinationNamedPort: '80'}]}");
        Assert.Empty(converted.Rules());
        Assert.Equal(["$.spec.ingress[0].protocols[0].destinationNamedPort RuleDropped"], converted.Effects());
        Assert.Equal(
            ["Deny from namespaces all() to ports http"],
            Converted.ClusterRule("ingress", "{action: Deny, from: [{namespaces: {}}], protocols: [{destinationNamedPort: '80'}, {destinationNamedPort: http}]}").Rules());
    }

    [Theory]
    [InlineData("ingress", "from", "{namespaces: {matchLabels: {ns: m}}, pods: {podSelector: {matchLabels: {p: p}}}, networks: [10.0.0.0/8]}", Converted.Pods + " && p == 'p'; namespaces all() to any")]
    [InlineData("egress", "to", "{namespaces: {matchLabels: {ns: m}}, networks: [10.0.0.0/8], nodes: {}}", "any to namespaces ns == 'm'; nets 10.0.0.0/8")]
    public void A_peer_with_several_members_becomes_what_Calico_makes_of_it(string direction, string field, string peer, string expected)
    {
        var converted = Converted.ClusterRule(direction, $"{{action: Accept, {field}: [{peer}]}}");
        Assert.Equal([$"Allow from {expected}"], converted.Rules(direction == "ingress" ? "Ingress" : "Egress"));
        Assert.Equal([$"$.spec.{direction}[0].{field}[0] Reinterpreted"], converted.Effects());
    }

    [Fact]
    public void Namespaces_win_over_pods_in_a_subject()
    {
        var converted = Converted.Cluster("tier: Admin\npriority: 1\nsubject: {namespaces: {}, pods: {podSelector: {matchLabels: {a: b}}}}");
        Assert.Equal(Converted.Pods, converted.Policy!.Selector);
        Assert.Equal(["$.spec.subject Reinterpreted"], converted.Effects());
    }

    [Fact]
    public void No_priority_is_0()
    {
        var converted = Converted.Cluster("tier: Admin\nsubject: {namespaces: {}}");
        Assert.Equal(0, converted.Policy!.Order);
        Assert.Equal(["$.spec.priority Reinterpreted"], converted.Effects());
    }

    [Fact]
    public void A_selector_that_Calico_cannot_read_costs_the_policy() =>
        Assert.Null(Converted.ClusterRule("ingress", "{action: Deny, from: [{namespaces: {matchLabels: {a: \"'\"}}}]}").Policy);
}
