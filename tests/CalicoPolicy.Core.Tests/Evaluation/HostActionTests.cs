using CalicoPolicy.Core.Evaluation;
using static CalicoPolicy.Core.Tests.Evaluation.Evaluating;
using static CalicoPolicy.Core.Tests.Rules.Yaml;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>What a pod reaches on its own host, and which ports of hosts stay open: what Felix is told (decision 6; felix/rules/static.go).</summary>
public class HostActionTests
{
    private const string ToOwnHost = "web -> 192.0.2.1 TCP 9000";
    private const string Node = "apiVersion: v1\nkind: Node\nmetadata: {name: n1, labels: {edge: 'yes'}}\nspec: {}\nstatus: {addresses: [{type: InternalIP, address: 192.0.2.1}]}\n";
    private const string Operator = "apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: {name: default}\nspec: {}\n";

    [Theory]
    [InlineData("ACCEPT", Verdict.Allow)]
    [InlineData("drop", Verdict.Deny)]
    [InlineData("Return", Verdict.Uncertain)]
    [InlineData("nonsense", Verdict.Uncertain)]
    public void The_environment_of_Felix_says_it(string action, Verdict expected) => Assert.Equal(expected, Decide(ToOwnHost, Node, Agents(action), Felix("default", "Drop")));

    [Fact]
    public void The_operator_sets_accept() => Assert.Equal(Verdict.Allow, Decide(ToOwnHost, Node, Operator, Felix("default", "Drop")));

    [Fact]
    public void Without_the_environment_nobody_knows() => Assert.Equal(Verdict.Uncertain, Decide(ToOwnHost, Node, Felix("default", "Accept")));

    [Fact]
    public void Agents_that_differ_say_nothing() =>
        Assert.Equal(Verdict.Uncertain, Decide(ToOwnHost, Node, Agents("ACCEPT"), Agents("DROP").Replace("name: calico-node, namespace", "name: other, namespace", StringComparison.Ordinal)));

    [Fact]
    public void Where_the_environment_says_nothing_the_configuration_of_the_node_counts_before_that_of_all()
    {
        Assert.Equal(Verdict.Deny, Decide(ToOwnHost, Node, Agents(null)));
        Assert.Equal(Verdict.Allow, Decide(ToOwnHost, Node, Agents(null), Felix("default", "Accept")));
        Assert.Equal(Verdict.Deny, Decide(ToOwnHost, Node, Agents(null), Felix("default", "Accept"), Felix("node.n1", "Drop")));
        Assert.Equal(Verdict.Allow, Decide(ToOwnHost, Node, Agents(null), Felix("default", "Accept"), Felix("node.n2", "Drop")));
    }

    [Fact]
    public void Of_a_configuration_that_selects_nodes_it_is_not_sure_that_it_counts()
    {
        Assert.Equal(Verdict.Uncertain, Decide(ToOwnHost, Node, Agents(null), Felix("edges", "Accept", "nodeSelector: has(edge)")));
        Assert.Equal(Verdict.Deny, Decide(ToOwnHost, Node, Agents(null), Felix("edges", "Accept", "nodeSelector: has(gpu)")));
        Assert.Equal(Verdict.Deny, Decide(ToOwnHost, Node, Agents(null), Felix("edges", "Drop", "nodeSelector: has(edge)")));
    }

    [Fact]
    public void Of_files_that_are_not_all_only_what_nothing_can_change_counts()
    {
        Assert.Equal(Verdict.Uncertain, Trace(ToOwnHost, PolicyView.Enforced, isComplete: false, Node, Agents(null), Felix("default", "Accept")).Verdict);
        Assert.Equal(Verdict.Allow, Trace(ToOwnHost, PolicyView.Enforced, isComplete: false, Node, Agents(null), Felix("node.n1", "Accept")).Verdict);
        Assert.Equal(Verdict.Allow, Trace(ToOwnHost, PolicyView.Enforced, isComplete: false, Node, Agents("ACCEPT")).Verdict);
    }

    [Fact]
    public void Policies_of_the_pod_count_and_those_of_the_host_do_not()
    {
        Assert.Equal(Verdict.Deny, Decide(ToOwnHost, Node, Operator, NetworkPolicy("types: [Egress]", "p", "shop")));
        var host = "apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {name: node, labels: {role: node}}\nspec: {node: n1, interfaceName: eth0, expectedIPs: [192.0.2.1]}\n";
        Assert.Equal(Verdict.Allow, Decide(ToOwnHost, host, Operator, GlobalNetworkPolicy("selector: role == 'node'\ntypes: [Ingress]")));
        Assert.Equal(Verdict.Deny, Decide("db -> 192.0.2.1 TCP 9000", host, Operator, GlobalNetworkPolicy("selector: role == 'node'\ntypes: [Ingress]")));
    }

    [Theory]
    [InlineData("ICMPv6 135/0", Verdict.Allow)]
    [InlineData("ICMPv6 128/0", Verdict.Deny)]
    [InlineData("ICMPv6", Verdict.Uncertain)]
    public void Neighbours_find_each_other_whatever_policy_says(string traffic, Verdict expected)
    {
        var node = Node.Replace("192.0.2.1", "'2001:db8::1'", StringComparison.Ordinal);
        Assert.Equal(expected, Decide($"web -> 2001:db8::1 {traffic}", node, Agents("DROP"), NetworkPolicy("types: [Egress]", "p", "shop")));
    }

    [Theory]
    [InlineData("UDP 4789", Verdict.Uncertain)]
    [InlineData("UDP 4790", Verdict.Allow)]
    [InlineData("4", Verdict.Uncertain)]
    public void Packets_of_tunnels_may_be_dropped(string traffic, Verdict expected) => Assert.Equal(expected, Decide($"web -> 192.0.2.1 {traffic}", Node, Operator));

    [Theory]
    [InlineData("203.0.113.7 -> node TCP 22", Verdict.Deny)]
    [InlineData("203.0.113.7 -> node TCP 2222", Verdict.Deny)]
    [InlineData("198.51.100.7 -> node TCP 2222", Verdict.Allow)]
    [InlineData("198.51.100.7 -> node TCP", Verdict.Uncertain)]
    [InlineData("203.0.113.7 -> node TCP", Verdict.Deny)]
    [InlineData("2001:db8::7 -> node TCP 2222", Verdict.Deny)]
    [InlineData("node -> 203.0.113.7 UDP 53", Verdict.Deny)]
    public void Ports_that_stay_open_are_those_that_Felix_is_told(string flow, Verdict expected) => Assert.Equal(
        expected,
        Decide(
            flow,
            "apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {name: node, labels: {role: node}}\nspec: {node: n1, interfaceName: eth0, expectedIPs: [192.0.2.1, '2001:db8::1']}\n",
            "apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: {name: default}\nspec: {failsafeInboundHostPorts: [{protocol: TCP, port: 2222, net: 198.51.100.0/24}], failsafeOutboundHostPorts: []}\n",
            GlobalNetworkPolicy("selector: role == 'node'\ntypes: [Ingress, Egress]")));

    private static string Felix(string name, string action, string more = "") =>
        $"apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: {{name: {name}}}\nspec: {{defaultEndpointToHostAction: {action}{(more.Length == 0 ? "" : ", " + more)}}}\n";

    private static string Agents(string? action) => "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: calico-node, namespace: kube-system}\nspec: {template: {metadata: {}, spec: {hostNetwork: true, containers: [{name: calico-node"
        + (action is null ? "" : $", env: [{{name: FELIX_DEFAULTENDPOINTTOHOSTACTION, value: {action}}}]") + "}]}}}\n";
}
