using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Dataplane;

/// <summary>What single rules and chains cost: the figures of calico-dataplane.md 4.2, counted by hand.</summary>
public class RuleCostTests
{
    private static readonly PolicyRule Log = new() { Action = PolicyAction.Log };

    [Theory]
    [InlineData("Allow", 1)]
    [InlineData("Pass", 1)]
    [InlineData("Deny", 2)]
    [InlineData("Log", 1)]
    public void The_last_rule_of_a_chain_needs_no_return(string action, long rules) => Assert.Equal(rules, Costing.Chain([new() { Action = new(action) }]));

    [Theory]
    [InlineData("Allow", 2)]
    [InlineData("Deny", 3)]
    [InlineData("Log", 1)]
    public void Flow_logs_take_a_rule_more_of_what_decides(string action, long rules) =>
        Assert.Equal(rules, Costing.Chain([new() { Action = new(action) }], Costing.IPv4 with { LogsFlows = true }));

    [Fact]
    public void A_chain_without_rules_has_a_comment() => Assert.Equal(1, Costing.Chain([]));

    // Setting a mark and returning are two, the log behind them one.
    [Theory]
    [InlineData("80", 3)]
    [InlineData("1:15", 3)]
    [InlineData("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15", 3)]
    [InlineData("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16", 3 + 1 + 2)]
    [InlineData("1:2,3:4,5:6,7:8,9:10,11:12,13:14,15", 3)]
    [InlineData("1:2,3:4,5:6,7:8,9:10,11:12,13:14,15:16", 3 + 1 + 2)]
    [InlineData("http", 3)]
    [InlineData("http,80", 3 + 1 + 2)]
    [InlineData("http,https,metrics", 3 + 1 + 3)]
    public void Ports_are_matched_by_fifteen(string ports, long rules)
    {
        PolicyPort[] list = [.. ports.Split(',').Select(port => new PolicyPort(port))];
        Assert.Equal(rules, Costing.Chain([new() { Action = PolicyAction.Allow, Protocol = Protocol.Tcp, Destination = new() { Ports = list } }, Log]));
        Assert.Equal(rules, Costing.Chain([new() { Action = PolicyAction.Allow, Protocol = Protocol.Tcp, Source = new() { Ports = list } }, Log]));
        Assert.Equal(3, Costing.Chain([new() { Action = PolicyAction.Allow, Protocol = Protocol.Tcp, Destination = new() { NotPorts = list } }, Log]));
    }

    [Theory]
    [InlineData(0, 0, 3)]
    [InlineData(1, 0, 3)]
    [InlineData(2, 0, 3 + 1 + 2)]
    [InlineData(0, 1, 3)]
    [InlineData(0, 2, 3 + 1 + 2)]
    [InlineData(1, 1, 3 + 1 + 1)]
    [InlineData(2, 1, 3 + 1 + 2)]
    [InlineData(2, 2, 3 + 1 + 2 + 2)]
    public void Blocks_of_a_side_are_one_or_a_block_of_rules(int nets, int notNets, long rules)
    {
        var peer = new PolicyPeer { Nets = Nets(nets), NotNets = [.. Nets(notNets).Select(net => net.Replace("10.", "10.1.", StringComparison.Ordinal).Replace(".0.0/24", ".0/24", StringComparison.Ordinal))] };
        Assert.Equal(rules, Costing.Chain([new() { Action = PolicyAction.Deny, Source = peer }, Log]));
        Assert.Equal(rules, Costing.Chain([new() { Action = PolicyAction.Deny, Destination = peer }, Log]));
    }

    [Fact]
    public void Later_blocks_take_a_rule_to_add_up()
    {
        var rule = new PolicyRule { Action = PolicyAction.Allow, Source = new() { Nets = Nets(3) }, Destination = new() { Nets = Nets(4) } };
        Assert.Equal(1 + 3 + (4 + 1) + 2 + 1, Costing.Chain([rule, Log]));
        var ports = rule with { Protocol = Protocol.Tcp, Destination = rule.Destination with { Ports = [new("a"), new("b")] } };
        Assert.Equal(1 + 2 + (3 + 1) + (4 + 1) + 2 + 1, Costing.Chain([ports, Log]));
    }

    [Fact]
    public void The_worst_single_rule_is_some_530()
    {
        var ports = Enumerable.Range(1, 50).Select(port => new PolicyPort(port * 10)).ToList();
        var rule = new PolicyRule
        {
            Action = PolicyAction.Allow,
            Protocol = Protocol.Tcp,
            Source = new() { Nets = Nets(256), Ports = ports },
            Destination = new() { Nets = Nets(256), Ports = ports },
        };
        Assert.Equal(1 + 4 + (4 + 1) + (256 + 1) + (256 + 1) + 1, Costing.Chain([rule]));
    }

    [Fact]
    public void A_rule_with_blocks_of_one_family_is_not_there_in_the_other()
    {
        PolicyRule[] rules = [new() { Action = PolicyAction.Deny, Source = new() { Nets = ["10.0.0.0/8"] } }];
        Assert.Equal(2, Costing.Chain(rules, Costing.IPv4));
        Assert.Equal(1, Costing.Chain(rules, new() { HasIPv4 = false }));
        Assert.Equal(3, Costing.Chain(rules, new()));
        Assert.Equal(1, Costing.Chain([new() { Action = PolicyAction.Deny, Protocol = Protocol.IcmpV6 }]));
        Assert.Equal(2, Costing.Chain([new() { Action = PolicyAction.Deny, Protocol = new(58) }]));
        Assert.Equal(1, Costing.Chain([new() { Action = PolicyAction.Deny, IPVersion = 6 }]));
        Assert.Equal(1, Costing.Chain([new() { Action = PolicyAction.Deny, Destination = new() { NotNets = ["0.0.0.0/0"] } }]));
    }

    [Fact]
    public void An_untracked_rule_is_not_logged()
    {
        var policy = new GlobalNetworkPolicy { Metadata = new() { Name = "p" }, DoNotTrack = true, ApplyOnForward = true, Types = [PolicyType.Ingress], Ingress = [new() { Action = PolicyAction.Deny }] };
        var host = new HostEndpoint { Metadata = new() { Name = "h" }, Node = "n1", InterfaceName = "eth0" };
        Assert.Equal(2, Assert.Single(Costing.Of([host, policy], Costing.IPv4 with { LogsFlows = true }).Policies).Rules);
    }

    private static IReadOnlyList<string> Nets(int count) => [.. Enumerable.Range(0, count).Select(net => $"10.{net}.0.0/24")];
}
