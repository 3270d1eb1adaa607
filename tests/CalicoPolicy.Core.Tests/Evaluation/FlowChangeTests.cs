using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>What is suggested so that a flow has the other verdict. That each works is a property of its own.</summary>
public class FlowChangeTests
{
    private static readonly string[] Tiers = [Rules.Yaml.Tier("first", "Pass"), Rules.Yaml.Tier("second", "Deny", 200)];

    [Fact]
    public void The_policy_that_keeps_a_flow_out_gets_the_narrowest_rule()
    {
        var change = Changes("web -> db TCP 5432", Rules.Yaml.NetworkPolicy("selector: app == 'db'\ntypes: [Ingress]", "default.db", "data"))[0];
        Assert.Equal(FlowChangeKind.Rule, change.Kind);
        var policy = Assert.IsType<NetworkPolicy>(Assert.Single(change.Resources));
        Assert.Equal("default.db", policy.Name);
        Assert.Equal(["Allow TCP from app == 'web'; namespaces projectcalico.org/name == 'shop' to ports 5432"], policy.Ingress.Select(rule => rule.ToString()));
    }

    [Fact]
    public void A_rule_that_denies_gets_one_before_it()
    {
        var policy = (NetworkPolicy)Changes("web -> db TCP 5432", Rules.Yaml.NetworkPolicy("selector: app == 'db'\ningress: [{action: Allow, protocol: UDP}, {action: Deny}]", "default.db", "data"))[0].Resources[0];
        Assert.Equal(["Allow", "Allow", "Deny"], policy.Ingress.Select(rule => rule.Action.Text));
        Assert.Equal(Protocol.Tcp, policy.Ingress[1].Protocol);
    }

    [Fact]
    public void Both_sides_that_deny_are_changed_together()
    {
        var change = Changes(
            "web -> db TCP 5432",
            Rules.Yaml.NetworkPolicy("selector: app == 'web'\ntypes: [Egress]", "default.web"),
            Rules.Yaml.NetworkPolicy("selector: app == 'db'\ntypes: [Ingress]", "default.db", "data"))[0];
        Assert.Equal(["default.web", "default.db"], change.Resources.Select(resource => resource.Name));
        Assert.Equal("Allow TCP from any to app == 'db'; namespaces projectcalico.org/name == 'data'; ports 5432", Assert.Single(((NetworkPolicy)change.Resources[0]).Egress).ToString());
    }

    [Fact]
    public void One_policy_of_both_sides_is_changed_once()
    {
        var change = Changes("web -> db TCP 5432", Rules.Yaml.GlobalNetworkPolicy("tier: default\nselector: has(app)\ntypes: [Ingress, Egress]", "default.all"))[0];
        var policy = Assert.IsType<GlobalNetworkPolicy>(Assert.Single(change.Resources));
        Assert.Single(policy.Ingress);
        Assert.Single(policy.Egress);
    }

    [Fact]
    public void What_is_outside_is_named_by_its_address()
    {
        var policy = (NetworkPolicy)Changes("203.0.113.9 -> db TCP 5432", Rules.Yaml.NetworkPolicy("selector: app == 'db'\ntypes: [Ingress]", "default.db", "data"))[0].Resources[0];
        Assert.Equal(["203.0.113.9/32"], policy.Ingress[0].Source.Nets);
    }

    [Fact]
    public void A_flow_that_is_allowed_is_denied_before_the_rule_that_allows_it()
    {
        var change = Changes("web -> db TCP 5432", Rules.Yaml.NetworkPolicy("selector: app == 'db'\ningress: [{action: Allow}]", "default.db", "data"))[0];
        Assert.Equal(FlowChangeKind.Rule, change.Kind);
        Assert.Equal(["Deny", "Allow"], ((NetworkPolicy)change.Resources[0]).Ingress.Select(rule => rule.Action.Text));
    }

    [Fact]
    public void A_label_that_the_rules_ask_for_is_suggested()
    {
        var change = Assert.Single(
            Changes("web -> db TCP 5432", Rules.Yaml.NetworkPolicy("selector: app == 'db'\ningress: [{action: Allow, source: {selector: role == 'client', namespaceSelector: all()}}]", "default.db", "data")),
            change => change.Kind == FlowChangeKind.Label);
        Assert.Equal("Give Pod shop/web the label role=client.", change.Description);
        Assert.Equal("client", change.Resources[0].Labels["role"]);
    }

    [Fact]
    public void A_label_that_is_there_is_not_given_another_value() => Assert.DoesNotContain(
        Changes("web -> db TCP 5432", Rules.Yaml.NetworkPolicy("selector: app == 'db'\ningress: [{action: Allow, source: {selector: app == 'client', namespaceSelector: all()}}]", "default.db", "data")),
        change => change.Kind == FlowChangeKind.Label);

