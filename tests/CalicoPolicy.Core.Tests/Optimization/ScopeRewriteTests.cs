using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>Rewrites that change whom policies select, or how many there are.</summary>
public sealed class ScopeRewriteTests
{
    private const string Pods = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        status: {phase: Running, podIP: 10.0.0.1}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db, namespace: shop, labels: {app: db}}
        status: {phase: Running, podIP: 10.0.0.2}
        """;

    [Fact]
    public void A_global_policy_for_one_namespace_becomes_one_of_it()
    {
        var report = Optimizing.Of(Rules.Yaml.GlobalNetworkPolicy("""
            tier: security
            order: 7
            selector: app == 'web'
            namespaceSelector: projectcalico.org/name == 'shop'
            ingress: [{action: Allow, protocol: TCP, source: {namespaceSelector: team == 'a'}, destination: {ports: [80]}}]
            """), "ToNamespaced");
        var policy = report.Only<NetworkPolicy>();
        Assert.Equal(("shop", "security.web", "app == 'web'", 7d), (policy.Namespace, policy.Name, policy.Selector, policy.Order));
        Assert.Equal("GlobalNetworkPolicy security.web (ToNamespaced)", policy.Annotations["calicopolicy.io/rewritten-from"]);
        Assert.Equal(Equivalence.Proven, report.Equivalence);
    }

    [Theory]
    [InlineData("ingress: [{action: Allow, source: {selector: app == 'x'}}]")]
    [InlineData("ingress: [{action: Allow, source: {notSelector: app == 'x'}}]")]
    [InlineData("ingress: [{action: Allow, source: {serviceAccounts: {names: [x]}}}]")]
    [InlineData("ingress: [{action: Allow, destination: {selector: app == 'x'}}]")]
    [InlineData("applyOnForward: true\ningress: [{action: Allow}]")]
    [InlineData("ingress: [{action: Allow, somethingNew: 1}]")]
    public void It_stays_global_where_its_words_would_mean_less(string rules)
    {
        var report = Optimizing.Of(Rules.Yaml.GlobalNetworkPolicy($"namespaceSelector: projectcalico.org/name == 'shop'\n{rules}"), "ToNamespaced");
        Assert.Equal(["GlobalNetworkPolicy security.web"], report.Lines());
        Assert.Empty(report.Refused);
    }

    [Fact]
    public void It_stays_global_where_the_name_is_taken()
    {
        var report = Optimizing.Of(
            Rules.Yaml.Documents(
                Rules.Yaml.GlobalNetworkPolicy("namespaceSelector: projectcalico.org/name == 'shop'", name: "web"),
                Rules.Yaml.NetworkPolicy("selector: all()", name: "web")),
            "ToNamespaced");
        Assert.Equal(["GlobalNetworkPolicy web", "NetworkPolicy shop/web"], report.Lines());
    }

    [Fact]
    public void Policies_for_the_same_endpoints_that_follow_each_other_become_one()
    {
        var report = Optimizing.Of(
            Rules.Yaml.Documents(
                Rules.Yaml.NetworkPolicy("selector: app == 'web'\norder: 1\ntypes: [Ingress]\ningress: [{action: Allow, source: {nets: [10.0.0.0/8]}}]", name: "in"),
                Rules.Yaml.NetworkPolicy("selector: app == 'db'\norder: 2\ntypes: [Ingress]\ningress: [{action: Deny}]", name: "other"),
                Rules.Yaml.NetworkPolicy("selector: app=='web'\norder: 3\ntypes: [Egress]\negress: [{action: Allow, destination: {nets: [10.0.0.0/8]}}]", name: "out")),
            "MergePolicies");
        Assert.Equal(["NetworkPolicy shop/in: Proven (MergePolicies)", "NetworkPolicy shop/other"], report.Lines());
        var merged = (NetworkPolicy)report.Resources[0].Resource;
        Assert.Equal((1, 1), (merged.Ingress.Count, merged.Egress.Count));
        Assert.Equal([PolicyType.Ingress, PolicyType.Egress], merged.Types);
        Assert.Equal("NetworkPolicy shop/in, NetworkPolicy shop/out (MergePolicies)", merged.Annotations["calicopolicy.io/rewritten-from"]);
    }

    [Theory]
    [InlineData("selector: app in {'web', 'db'}\norder: 2\ntypes: [Ingress]\ningress: [{action: Deny}]")]
    [InlineData("selector: all()\norder: 2\ntypes: [Ingress]\ningress: [{action: Pass}]")]
    public void They_stay_apart_where_another_may_select_the_same_between_them(string between)
    {
        var report = Optimizing.Of(
            Rules.Yaml.Documents(
                Rules.Yaml.NetworkPolicy("selector: app == 'web'\norder: 1\ntypes: [Ingress]\ningress: [{action: Allow, protocol: TCP}]", name: "a"),
                Rules.Yaml.NetworkPolicy(between, name: "between"),
                Rules.Yaml.NetworkPolicy("selector: app == 'web'\norder: 3\ntypes: [Ingress]\ningress: [{action: Allow, protocol: UDP}]", name: "b")),
            "MergePolicies");
        Assert.Equal(["NetworkPolicy shop/a", "NetworkPolicy shop/between", "NetworkPolicy shop/b"], report.Lines());
    }

    [Fact]
    public void Rules_that_do_nothing_do_not_come_to_life_in_a_merged_policy()
    {
        var report = Optimizing.Of(
            Rules.Yaml.Documents(
                Rules.Yaml.NetworkPolicy("selector: app == 'web'\norder: 1\ntypes: [Ingress]\ningress: [{action: Allow}]\negress: [{action: Allow}]", name: "a"),
                Rules.Yaml.NetworkPolicy("selector: app == 'web'\norder: 2\ntypes: [Egress]\negress: [{action: Allow, protocol: UDP}]", name: "b")),
            "MergePolicies");
        Assert.Equal(2, report.Resources.Count);
    }

    [Fact]
    public void Equal_policies_of_three_namespaces_become_a_global_one()
    {
        var report = Optimizing.Of(Rules.Yaml.Documents([.. new[] { "c", "a", "b" }.Select(ns => Rules.Yaml.NetworkPolicy(
            "selector: app == 'web'\ningress: [{action: Allow, source: {namespaceSelector: team == 'a'}}]", ns: ns))]), "ToGlobal");
        var policy = report.Only<GlobalNetworkPolicy>();
        Assert.Equal(("application.web", "projectcalico.org/name in {'a', 'b', 'c'}", "app == 'web'"), (policy.Name, policy.NamespaceSelector, policy.Selector));
        Assert.Equal(Equivalence.Proven, report.Equivalence);
        Assert.Equal(3, report.Resources[0].From.Count);
    }

    [Theory]
    [InlineData("selector: app == 'web'\ningress: [{action: Allow, source: {selector: app == 'x'}}]")]
    [InlineData("selector: app == 'web'\ningress: [{action: Allow, destination: {selector: app == 'x'}}]")]
    public void They_stay_where_their_rules_mean_their_own_namespace(string spec)
    {
        var report = Optimizing.Of(Rules.Yaml.Documents([.. new[] { "a", "b", "c" }.Select(ns => Rules.Yaml.NetworkPolicy(spec, ns: ns))]), "ToGlobal");
        Assert.Equal(3, report.Resources.Count);
    }

    [Fact]
    public void They_stay_where_the_global_one_would_come_to_another_place()
    {
        // Without orders names decide: "m" stands before "web" in namespace a, and the global "web" would change places with it.
        string[] documents =
        [
            .. new[] { ("a", "b"), ("b", "web"), ("c", "web") }.Select(place => Rules.Yaml.NetworkPolicy("selector: all()\ningress: [{action: Allow}]", name: place.Item2, ns: place.Item1)),
            Rules.Yaml.NetworkPolicy("selector: all()\ningress: [{action: Deny}]", name: "m", ns: "a"),
        ];
        Assert.Equal(4, Optimizing.Of(Rules.Yaml.Documents(documents), "ToGlobal").Resources.Count);
        Assert.Single(Optimizing.Of(Rules.Yaml.Documents(documents[..3]), "ToGlobal").Resources);
    }

    [Fact]
    public void What_all_rules_ask_becomes_the_selector_only_where_nobody_loses_by_it()
    {
        var policy = Rules.Yaml.GlobalNetworkPolicy("selector: all()\nnamespaceSelector: has(projectcalico.org/name)\ningress: [{action: Allow, source: {selector: app == 'db'}, destination: {selector: app == 'web'}}]");
        var alone = Optimizing.On(Pods, policy, "PushDownSelector");
        Assert.Equal(["GlobalNetworkPolicy security.web"], alone.Lines());
        var refused = Assert.Single(alone.Refused);
        Assert.Contains(refused.Changes, change => change.Destination == "shop/db" && change.Before == Core.Evaluation.Verdict.Deny);

        var rest = Rules.Yaml.GlobalNetworkPolicy("order: 9000\nselector: all()\ntypes: [Ingress]", name: "deny");
        var covered = Optimizing.On(Rules.Yaml.Documents(Pods + "\n", rest), policy, "PushDownSelector");
        Assert.Equal(["GlobalNetworkPolicy security.web: ProvenOnSnapshot (PushDownSelector)"], covered.Lines());
        Assert.Equal("app == 'web'", covered.Only<GlobalNetworkPolicy>().Selector);
    }

    [Fact]
    public void A_change_is_made_where_it_is_allowed_and_its_flows_are_named()
    {
        var policy = Rules.Yaml.GlobalNetworkPolicy("selector: all()\ningress: [{action: Allow, source: {selector: app == 'db'}, destination: {selector: app == 'web'}}]");
        var report = Optimizing.Of(policy, new OptimizationOptions { Include = ["PushDownSelector"], AllowChange = true, Snapshot = Optimizing.Cluster(Pods) });
        var made = Assert.Single(report.Resources);
        Assert.Equal((Equivalence.Changed, "app == 'web'"), (made.Equivalence, ((GlobalPolicy)made.Resource).Selector));
        Assert.NotEmpty(made.Changes);
        Assert.Contains(made.Notes, note => note.Contains("lose the default deny", StringComparison.Ordinal));

        var unseen = Assert.Single(Optimizing.Of(policy, new OptimizationOptions { Include = ["PushDownSelector"], AllowChange = true }).Resources);
        Assert.Equal((Equivalence.Changed, 0), (unseen.Equivalence, unseen.Changes.Count));
    }

    [Fact]
    public void A_split_keeps_the_order_of_what_allows_and_what_denies()
    {
        // The Deny for everything before the db rule keeps it where it is; the web rule may go before it.
        var report = Optimizing.On(
            Pods,
            Rules.Yaml.GlobalNetworkPolicy("""
                selector: all()
                egress:
                - {action: Allow, source: {selector: app == 'web'}, destination: {nets: [192.0.2.0/24]}}
                - {action: Deny, destination: {nets: [198.51.100.0/24]}}
                - {action: Allow, source: {selector: app == 'db'}, destination: {nets: [198.51.100.0/25]}}
                - {action: Allow, source: {selector: app == 'web'}, destination: {nets: [203.0.113.0/24]}}
                """),
            "SplitGlobal");
        Assert.Equal(["GlobalNetworkPolicy security.web: ProvenOnSnapshot (SplitGlobal)", "GlobalNetworkPolicy security.web-web: ProvenOnSnapshot (SplitGlobal)"], report.Lines());
        Assert.Equal(3, ((GlobalPolicy)report.Resources[0].Resource).Egress.Count);
        var group = (GlobalPolicy)report.Resources[1].Resource;
        Assert.Equal("app == 'web'", group.Selector);
        Assert.Equal(["192.0.2.0/24"], Assert.Single(group.Egress).Destination.Nets);
    }

    [Fact]
    public void Groups_that_may_share_endpoints_and_disagree_get_names_in_the_order_of_their_rules()
    {
        var report = Optimizing.On(
            Pods,
            Rules.Yaml.GlobalNetworkPolicy("""
                selector: all()
                egress:
                - {action: Deny, source: {selector: zone == 'z'}, destination: {nets: [192.0.2.0/24]}}
                - {action: Allow, source: {selector: app == 'web'}, destination: {nets: [192.0.2.0/25]}}
                """),
            "SplitGlobal");
        Assert.Equal(["security.web", "security.web-001-z", "security.web-002-web"], report.Resources.Select(made => made.Resource.Name));
    }

    [Fact]
    public void A_set_with_a_pods_address_is_why_a_split_is_not_done()
    {
        var set = "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {name: s, labels: {app: web}}\nspec: {nets: [10.0.0.2/32]}\n";
        var report = Optimizing.On(
            Rules.Yaml.Documents(Pods + "\n", set),
            Rules.Yaml.GlobalNetworkPolicy("selector: all()\negress: [{action: Allow, protocol: TCP, source: {selector: app == 'web'}}, {action: Allow, protocol: UDP, source: {selector: app == 'web'}}]"),
            "SplitGlobal");
        Assert.Equal(["GlobalNetworkPolicy security.web"], report.Lines());
        Assert.Contains(Assert.Single(report.Refused).Changes, change => change.Source == "shop/db");
    }

    [Fact]
    public void One_rule_is_not_split_from_nothing()
    {
        // The empty policy that were left would cost as much as the rule.
        var report = Optimizing.On(Pods, Rules.Yaml.GlobalNetworkPolicy("selector: all()\negress: [{action: Allow, protocol: TCP, source: {selector: app == 'web'}}]"), "SplitGlobal");
        Assert.Equal(["GlobalNetworkPolicy security.web"], report.Lines());
        Assert.Empty(report.Refused);
    }

    [Fact]
    public void Policies_of_the_operator_and_staged_ones_beside_their_twins_are_left_alone()
    {
        const string Spec = "namespaceSelector: projectcalico.org/name == 'shop'\nselector: all()\n";
        var report = Optimizing.Of(Rules.Yaml.Documents(
            Rules.Yaml.GlobalNetworkPolicy(Spec + "tier: calico-system", name: "calico-system.a"),
            Rules.Yaml.GlobalNetworkPolicy(Spec, name: "b"),
            Rules.Yaml.GlobalNetworkPolicy(Spec, name: "b", kind: "StagedGlobalNetworkPolicy"),
            Rules.Yaml.GlobalNetworkPolicy(Spec, name: "c", kind: "StagedGlobalNetworkPolicy")));
        Assert.Equal(
            ["GlobalNetworkPolicy calico-system.a", "GlobalNetworkPolicy b", "StagedGlobalNetworkPolicy b", "StagedNetworkPolicy shop/c: Proven (ToNamespaced)"],
            report.Lines());
    }

    [Fact]
    public void Names_and_patterns_choose_rewrites()
    {
        var policy = Rules.Yaml.GlobalNetworkPolicy("namespaceSelector: projectcalico.org/name == 'shop'");
        Assert.True(Optimizing.Of(policy, "tonames*").Resources[0].IsRewritten);
        Assert.False(Optimizing.Of(policy, "SplitGlobal").Resources[0].IsRewritten);
        Assert.False(Optimizing.Of(policy, new OptimizationOptions { Exclude = ["To*"] }).Resources[0].IsRewritten);
    }
}
