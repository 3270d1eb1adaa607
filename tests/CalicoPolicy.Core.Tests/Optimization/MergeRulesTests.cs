using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Optimization;

public sealed class MergeRulesTests
{
    [Fact]
    public void A_grid_of_hosts_and_ports_becomes_one_rule()
    {
        var rules = from host in (string[])["10.0.0.1/32", "10.0.0.2/32", "10.0.0.3/32"]
                    from port in (int[])[80, 443]
                    select $"- {{action: Allow, protocol: TCP, destination: {{nets: [{host}], ports: [{port}]}}}}";
        var policy = Merged($"egress:\n{string.Join('\n', rules)}\n- {{action: Deny}}");
        Assert.Equal(2, policy.Egress.Count);
        Assert.Equal(["10.0.0.1/32", "10.0.0.2/32", "10.0.0.3/32"], policy.Egress[0].Destination.Nets);
        Assert.Equal([new PolicyPort(80), new PolicyPort(443)], policy.Egress[0].Destination.Ports);
    }

    [Fact]
    public void What_rules_say_in_annotations_is_kept()
    {
        var policy = Merged("""
            ingress:
            - {action: Allow, source: {nets: [10.0.0.1/32]}, metadata: {annotations: {why: web, who: me}}}
            - {action: Allow, source: {nets: [10.0.0.2/32]}, metadata: {annotations: {why: shop}}}
            - {action: Allow, source: {nets: [10.0.0.3/32]}}
            - {action: Allow, source: {nets: [10.0.0.4/32]}, metadata: {annotations: {why: web, ticket: "1"}}}
            """);
        Assert.Equal("why=web; shop,who=me,ticket=1", Assert.Single(policy.Ingress).Annotations.ToString());
    }

    [Theory]
    [InlineData("- {action: Allow, source: {nets: [10.0.0.1/32]}}\n- {action: Deny, source: {nets: [10.0.0.0/30]}}\n- {action: Allow, source: {nets: [10.0.0.2/32]}}")]
    [InlineData("- {action: Allow, source: {nets: [10.0.0.1/32]}}\n- {action: Log}\n- {action: Allow, source: {nets: [10.0.0.2/32]}}")]
    [InlineData("- {action: Log, source: {nets: [10.0.0.1/32]}}\n- {action: Log, source: {nets: [10.0.0.2/32]}}")]
    [InlineData("- {action: Allow, source: {nets: [10.0.0.1/32]}}\n- {action: Allow, source: {nets: [\"fd00::1/128\"]}}")]
    [InlineData("- {action: Allow, source: {nets: [10.0.0.1/32]}}\n- {action: Allow, protocol: TCP, source: {nets: [10.0.0.2/32]}}")]
    [InlineData("- {action: Allow, source: {nets: [10.0.0.1/32]}}\n- {action: Allow, ipVersion: 4, source: {nets: [10.0.0.2/32]}}")]
    [InlineData("- {action: Allow, source: {nets: [10.0.0.1/32], selector: app == 'a'}}\n- {action: Allow, source: {nets: [10.0.0.2/32], selector: app == 'b'}}")]
    [InlineData("- {action: Allow, source: {nets: [10.0.0.1/32], notNets: [10.0.0.3/32]}}\n- {action: Allow, source: {nets: [10.0.0.2/32], notNets: [10.0.0.4/32]}}")]
    [InlineData("- {action: Allow, protocol: TCP, source: {nets: [10.0.0.1/32]}, destination: {ports: [80]}}\n- {action: Allow, protocol: TCP, source: {nets: [10.0.0.2/32]}, destination: {ports: [81]}}")]
    [InlineData("- {action: Allow, source: {nets: [10.0.0.1/32]}}\n- {action: Allow}")]
    [InlineData("- {action: Allow, http: {methods: [GET]}, source: {nets: [10.0.0.1/32]}}\n- {action: Allow, source: {nets: [10.0.0.2/32]}}")]
    [InlineData("- {action: Allow, source: {selector: app == 'a'}}\n- {action: Allow, source: {selector: app == 'b'}}")]
    [InlineData("- {action: Allow, source: {nets: [nonsense]}}\n- {action: Allow, source: {nets: [10.0.0.2/32]}}")]
    public void Other_rules_stay_apart(string rules)
    {
        var report = Optimizing.Of(Rules.Yaml.NetworkPolicy($"ingress:\n{rules}"), "MergeRules");
        Assert.Equal(["NetworkPolicy shop/application.web"], report.Lines());
    }

    [Fact]
    public void Twins_are_one_with_their_group()
    {
        var policy = Merged("""
            ingress:
            - {action: Allow, source: {nets: [10.0.0.1/32]}}
            - {action: Allow, source: {nets: [10.0.0.2/32]}}
            - {action: Allow, source: {nets: [10.0.0.1/32]}}
            """);
        Assert.Equal(["10.0.0.1/32", "10.0.0.2/32"], Assert.Single(policy.Ingress).Source.Nets);
    }

    [Fact]
    public void No_list_gets_longer_than_what_Calico_takes()
    {
        var hosts = Enumerable.Range(0, 300).Select(host => $"- {{action: Allow, source: {{nets: [10.0.{host / 256}.{host % 256}/32]}}}}");
        Assert.Equal([256, 44], Merged($"ingress:\n{string.Join('\n', hosts)}").Ingress.Select(rule => rule.Source.Nets.Count));
        var ports = Enumerable.Range(1, 60).Select(port => $"- {{action: Allow, protocol: TCP, destination: {{ports: [{port}]}}}}");
        Assert.Equal([50, 10], Merged($"ingress:\n{string.Join('\n', ports)}").Ingress.Select(rule => rule.Destination.Ports.Count));
    }

    [Fact]
    public void Rules_that_would_need_as_many_rules_stay()
    {
        string Rule(int first) => $"- {{action: Allow, protocol: TCP, destination: {{ports: [{string.Join(", ", Enumerable.Range(first, 30).Select(port => port * 2))}]}}}}";
        var report = Optimizing.Of(Rules.Yaml.NetworkPolicy($"ingress:\n{Rule(1)}\n{Rule(100)}"), "MergeRules");
        Assert.Equal(["NetworkPolicy shop/application.web"], report.Lines());
    }

    private static NetworkPolicy Merged(string spec)
    {
        var report = Optimizing.Of(Rules.Yaml.NetworkPolicy(spec), "MergeRules");
        Assert.Equal(["NetworkPolicy shop/application.web: Proven (MergeRules)"], report.Lines());
        return report.Only<NetworkPolicy>();
    }
}
