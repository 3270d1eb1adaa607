using CalicoPolicy.Core.Publishing.Ordering;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Evaluation;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Publishing.Ordering;

/// <summary>The order of changes as people make them.</summary>
public class ChangeOrderingTests
{
    private const string AllowWeb = "tier: default\nselector: app == 'db'\ntypes: [Ingress]\ningress: [{action: Allow, source: {selector: app == 'web', namespaceSelector: all()}}]";
    private const string AllowSet = "tier: default\nselector: app == 'db'\ntypes: [Ingress]\ningress: [{action: Allow, source: {selector: partner == 'yes', namespaceSelector: global()}}]";
    private const string AllowOutside = "tier: default\nselector: app == 'db'\ntypes: [Ingress]\ningress: [{action: Allow, source: {nets: [203.0.113.0/24]}}]";

    [Fact]
    public void A_first_Allow_in_a_new_tier_needs_no_bridge() =>
        Assert.Equal(
            ["create Tier app", "create NetworkPolicy data/a"],
            PlanNew(Tier("app"), Policy("a", AllowWeb, "app")));

    [Fact]
    public void Several_Allows_in_a_new_tier_come_while_it_ends_with_Pass() =>
        Assert.Equal(
            ["bridge: create Tier app", "create NetworkPolicy data/a", "create NetworkPolicy data/b", "replace Tier app"],
            PlanNew(Policy("b", AllowOutside, "app"), Policy("a", AllowWeb, "app"), Tier("app")));

    [Fact]
    public void A_tier_of_a_target_without_a_default_action_is_no_bridge()
    {
        var plan = ChangeOrdering.Of(Cluster(), Creates(Tier("app"), Policy("a", AllowWeb, "app"), Policy("b", AllowOutside, "app")), new() { Target = CalicoTarget.Parse("Enterprise/3.18") }, TestContext.Current.CancellationToken);
        Assert.Equal(["create Tier app", "create NetworkPolicy data/a", "bridge: create NetworkPolicy data/b", "replace NetworkPolicy data/b"], plan.Steps.Select(Text).Order(StringComparer.Ordinal).OrderBy(text => text.Contains("Tier", StringComparison.Ordinal) ? 0 : text.Contains("/a", StringComparison.Ordinal) ? 1 : text.StartsWith("bridge", StringComparison.Ordinal) ? 2 : 3));
        Assert.Empty(plan.Windows);
    }

    [Fact]
    public void Several_Allows_in_the_default_tier_come_behind_one_that_passes_everything()
    {
        var steps = PlanNew(Policy("a", AllowWeb), Policy("b", AllowOutside));
        Assert.Equal(["bridge: create NetworkPolicy data/b", "create NetworkPolicy data/a", "replace NetworkPolicy data/b"], steps);
    }

    [Fact]
    public void Without_bridges_that_is_a_window_which_is_told()
    {
        var plan = ChangeOrdering.Of(Cluster(), Creates(Policy("a", AllowWeb), Policy("b", AllowOutside)), new() { MayBridge = false }, TestContext.Current.CancellationToken);
        var window = Assert.Single(plan.Windows);
        Assert.Equal((0, 1, true, false, true), (window.From, window.Until, window.Cuts, window.Opens, window.IsCertain));
        Assert.StartsWith("203.0.113.0/32 -> data/db TCP", window.Flow, StringComparison.Ordinal);
        Assert.Equal("Cut from step 1 (create NetworkPolicy data/a) until step 2 (create NetworkPolicy data/b).", window.Reason);
        Assert.True(plan.IsChecked);
    }

    [Fact]
    public void Two_that_take_the_place_of_one_come_before_it_goes() =>
        Assert.Equal(
            ["create NetworkPolicy data/a", "create NetworkPolicy data/b", "delete NetworkPolicy data/old"],
            Plan([Policy("old", $"{AllowWeb[..^1]}, {{action: Allow, source: {{nets: [203.0.113.0/24]}}}}]")], [new(Policy("old", $"{AllowWeb[..^1]}, {{action: Allow, source: {{nets: [203.0.113.0/24]}}}}]"), null), .. Creates(Policy("b", AllowOutside), Policy("a", AllowWeb))]));

