using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>Lists of rules that hold the same with fewer items.</summary>
public sealed class CollapsingTests
{
    [Theory]
    [InlineData("10.0.0.0/25, 10.0.0.128/25", "10.0.0.0/24")]
    [InlineData("10.0.0.1, 10.0.0.0/24", "10.0.0.0/24")]
    [InlineData("192.0.2.0/24, 10.0.0.1/8, 10.1.0.0/16", "192.0.2.0/24, 10.0.0.1/8")]
    [InlineData("10.0.0.1, 192.0.2.7, 10.0.0.1", "10.0.0.1, 192.0.2.7")]
    [InlineData("10.0.0.1, 10.0.0.1/32", "10.0.0.1")]
    [InlineData("10.0.0.3, 192.0.2.0/24, 10.0.0.2, 10.0.0.0/31", "10.0.0.0/30, 192.0.2.0/24")]
    [InlineData("0.0.0.0/0, 10.0.0.0/8", "0.0.0.0/0")]
    public void Blocks_are_collapsed_where_the_first_of_them_stood(string nets, string expected)
    {
        var policy = Changed($"- {{action: Allow, source: {{nets: [{nets}]}}}}", "CollapseNets");
        Assert.Equal(expected.Split(", "), policy.Ingress[0].Source.Nets);
        Assert.Equal(expected.Split(", "), Changed($"- {{action: Allow, source: {{notNets: [{nets}]}}}}", "CollapseNets").Ingress[0].Source.NotNets);
    }

    [Theory]
    [InlineData("10.0.0.0/24, 10.0.2.0/24")]
    [InlineData("10.0.1.0/24, 10.0.2.0/24")]
    [InlineData("0.0.0.0/1, 128.0.0.0/1")]
    [InlineData("\"fd00::/1\", \"8000::/1\", \"::/1\"")]
    [InlineData("10.0.0.1, 10.0.0.1, nonsense")]
    [InlineData("\"::ffff:10.0.0.1\", 10.0.0.1")]
    [InlineData("10.0.0.1")]
    public void Other_lists_of_blocks_stay(string nets) => Stays($"- {{action: Allow, source: {{nets: [{nets}]}}}}", "CollapseNets");

    [Theory]
    [InlineData("80, 81, 82", "80:82")]
    [InlineData("443, 80, 80:90", "443, 80:90")]
    [InlineData("80, 443, 80", "80, 443")]
    [InlineData("\"8000:8099\", \"8100:8199\"", "8000:8199")]
    [InlineData("http, 80, http", "http, 80")]
    [InlineData("\"1:65535\", 80", "1:65535")]
    [InlineData("\"1:100\", \"50:200\", 300", "1:200, 300")]
    public void Ports_are_collapsed_where_the_first_of_them_stood(string ports, string expected)
    {
        var policy = Changed($"- {{action: Allow, protocol: TCP, destination: {{ports: [{ports}]}}}}", "CollapsePorts");
        Assert.Equal(expected.Split(", "), policy.Ingress[0].Destination.Ports.Select(port => port.ToString()));
        var not = Changed($"- {{action: Allow, protocol: TCP, destination: {{notPorts: [{ports}]}}}}", "CollapsePorts");
        Assert.Equal(expected.Split(", "), not.Ingress[0].Destination.NotPorts.Select(port => port.ToString()));
    }

    [Theory]
    [InlineData("80, 81")]
    [InlineData("80, 82")]
    [InlineData("http, 80")]
    [InlineData("80, 80, \"90:85\"")]
    [InlineData("80, 80, 70000")]
    public void Other_lists_of_ports_stay(string ports) => Stays($"- {{action: Allow, protocol: TCP, destination: {{ports: [{ports}]}}}}", "CollapsePorts");

    [Fact]
    public void What_stands_in_a_list_twice_goes()
    {
        var given = new NetworkPolicy
        {
            Metadata = new() { Name = "x", Namespace = "shop" },
            Egress =
            [
                new() { Action = PolicyAction.Allow, Destination = new() { Domains = ["a.example.com", "b.example.com", "A.example.com"] } },
                new() { Action = PolicyAction.Allow, Destination = new() { ServiceAccounts = new() { Names = ["x", "y", "x"], Selector = "all()" } } },
            ],
        };
        var report = PolicyOptimizer.Optimize([given], new() { Include = ["RemoveDuplicates"] }, TestContext.Current.CancellationToken);
        var policy = report.Only<NetworkPolicy>();
        Assert.Equal(["a.example.com", "b.example.com"], policy.Egress[0].Destination.Domains);
        Assert.Equal(new() { Names = ["x", "y"], Selector = "all()" }, policy.Egress[1].Destination.ServiceAccounts);
    }

    private static NetworkPolicy Changed(string rule, string rewrite)
    {
        var report = Optimizing.Of(Rules.Yaml.NetworkPolicy($"ingress:\n{rule}"), rewrite);
        Assert.Equal([$"NetworkPolicy shop/application.web: Proven ({rewrite})"], report.Lines());
        return report.Only<NetworkPolicy>();
    }

    private static void Stays(string rule, string rewrite) =>
        Assert.Equal(["NetworkPolicy shop/application.web"], Optimizing.Of(Rules.Yaml.NetworkPolicy($"ingress:\n{rule}"), rewrite).Lines());
}
