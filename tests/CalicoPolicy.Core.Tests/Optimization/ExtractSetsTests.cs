using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Optimization;

public sealed class ExtractSetsTests
{
    private const string Five = "192.0.2.1, 192.0.2.3, 192.0.2.5, 192.0.2.7, 198.51.100.0/24";
    private const string Name = "nets-5ee3c0db49";

    [Fact]
    public void A_long_list_becomes_a_set_of_the_policy_s_namespace()
    {
        var report = Optimizing.Of(Rules.Yaml.NetworkPolicy(Ingress(Five)), "ExtractSets");
        Assert.Equal(["NetworkPolicy shop/application.web: Proven (ExtractSets)", $"NetworkSet shop/{Name}: Proven (ExtractSets)"], report.Lines());
        var set = report.Only<NetworkSet>();
        Assert.Equal(Five.Split(", "), set.Nets);
        Assert.Equal($"calicopolicy.io/set={Name}", set.Labels.ToString());
        Assert.Equal(new PolicyPeer { Selector = $"calicopolicy.io/set == '{Name}'" }, report.Only<NetworkPolicy>().Ingress[0].Source);
        Assert.Contains("not among these", report.Resources[0].Notes.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_of_a_global_policy_is_out_of_reach_of_who_may_label_pods()
    {
        var report = Optimizing.Of(Rules.Yaml.GlobalNetworkPolicy(Ingress(Five)), "ExtractSets");
        Assert.Equal(Name, report.Only<GlobalNetworkSet>().Name);
        Assert.Equal($"calicopolicy.io/set == '{Name}' && !has(projectcalico.org/namespace)", report.Only<GlobalNetworkPolicy>().Ingress[0].Source.Selector);
    }

    [Fact]
    public void Policies_with_the_same_list_share_a_set_in_whatever_order_they_write_it()
    {
        var reversed = string.Join(", ", Five.Split(", ").AsEnumerable().Reverse().Append("192.0.2.1/32"));
        var report = Optimizing.Of(
            Rules.Yaml.Documents(
                Rules.Yaml.NetworkPolicy(Ingress(Five), name: "a"), Rules.Yaml.NetworkPolicy(Ingress(Five), name: "b", ns: "other"),
                Rules.Yaml.NetworkPolicy(Ingress(Five), name: "c"), Rules.Yaml.GlobalNetworkPolicy(Ingress(reversed), name: "d")),
            "ExtractSets");
        Assert.Equal(
            ["NetworkPolicy shop/a", $"NetworkSet shop/{Name}", "NetworkPolicy other/b", $"NetworkSet other/{Name}", "NetworkPolicy shop/c", "GlobalNetworkPolicy d"],
            report.Resources.Select(made => $"{made.Resource}").Where(text => !text.StartsWith("GlobalNetworkSet", StringComparison.Ordinal)));
        Assert.All(report.Resources, made => Assert.Equal(Equivalence.Proven, made.Equivalence));
    }

    [Theory]
    [InlineData("ingress: [{action: Allow, source: {nets: [192.0.2.1, 192.0.2.3, 192.0.2.5, 192.0.2.7]}}]")]
    [InlineData($"ingress: [{{action: Allow, destination: {{nets: [{Five}]}}}}]")]
    [InlineData($"egress: [{{action: Allow, source: {{nets: [{Five}]}}}}]")]
    [InlineData($"ingress: [{{action: Allow, source: {{nets: [{Five}], selector: app == 'x'}}}}]")]
    [InlineData($"ingress: [{{action: Allow, source: {{nets: [{Five}], notSelector: app == 'x'}}}}]")]
    [InlineData($"ingress: [{{action: Allow, source: {{nets: [{Five}], namespaceSelector: app == 'x'}}}}]")]
    [InlineData($"ingress: [{{action: Allow, source: {{nets: [{Five}], serviceAccounts: {{names: [x]}}}}}}]")]
    [InlineData($"egress: [{{action: Allow, protocol: TCP, destination: {{nets: [{Five}], ports: [http]}}}}]")]
    [InlineData($"egress: [{{action: Allow, protocol: TCP, destination: {{nets: [{Five}], notPorts: [80, http]}}}}]")]
    [InlineData($"ingress: [{{action: Allow, source: {{nets: [{Five}, 0.0.0.0/0]}}}}]")]
    [InlineData($"ingress: [{{action: Allow, source: {{nets: [{Five}, \"::ffff:10.0.0.1\"]}}}}]")]
    [InlineData($"ingress: [{{action: Allow, source: {{nets: [{Five}, nonsense]}}}}]")]
    [InlineData($"ingress: [{{action: Allow, source: {{notNets: [{Five}]}}}}]")]
    [InlineData("egress: [{action: Allow, destination: {domains: [a.com, b.com, c.com]}}]")]
    [InlineData("egress: [{action: Deny, destination: {domains: [a.com, b.com, c.com, d.com]}}]")]
    [InlineData("egress: [{action: Allow, destination: {domains: [a.com, b.com, c.com, \"www.*\"]}}]")]
    [InlineData("egress: [{action: Allow, protocol: TCP, destination: {domains: [a.com, b.com, c.com, d.com], ports: [http]}}]")]
    public void Other_lists_stay(string rules)
    {
        var report = Optimizing.Of(Rules.Yaml.NetworkPolicy(rules), "ExtractSets");
        Assert.Equal(["NetworkPolicy shop/application.web"], report.Lines());
        Assert.Empty(report.Refused);
    }

    [Fact]
    public void Excluded_blocks_and_ports_stay_beside_the_set()
    {
        var report = Optimizing.Of(
            Rules.Yaml.NetworkPolicy($"egress: [{{action: Deny, protocol: TCP, destination: {{nets: [{Five}], notNets: [198.51.100.7], ports: [80]}}}}]"), "ExtractSets");
        Assert.Equal(
            new PolicyPeer { Selector = $"calicopolicy.io/set == '{Name}'", NotNets = ["198.51.100.7"], Ports = [new(80)] }, report.Only<NetworkPolicy>().Egress[0].Destination);
    }

    [Fact]
    public void Many_domains_of_a_policy_become_sets_and_so_do_few_that_another_could_share()
    {
        var many = Optimizing.Of(Rules.Yaml.NetworkPolicy("egress: [{action: Allow, destination: {domains: [b.com, A.com]}}, {action: Allow, protocol: TCP, destination: {domains: [c.com, d.com], ports: [80]}}]"), "ExtractSets");
        Assert.Equal([["a.com", "b.com"], ["c.com", "d.com"]], many.Resources.Select(made => made.Resource).OfType<NetworkSet>().Select(set => set.AllowedEgressDomains).OrderBy(domains => domains[0]));
        const string One = "egress: [{action: Allow, destination: {domains: [a.com]}}]";
        var shared = Optimizing.Of(Rules.Yaml.Documents(Rules.Yaml.GlobalNetworkPolicy(One, "a"), Rules.Yaml.GlobalNetworkPolicy(One, "b")), "ExtractSets");
        Assert.Equal(["a.com"], shared.Only<GlobalNetworkSet>().AllowedEgressDomains);
        var apart = Optimizing.Of(Rules.Yaml.Documents(Rules.Yaml.NetworkPolicy(One), Rules.Yaml.NetworkPolicy(One, ns: "other")), "ExtractSets");
        Assert.All(apart.Resources, made => Assert.False(made.IsRewritten));
    }

    [Fact]
    public void A_set_that_is_there_is_used_again()
    {
        var set = SetOf(Name, Name, Five);
        var report = Optimizing.Of(Rules.Yaml.Documents(Rules.Yaml.NetworkPolicy(Ingress(Five)), set), "ExtractSets");
        Assert.Equal(["NetworkPolicy shop/application.web: Proven (ExtractSets)", $"NetworkSet shop/{Name}"], report.Lines());
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("192.0.2.1, 192.0.2.3, 192.0.2.5, 192.0.2.7, 198.51.100.0/25")]
    public void A_set_that_holds_something_else_is_not(string nets)
    {
        var report = Optimizing.Of(Rules.Yaml.Documents(Rules.Yaml.NetworkPolicy(Ingress(Five)), SetOf(Name, Name, nets)), "ExtractSets");
        Assert.Equal($"calicopolicy.io/set == '{Name}-2'", report.Only<NetworkPolicy>().Ingress[0].Source.Selector);
        Assert.Equal(2, report.Resources.Select(made => made.Resource).OfType<NetworkSet>().Count());
    }

    [Fact]
    public void A_label_that_something_else_carries_is_not_used()
    {
        var pod = $"apiVersion: v1\nkind: Pod\nmetadata: {{name: x, namespace: shop, labels: {{calicopolicy.io/set: {Name}}}}}\nstatus: {{phase: Running, podIP: 10.0.0.1}}\n";
        var report = Optimizing.On(pod, Rules.Yaml.NetworkPolicy(Ingress(Five)), "ExtractSets");
        Assert.Equal($"{Name}-2", report.Only<NetworkSet>().Name);
    }

    [Theory]
    [InlineData("ingress: [{action: Allow, source: {selector: all()}}]", true)]
    [InlineData("ingress: [{action: Allow, source: {selector: \"!has(app)\"}}]", true)]
    [InlineData("ingress: [{action: Allow, source: {selector: app != 'x'}}]", true)]
    [InlineData("egress: [{action: Deny, destination: {notSelector: has(calicopolicy.io/set)}}]", true)]
    [InlineData("egress: [{action: Deny, destination: {namespaceSelector: projectcalico.org/name == 'shop'}}]", true)]
    [InlineData("egress: [{action: Deny, destination: {namespaceSelector: team == 'a'}}]", true)]
    [InlineData("egress: [{action: Deny, destination: {namespaceSelector: projectcalico.org/name == 'other'}}]", false)]
    [InlineData("egress: [{action: Deny, destination: {namespaceSelector: global()}}]", false)]
    [InlineData("ingress: [{action: Allow, source: {selector: all() && has(app)}}]", false)]
    [InlineData("ingress: [{action: Allow, source: {selector: app == 'x', notSelector: all()}}]", false)]
    [InlineData("ingress: [{action: Allow, source: {serviceAccounts: {selector: all()}}}]", true)]
    [InlineData("ingress: [{action: Allow, source: {serviceAccounts: {names: [x]}}}]", false)]
    public void A_set_that_another_rule_would_pick_is_a_change(string rules, bool picks)
    {
        var yaml = Rules.Yaml.Documents(Rules.Yaml.NetworkPolicy(Ingress(Five)), Rules.Yaml.GlobalNetworkPolicy(rules));
        var report = Optimizing.Of(yaml, "ExtractSets");
        Assert.Equal(picks ? 0 : 1, report.Resources.Count(made => made.Resource is NetworkSet));
        if (!picks) return;
        Assert.Contains("GlobalNetworkPolicy security.web", Assert.Single(report.Refused).Effect, StringComparison.Ordinal);
        var changed = Optimizing.Of(yaml, new OptimizationOptions { Include = ["ExtractSets"], AllowChange = true });
        Assert.Equal((1, Equivalence.Changed), (changed.Resources.Count(made => made.Resource is NetworkSet), changed.Equivalence));
    }

    /// <summary>Domains of a set are met by the destinations of egress rules that allow, and by nothing else.</summary>
    [Theory]
    [InlineData("ingress: [{action: Allow, source: {selector: all()}}]", false)]
    [InlineData("egress: [{action: Deny, destination: {selector: all()}}]", false)]
    [InlineData("egress: [{action: Allow, destination: {notSelector: has(app)}}]", false)]
    [InlineData("egress: [{action: Allow, destination: {selector: all()}}]", true)]
    public void A_set_of_domains_is_picked_by_few(string rules, bool picks)
    {
        var policy = Rules.Yaml.NetworkPolicy("egress: [{action: Allow, destination: {domains: [a.com, b.com, c.com, d.com]}}]");
        var report = Optimizing.Of(Rules.Yaml.Documents(policy, Rules.Yaml.GlobalNetworkPolicy(rules)), "ExtractSets");
        Assert.Equal(picks ? 0 : 1, report.Resources.Count(made => made.Resource is NetworkSet));
    }

    [Fact]
    public void Policies_of_Kubernetes_and_profiles_count_too()
    {
        var policy = Rules.Yaml.NetworkPolicy(Ingress(Five));
        var ofPods = Rules.Yaml.KubernetesPolicy("podSelector: {}\ningress: [{from: [{podSelector: {}}]}]");
        Assert.Single(Optimizing.Of(Rules.Yaml.Documents(policy, ofPods), "ExtractSets").Resources, made => made.Resource is NetworkSet);
        const string Profile = "apiVersion: projectcalico.org/v3\nkind: Profile\nmetadata: {name: x}\nspec: {ingress: [{action: Allow, source: {notSelector: has(app)}}, {action: Allow, source: {selector: all()}}]}\n";
        Assert.Single(Optimizing.Of(Rules.Yaml.Documents(policy, Profile), "ExtractSets").Refused);
    }

    [Theory]
    [InlineData("ExtractSets")]
    [InlineData("*")]
    public void Rules_of_a_host_each_become_one_rule_and_one_set(string rewrites)
    {
        var rules = Enumerable.Range(0, 600).Select(host => $"- {{action: Allow, protocol: TCP, source: {{nets: [10.{host / 100}.{host % 100}.1/32]}}, destination: {{ports: [443]}}}}");
        var report = Optimizing.Of(Rules.Yaml.NetworkPolicy($"ingress:\n{string.Join('\n', rules)}"), rewrites);
        Assert.Equal(600, report.Only<NetworkSet>().Nets.Count);
        Assert.Equal([new PolicyPort(443)], Assert.Single(report.Only<NetworkPolicy>().Ingress).Destination.Ports);
        Assert.Equal(Equivalence.Proven, report.Equivalence);
    }

    private static string Ingress(string nets) => $"ingress: [{{action: Allow, source: {{nets: [{nets}]}}}}]";

    private static string SetOf(string name, string label, string nets) =>
        $"apiVersion: projectcalico.org/v3\nkind: NetworkSet\nmetadata: {{name: {name}, namespace: shop, labels: {{calicopolicy.io/set: {label}}}}}\nspec: {{nets: [{nets}]}}\n";
}