    [Fact]
    public void Policies_that_swap_their_orders_have_no_window()
    {
        var (allow, deny) = (Policy("allow", $"order: 10\n{AllowWeb}"), Policy("deny", "order: 20\ntier: default\nselector: app == 'db'\ntypes: [Ingress]\ningress: [{action: Deny}]"));
        var plan = ChangeOrdering.Of(Cluster(allow, deny), [new(allow, allow with { Order = 20 }), new(deny, deny with { Order = 10 })], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(plan.Windows);
        Assert.Equal(2, plan.Steps.Count);
    }

    [Fact]
    public void A_policy_that_moves_to_another_tier_comes_before_it_goes()
    {
        var old = Policy("web", AllowWeb);
        Assert.Equal(
            ["create NetworkPolicy data/app.web", "delete NetworkPolicy data/web"],
            Plan([Tier("app"), old], [new(old, null), new(null, Policy("app.web", AllowWeb, "app"))]));
    }

    [Fact]
    public void A_set_loses_what_a_new_policy_allows_only_when_that_is_there()
    {
        var set = new GlobalNetworkSet { Metadata = new() { Name = "partners", Labels = LabelMap.Of([new("partner", "yes")]) }, Nets = ["203.0.113.0/24", "198.51.100.0/24"] };
        var policy = Policy("partners", AllowSet);
        Assert.Equal(
            ["create NetworkPolicy data/out", "replace GlobalNetworkSet partners"],
            Plan([set, policy], [new(set, set with { Nets = ["198.51.100.0/24"] }), new(null, Policy("out", AllowOutside))]));
    }

    [Fact]
    public void A_new_set_comes_before_the_policy_that_uses_it_and_a_set_goes_after()
    {
        var set = new GlobalNetworkSet { Metadata = new() { Name = "partners", Labels = LabelMap.Of([new("partner", "yes")]) }, Nets = ["203.0.113.0/24"] };
        var policy = Policy("partners", AllowSet);
        Assert.Equal(["create GlobalNetworkSet partners", "create NetworkPolicy data/partners"], PlanNew(policy, set));
        Assert.Equal(["delete NetworkPolicy data/partners", "delete GlobalNetworkSet partners"], Plan([set, policy], [new(set, null), new(policy, null)]));
    }

    [Fact]
    public void All_policies_of_a_namespace_go_behind_one_that_passes_everything()
    {
        var (a, b) = (Policy("a", AllowWeb), Policy("b", AllowOutside));
        Assert.Equal(
            ["bridge: replace NetworkPolicy data/b", "delete NetworkPolicy data/a", "delete NetworkPolicy data/b"],
            Plan([a, b], [new(a, null), new(b, null)]));
    }

    [Fact]
    public void A_default_deny_comes_after_what_it_would_cut()
    {
        var deny = new GlobalNetworkPolicy { Metadata = new() { Name = "deny" }, Selector = "has(projectcalico.org/name) || app == 'db'", DeclaredTypes = [PolicyType.Ingress] };
        Assert.Equal(["create NetworkPolicy data/a", "create GlobalNetworkPolicy deny"], PlanNew(deny, Policy("a", AllowWeb)));
    }

    [Fact]
    public void A_quarantine_comes_first()
    {
        var deny = new GlobalNetworkPolicy { Metadata = new() { Name = "quarantine" }, DeclaredTier = "quarantine", Selector = "app == 'db'", Ingress = [new() { Action = PolicyAction.Deny }], Egress = [new() { Action = PolicyAction.Deny }] };
        Assert.Equal(
            ["create Tier quarantine", "create GlobalNetworkPolicy quarantine", "create NetworkPolicy data/a"],
            PlanNew(Policy("a", AllowWeb), deny, new Tier { Metadata = new() { Name = "quarantine" }, Order = 10 }));
    }

    [Fact]
    public void An_enforced_twin_comes_before_the_staged_one_goes()
    {
        var enforced = Policy("a", AllowWeb);
        var staged = new StagedNetworkPolicy { Metadata = enforced.Metadata, Selector = enforced.Selector, DeclaredTypes = enforced.DeclaredTypes, Ingress = enforced.Ingress };
        Assert.Equal(["create NetworkPolicy data/a", "delete StagedNetworkPolicy data/a"], Plan([staged], [new(staged, null), new(null, enforced)]));
    }

    [Fact]
    public void What_is_allowed_moves_between_policies_by_one_that_allows_both()
    {
        var (one, two) = (Policy("one", AllowWeb), Policy("two", AllowOutside));
        var steps = Plan([one, two], [new(one, one with { Ingress = two.Ingress }), new(two, two with { Ingress = one.Ingress })]);
        Assert.Equal(3, steps.Count);
        Assert.StartsWith("bridge: replace", steps[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Traffic_that_one_side_denied_and_the_other_will_is_never_let_through()
    {
        var deny = Policy("in", "tier: default\nselector: app == 'db'\ntypes: [Ingress]\ningress: [{action: Deny, source: {selector: app == 'web', namespaceSelector: all()}}, {action: Allow}]");
        var egress = new NetworkPolicy { Metadata = new() { Name = "out", Namespace = "shop" }, Selector = "app == 'web'", DeclaredTypes = [PolicyType.Egress], Egress = [new() { Action = PolicyAction.Deny, Destination = new() { Selector = "app == 'db'", NamespaceSelector = "all()" } }, new() { Action = PolicyAction.Allow }] };
        Assert.Equal(["create NetworkPolicy shop/out", "delete NetworkPolicy data/in"], Plan([deny], [new(deny, null), new(null, egress)]));
    }

    [Fact]
    public void A_host_endpoint_comes_after_the_policies_that_select_it()
    {
        var host = new HostEndpoint { Metadata = new() { Name = "n1", Labels = LabelMap.Of([new("host", "yes")]) }, Node = "n1", InterfaceName = "*", ExpectedIPs = ["192.0.2.1"] };
        var allow = new GlobalNetworkPolicy { Metadata = new() { Name = "z" }, Selector = "has(host)", Ingress = [new() { Action = PolicyAction.Allow }], Egress = [new() { Action = PolicyAction.Allow }] };
        Assert.Equal(["create GlobalNetworkPolicy z", "create HostEndpoint n1"], PlanNew(host, allow));
    }

    [Fact]
    public void Policies_for_forwarded_traffic_are_said_to_be_unchecked()
    {
        var host = new HostEndpoint { Metadata = new() { Name = "n1", Labels = LabelMap.Of([new("host", "yes")]) }, Node = "n1", InterfaceName = "*", ExpectedIPs = ["192.0.2.1"], Profiles = ["projectcalico-default-allow"] };
        var plan = ChangeOrdering.Of(Cluster(host), Creates(new GlobalNetworkPolicy { Metadata = new() { Name = "f" }, Selector = "has(host)", ApplyOnForward = true, Ingress = [new() { Action = PolicyAction.Allow }] }), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("applyOnForward", Assert.Single(plan.Unchecked), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_gap_hides_is_said_to_be_unchecked()
    {
        var snapshot = PolicySnapshot.Of(Input.Read(Evaluating.Pods), new() { IsLive = true, Gaps = [new("NetworkPolicy", "data", null, "forbidden")] }, TestContext.Current.CancellationToken);
        var plan = ChangeOrdering.Of(snapshot, Creates(Policy("a", AllowWeb)), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("forbidden", Assert.Single(plan.Unchecked), StringComparison.Ordinal);
    }

    [Fact]
    public void A_namespace_comes_before_what_is_in_it_and_goes_after_it()
    {
        var ns = new Namespace { Metadata = new() { Name = "new" } };
        var policy = Policy("a", AllowWeb) with { Metadata = new() { Name = "a", Namespace = "new" } };
        Assert.Equal(["create Namespace new", "create NetworkPolicy new/a"], PlanNew(policy, ns));
        Assert.Equal(["delete NetworkPolicy new/a", "delete Namespace new"], Plan([ns, policy], [new(ns, null), new(policy, null)]));
    }

    [Fact]
    public void A_tier_goes_after_its_staged_policies_even_where_others_stay_in_it()
    {
        var staged = new StagedNetworkPolicy { Metadata = new() { Name = "s", Namespace = "data" }, Tier = "app", Selector = "app == 'db'" };
        var plan = ChangeOrdering.Of(
            Cluster(Tier("app"), Policy("stays", AllowWeb, "app"), staged), [new(Tier("app"), null), new(staged, null)], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["delete StagedNetworkPolicy data/s", "delete Tier app"], plan.Steps.Select(Text));
    }

    [Fact]
    public void One_object_changed_twice_is_an_error() =>
        Assert.Throws<ArgumentException>(() => ChangeOrdering.Of(Cluster(), Creates(Policy("a", AllowWeb), Policy("a", AllowOutside)), cancellationToken: TestContext.Current.CancellationToken));

    [Fact]
    public void Nothing_is_in_order_at_once() => Assert.Equal(new OrderedChanges(), ChangeOrdering.Of(Cluster(), [], cancellationToken: TestContext.Current.CancellationToken));

    private static IReadOnlyList<string> PlanNew(params Resource[] created) => Plan([], Creates(created));

    /// <summary>The steps of a plan that is checked and has no window.</summary>
    private static IReadOnlyList<string> Plan(Resource[] there, PlannedChange[] changes)
    {
        var plan = ChangeOrdering.Of(Cluster(there), changes, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(plan.Windows.Select(window => window.ToString()));
        Assert.Empty(plan.Unchecked);
        return [.. plan.Steps.Select(Text)];
    }

    private static string Text(PlannedChange change) => change.ToString();

    private static PlannedChange[] Creates(params Resource[] created) => [.. created.Select(resource => new PlannedChange(null, resource))];

    private static PolicySnapshot Cluster(params Resource[] more) => PolicySnapshot.Of([.. Input.Read(Evaluating.Pods), .. more], new() { IsLive = true }, TestContext.Current.CancellationToken);

    private static Tier Tier(string name) => new() { Metadata = new() { Name = name }, Order = 100 };

    private static NetworkPolicy Policy(string name, string spec, string? tier = null) =>
        (NetworkPolicy)Input.Read(Rules.Yaml.NetworkPolicy(tier is null ? spec : spec.Replace("tier: default", $"tier: {tier}", StringComparison.Ordinal), name, "data")).Single();
}