    [Fact]
    public void A_policy_that_comes_too_late_gets_an_order_before_the_one_that_decided()
    {
        var change = Assert.Single(
            Changes(
                "web -> db TCP 5432",
                Rules.Yaml.NetworkPolicy("order: 20\nselector: app == 'db'\ningress: [{action: Deny}]", "default.deny", "data"),
                Rules.Yaml.NetworkPolicy("order: 30\nselector: app == 'db'\ningress: [{action: Allow}]", "default.allow", "data"),
                Rules.Yaml.NetworkPolicy("order: 10\nselector: app == 'db'\ntypes: [Ingress]", "default.none", "data")),
            change => change.Kind == FlowChangeKind.Order);
        Assert.Equal("Give NetworkPolicy data/default.allow the order 15, before NetworkPolicy data/default.deny.", change.Description);
    }

    [Fact]
    public void The_end_of_a_tier_of_ones_own_may_pass()
    {
        var changes = Changes("web -> db TCP 5432", [.. Tiers, Rules.Yaml.NetworkPolicy("tier: second\nselector: app == 'db'\ntypes: [Ingress]", "second.db", "data")]);
        Assert.Equal(PolicyAction.Pass, ((Tier)Assert.Single(changes, change => change.Kind == FlowChangeKind.TierDefault).Resources[0]).DefaultAction);
    }

    [Fact]
    public void The_end_of_the_default_tier_stays() => Assert.DoesNotContain(
        Changes("web -> db TCP 5432", Rules.Yaml.Tier("default", "Deny", 1_000_000), Rules.Yaml.NetworkPolicy("selector: app == 'db'\ntypes: [Ingress]", "default.db", "data")),
        change => change.Kind == FlowChangeKind.TierDefault);

    [Fact]
    public void Where_only_Kubernetes_policies_deny_a_policy_of_its_own_allows()
    {
        var change = Changes("web -> db TCP 5432", Rules.Yaml.KubernetesPolicy("podSelector: {}\npolicyTypes: [Ingress]", "deny", "data"))[0];
        Assert.Equal(FlowChangeKind.Policy, change.Kind);
        var policy = Assert.IsType<NetworkPolicy>(Assert.Single(change.Resources));
        Assert.Equal(("default.allow-web-to-db", "data", "app == 'db'"), (policy.Name, policy.Namespace, policy.Selector));
        Assert.Single(policy.Ingress);
    }

    [Fact]
    public void Where_a_policy_for_this_endpoint_alone_carries_the_rule_no_new_one_is_suggested() => Assert.DoesNotContain(
        Changes("web -> db TCP 5432", Rules.Yaml.NetworkPolicy("selector: app == 'db'\ntypes: [Ingress]", "default.db", "data")), change => change.Kind == FlowChangeKind.Policy);

    [Fact]
    public void A_new_policy_in_a_tier_that_did_not_apply_hands_on_the_rest()
    {
        var change = Changes("web -> db TCP 5432")[0];
        Assert.Equal(FlowChangeKind.Policy, change.Kind);
        Assert.Equal(["Deny", "Pass"], ((NetworkPolicy)change.Resources[0]).Egress.Concat(((NetworkPolicy)change.Resources[0]).Ingress).Select(rule => rule.Action.Text));
    }

    [Fact]
    public void What_is_uncertain_has_no_change() =>
        Assert.Empty(Changes("web -> db TCP", Rules.Yaml.NetworkPolicy("selector: app == 'db'\ningress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]", "default.db", "data")));

    private static IReadOnlyList<FlowChange> Changes(string flow, params string[] documents)
    {
        var words = flow.Split(' ');
        var snapshot = PolicySnapshot.Of(Input.Read(Rules.Yaml.Documents([Evaluating.Pods, .. documents])), new() { IsComplete = true }, TestContext.Current.CancellationToken);
        var tracer = FlowTracer.Create(snapshot, cancellationToken: TestContext.Current.CancellationToken);
        var answer = Assert.Single(tracer.Ask(
            new(Name(words[0]), Name(words[2])) { Protocol = new(words[3]), Port = words.Length > 4 ? int.Parse(words[4], System.Globalization.CultureInfo.InvariantCulture) : null },
            TestContext.Current.CancellationToken));
        return tracer.Suggest(answer, TestContext.Current.CancellationToken);
    }

    private static string Name(string word) => word switch { "web" => "shop/web", "db" => "data/db", _ => word };
}
