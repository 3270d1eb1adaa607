using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>Rules that decide nothing are taken out, but for those that are likely a mistake.</summary>
public class RemoveDeadRulesTests
{
    private const string Rewrite = "RemoveDeadRules";

    [Fact]
    public void Rules_that_others_cover_go_proven()
    {
        var report = Optimizing.Of(
            Policy("{action: Allow, source: {nets: [10.0.0.0/9]}}", "{action: Allow, source: {nets: [10.128.0.0/9]}}", "{action: Deny, source: {nets: [10.2.0.0/16]}}", "{action: Allow, protocol: TCP}"), Rewrite);
        Assert.Equal(Equivalence.Proven, report.Equivalence);
        Assert.Equal(["Allow", "Allow", "Allow"], report.Only<NetworkPolicy>().Ingress.Select(rule => rule.Action.Text));
    }

    [Fact]
    public void Without_the_last_rule_of_a_direction_the_types_are_as_before()
    {
        var policies = Rules.Yaml.Documents(
            Rules.Yaml.GlobalNetworkPolicy("order: 1\ntypes: [Egress]\negress: [{action: Allow, protocol: TCP, destination: {ports: ['1:1000']}}]", "first"),
            Rules.Yaml.NetworkPolicy("order: 2\negress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]", "second"));
        var changed = Optimizing.Of(policies, Rewrite).Only<NetworkPolicy>();
        Assert.Empty(changed.Egress);
        Assert.Equal([PolicyType.Egress], changed.DeclaredTypes);
    }

    [Fact]
    public void A_closing_Deny_goes_where_the_tier_is_known_and_nothing_comes_later()
    {
        var policy = Policy("{action: Allow, protocol: TCP}", "{action: Deny}");
        Assert.Equal(2, Optimizing.Of(policy, Rewrite).Only<NetworkPolicy>().Ingress.Count);
        var report = Optimizing.Of(Rules.Yaml.Documents(Rules.Yaml.Tier("application"), policy), Rewrite);
        Assert.Single(report.Only<NetworkPolicy>().Ingress);
        Assert.Contains(report.Resources.SelectMany(made => made.Notes), note => note.Contains("end of the tier", StringComparison.Ordinal));
        Assert.Equal(2, Optimizing.Of(Rules.Yaml.Documents(Rules.Yaml.Tier("application", "Pass"), policy), Rewrite).Only<NetworkPolicy>().Ingress.Count);
        var later = Rules.Yaml.GlobalNetworkPolicy("tier: application\ntypes: [Ingress]\ningress: [{action: Allow, protocol: UDP}]", "application.zz", "StagedGlobalNetworkPolicy");
        Assert.Equal(2, Optimizing.Of(Rules.Yaml.Documents(Rules.Yaml.Tier("application"), policy, later), Rewrite).Only<NetworkPolicy>().Ingress.Count);
    }

    [Theory]
    // Nothing can match: CP3018, CP3003.
    [InlineData("{action: Allow, protocol: TCP}", "{action: Deny, source: {selector: app == 'a' && app == 'b'}}")]
    [InlineData("{action: Allow, protocol: TCP}", "{action: Deny, protocol: TCP, source: {namespaceSelector: projectcalico.org/namespace == 'x'}}")]
    // The ports of the source where those of the destination are meant: CP3005.
    [InlineData("{action: Allow, protocol: TCP}", "{action: Allow, protocol: TCP, source: {ports: [443]}}")]
    public void What_is_likely_a_mistake_stays(string first, string second) =>
        Assert.Equal(2, Optimizing.Of(Policy(first, second), Rewrite).Only<NetworkPolicy>().Ingress.Count);

    [Fact]
    public void The_dead_rule_and_the_source_ports_of_the_page_stay()
    {
        var yaml = File.ReadAllText(RepositoryFiles.PathOf("docs", "examples", "best-practices", "inefficient-global-policy.yaml"));
        var before = Assert.Single(Input.Read(yaml).OfType<GlobalNetworkPolicy>());
        var after = Optimizing.Of(yaml, Rewrite).Only<GlobalNetworkPolicy>();
        Assert.Equal(before.Egress[0], after.Egress[0]);
        Assert.Equal(before.Egress.Where(rule => rule.Source.Ports.Count > 0), after.Egress.Where(rule => rule.Source.Ports.Count > 0));
    }

    [Fact]
    public void Rules_behind_a_tier_that_stops_all_stay()
    {
        var stop = Rules.Yaml.GlobalNetworkPolicy("tier: security\ntypes: [Ingress]\ningress: [{action: Deny, source: {nets: [192.0.2.0/24]}}]", "security.block");
        var policies = Rules.Yaml.Documents(Rules.Yaml.Tier("security", "Deny", 10), Rules.Yaml.Tier("application", "Deny", 20), stop, Policy("{action: Allow, protocol: TCP}"));
        Assert.Single(Optimizing.Of(policies, Rewrite).Only<NetworkPolicy>().Ingress);
    }

    [Fact]
    public void What_is_so_on_the_cluster_only_is_proven_there_only()
    {
        var policy = Policy("{action: Allow, source: {selector: team == 'x'}}", "{action: Deny, source: {selector: app == 'a'}}");
        string Pod(string name, string address, string labels) =>
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: shop, labels: {{{labels}}}}}\nspec: {{nodeName: n1}}\nstatus: {{phase: Running, podIPs: [{{ip: {address}}}]}}\n";
        var cluster = Rules.Yaml.Documents(Rules.Yaml.Namespace("shop"), Pod("web", "10.0.0.1", "app: web"), Pod("a", "10.0.0.2", "app: a, team: x"));
        Assert.Equal(2, Optimizing.Of(policy, Rewrite).Only<NetworkPolicy>().Ingress.Count);
        var report = Optimizing.On(cluster, policy, Rewrite);
        Assert.Equal(Equivalence.ProvenOnSnapshot, report.Equivalence);
        Assert.Single(report.Only<NetworkPolicy>().Ingress);
    }

    private static string Policy(params string[] rules) =>
        Rules.Yaml.NetworkPolicy("tier: application\nselector: app == 'web'\ningress:\n" + string.Join('\n', rules.Select(rule => $"  - {rule}")));
}
