using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Conversion;

/// <summary>What calico-dataplane.md 3.7 says of rules, sentence by sentence.</summary>
public class KubernetesRuleTests
{
    private const string Any = "from any to ";

    [Fact]
    public void Protocols_are_the_outer_loop_in_sorted_order_and_peers_the_inner_one() => Assert.Equal(
        [
            $"Allow SCTP from {Converted.Pods}; namespaces a == 'a' to ports 3", "Allow SCTP from nets 10.0.0.0/8 to ports 3",
            $"Allow TCP from {Converted.Pods}; namespaces a == 'a' to ports 1", "Allow TCP from nets 10.0.0.0/8 to ports 1",
            $"Allow UDP from {Converted.Pods}; namespaces a == 'a' to ports 2", "Allow UDP from nets 10.0.0.0/8 to ports 2",
        ],
        Converted.Kubernetes("""
            ingress:
            - from: [{namespaceSelector: {matchLabels: {a: a}}}, {ipBlock: {cidr: 10.0.0.0/8}}]
              ports: [{port: 2, protocol: UDP}, {port: 1, protocol: TCP}, {port: 3, protocol: SCTP}]
            """).Rules());

    [Fact]
    public void Each_rule_knows_the_peer_or_rule_that_it_comes_from()
    {
        var converted = Converted.Kubernetes("""
            ingress:
            - {}
            - from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8}}]
              ports: [{port: 2, protocol: UDP}, {port: 1}]
            egress:
            - to: [{podSelector: {}}]
            """);
        Assert.Equal(
            ["$.spec.ingress[0]", "$.spec.ingress[1].from[0]", "$.spec.ingress[1].from[1]", "$.spec.ingress[1].from[0]", "$.spec.ingress[1].from[1]"],
            converted.PathsOf(PolicyType.Ingress).Select(path => path.ToString()));
        Assert.Equal(["$.spec.egress[0].to[0]"], converted.PathsOf(PolicyType.Egress).Select(path => path.ToString()));
    }

    [Theory]
    [InlineData("{}", "Allow from any to any")]
    [InlineData("{ports: [{port: 80}]}", "Allow TCP " + Any + "ports 80")]
    public void Without_peers_there_is_one_rule_without_a_source_and_without_ports_one_without_a_protocol(string rule, string expected) =>
        Assert.Equal([expected], Converted.Kubernetes($"ingress: [{rule}]").Rules());

    [Theory]
    [InlineData("[{port: http}, {port: 82}, {port: dns}, {port: 80}, {port: 81}, {port: 9000}]", "http,dns,80:82,9000")]
    [InlineData("[{port: 81, endPort: 90}, {port: 4}, {port: 80, endPort: 82}, {port: 3}]", "3:4,80:90")]
    [InlineData("[{port: 1}, {port: 1}]", "1")]
    [InlineData("[{port: 1, endPort: 100}, {port: 5}, {port: 50, endPort: 60}, {port: 101}]", "1:101")]
    [InlineData("[{port: 65535}, {port: 1, endPort: 65534}]", "1:65535")]
    [InlineData("[{port: 80}, {port: http}]", "80,http")]
    [InlineData("[{port: http}, {port: http}]", "http,http")]
    [InlineData("[{port: 5, endPort: 6}, {port: http}]", "http,5:6")]
    [InlineData("[{port: 5, endPort: 5}, {port: http}]", "5,http")]
    public void Ports_of_a_protocol_are_merged_names_first_numbers_sorted_and_joined_where_there_are_two(string ports, string expected) =>
        Assert.Equal(expected, string.Join(',', Assert.Single(Converted.Kubernetes($"ingress: [{{ports: {ports}}}]").Policy!.Ingress).Destination.Ports));

    [Fact]
    public void A_port_without_a_protocol_is_TCP() =>
        Assert.Equal(Protocol.Tcp, Converted.Kubernetes("ingress: [{ports: [{port: 80}]}]").Policy!.Ingress[0].Protocol);

    [Theory]
    [InlineData("[{protocol: UDP}]", "Allow UDP from any to any")]
    [InlineData("[{}]", "Allow TCP from any to any")]
    [InlineData("[{port: 80}, {protocol: TCP}, {port: 81}]", "Allow TCP from any to any")]
    [InlineData("[{protocol: TCP}, {port: 81}]", "Allow TCP from any to any")]
    public void An_entry_without_a_number_is_all_ports_of_its_protocol_and_wins(string ports, string expected) =>
        Assert.Equal([expected], Converted.Kubernetes($"ingress: [{{ports: {ports}}}]").Rules());

    [Theory]
    [InlineData("{cidr: 10.1.2.3/8, except: [10.9.8.7/16, 10.2.0.0/24]}", "10.0.0.0/8", "10.9.0.0/16,10.2.0.0/24")]
    [InlineData("{cidr: '2001:DB8::1/32'}", "2001:db8::/32", "")]
    [InlineData("{cidr: 10.1.2.3/08}", "10.0.0.0/8", "")]
    [InlineData("{cidr: 10.1.2.3/00}", "0.0.0.0/0", "")]
    [InlineData("{cidr: '::ffff:10.1.2.3/104'}", "10.0.0.0/8", "")]
    [InlineData("{cidr: '::ffff:10.1.2.3/80'}", "::/80", "")]
    public void IpBlock_is_nets_and_except_is_notNets_masked(string block, string nets, string notNets)
    {
        var source = Converted.Kubernetes($"ingress: [{{from: [{{ipBlock: {block}}}]}}]").Policy!.Ingress[0].Source;
        Assert.Equal((nets, notNets), (string.Join(',', source.Nets), string.Join(',', source.NotNets)));
        Assert.Null(source.Selector);
        Assert.Null(source.NamespaceSelector);
    }

    [Fact]
    public void EndPort_makes_a_range() => Assert.Equal([$"Allow UDP {Any}ports 5000:5010"],
        Converted.Kubernetes("ingress: [{ports: [{port: 5000, endPort: 5010, protocol: UDP}]}]").Rules());

    [Theory]
    [InlineData("{port: 80, endPort: 79}", "endPort")]
    [InlineData("{port: http, endPort: 80}", "endPort")]
    [InlineData("{port: 80, endPort: 65536}", "endPort")]
    [InlineData("{port: 80, endPort: -1}", "endPort")]
    [InlineData("{port: 65536}", "port")]
    [InlineData("{port: '99999999999999999999'}", "port")]
    [InlineData("{port: ''}", "port")]
    [InlineData("{port: 'a b'}", "port")]
    public void A_rule_that_fails_to_convert_is_dropped_and_reported(string port, string field)
    {
        var converted = Converted.Kubernetes($"ingress: [{{ports: [{{port: 1}}, {port}]}}, {{ports: [{{port: 2}}]}}]");
        Assert.Equal([$"Allow TCP {Any}ports 2"], converted.Rules());
        Assert.Equal([$"$.spec.ingress[0].ports[1].{field} RuleDropped"], converted.Effects());
        Assert.Equal(["$.spec.ingress[1]"], converted.IngressPaths.Select(path => path.ToString()));
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0")]
    [InlineData("010.0.0.0/8")]
    [InlineData("10.0.0.0/")]
    [InlineData("fe80::1%eth0/64")]
    public void An_unparseable_ipBlock_gives_an_empty_match(string cidr)
    {
        var converted = Converted.Kubernetes($"ingress: [{{from: [{{ipBlock: {{cidr: '{cidr}', except: [10.1.0.0/16]}}}}], ports: [{{port: 80}}]}}]");
        Assert.Equal([$"Allow TCP {Any}ports 80"], converted.Rules());
        Assert.Equal(["$.spec.ingress[0].from[0].ipBlock.cidr PeerIsAnyone"], converted.Effects());
    }

    [Fact]
    public void An_unparseable_hole_is_passed_over_with_those_after_it()
    {
        var converted = Converted.Kubernetes("ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16, x, 10.2.0.0/16]}}]}]");
        Assert.Equal(["Allow from nets 10.0.0.0/8; not nets 10.1.0.0/16 to any"], converted.Rules());
        Assert.Equal(["$.spec.ingress[0].from[0].ipBlock.except[1] Reinterpreted"], converted.Effects());
    }

    [Fact]
    public void Ports_are_on_the_destination_in_both_directions()
    {
        var converted = Converted.Kubernetes("""
            ingress: [{from: [{podSelector: {}}], ports: [{port: 80}]}]
            egress: [{to: [{podSelector: {}}], ports: [{port: 80}]}]
            """);
        Assert.Equal([$"Allow TCP from {Converted.Pods} to ports 80"], converted.Rules());
        Assert.Equal([$"Allow TCP from any to {Converted.Pods}; ports 80"], converted.Rules("Egress"));
    }
}
