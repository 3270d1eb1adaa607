using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Quarantine;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Quarantine;

/// <summary>The proof of isolation, on the shop.</summary>
public class IsolationProverTests
{
    private static readonly QuarantineTemplate Template = new();

    [Fact]
    public void A_pod_of_the_shop_without_a_quarantine_is_not_isolated_and_each_flow_names_what_allows_it()
    {
        var isolation = Prove(ShopCluster.With(), "orders-0");
        Assert.False(isolation.IsIsolated);
        var open = isolation.StillOpen.Where(flow => flow.Kind == OpenFlowKind.Allowed).ToList();
        Assert.Contains(open, flow => flow.Direction == PolicyType.Ingress && flow.Tier == "application" && flow.Policy is not null && flow.Rule!.StartsWith("ingress[", StringComparison.Ordinal));
        Assert.Contains(open, flow => flow.Direction == PolicyType.Egress && flow.File is not null && flow.Line > 0);
        Assert.All(open, flow => Assert.NotNull(flow.Decider));
    }

    [Fact]
    public void With_the_label_nothing_is_open_but_what_policy_cannot_cut()
    {
        var isolation = Prove(Quarantined(), "orders-0");
        Assert.True(isolation.IsIsolated);
        Assert.Equal([OpenFlowKind.OwnNode, OpenFlowKind.Established], isolation.StillOpen.Select(flow => flow.Kind));
        var established = isolation.StillOpen[^1];
        var address = Assert.Single(ShopCluster.Pod("orders-0").IPs);
        Assert.Equal($"conntrack --family ipv4 --delete --orig-src {address}; conntrack --family ipv4 --delete --reply-src {address}", established.Command);
        Assert.Contains(ShopCluster.Pod("orders-0").NodeName!, isolation.StillOpen[0].Peer, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_that_ends_connections_runs_in_the_agent_of_the_node()
    {
        var agent = new Pod { Metadata = new() { Name = "calico-node-x", Namespace = "calico-system", Labels = LabelMap.Of([new("k8s-app", "calico-node")]) }, HostNetwork = true, NodeName = ShopCluster.Pod("orders-0").NodeName, Phase = "Running" };
        var command = Prove(Quarantined(agent), "orders-0").StillOpen[^1].Command;
        Assert.StartsWith("kubectl exec -n calico-system calico-node-x -c calico-node -- conntrack", command, StringComparison.Ordinal);
    }

    [Fact]
    public void An_allow_in_an_earlier_tier_is_named_with_its_file_and_line_and_other_pods_stay_isolated()
    {
        Resource[] planted = [.. Input.Read("""
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: early}
            spec: {order: 5}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata:
              name: early.debug
            spec:
              tier: early
              selector: app == 'orders'
              types: [Ingress, Egress]
              ingress:
                - action: Allow
                  protocol: TCP
                  source: {nets: [198.19.0.0/24]}
                  destination: {ports: [9229]}
                - action: Allow
                  protocol: TCP
                  source: {nets: [198.18.0.0/24]}
                  destination: {ports: ['22:23']}
                - action: Pass
              egress:
                - action: Pass
            """, "early.yaml")];
        var cart = ShopCluster.Labelled(ShopCluster.Pod("cart-0"));
        var snapshot = Quarantined([.. planted, cart]);
        var isolation = Prove(snapshot, "orders-0");
        Assert.False(isolation.IsIsolated);
        var open = isolation.StillOpen.Where(flow => flow.Kind == OpenFlowKind.Allowed).ToList();
        Assert.Equal(
            [("198.18.0.0/24", "TCP/22-23", "ingress[1]"), ("198.19.0.0/24", "TCP/9229", "ingress[0]")],
            open.Select(flow => (flow.Peer, flow.Traffic.ToString(), flow.Rule!)).OrderBy(flow => flow.Item1, StringComparer.Ordinal));
        Assert.All(open, flow => Assert.Equal(("early", "early.debug", "early.yaml"), (flow.Tier, flow.Policy, flow.File)));
        Assert.Equal([19, 15], open.OrderBy(flow => flow.Peer, StringComparer.Ordinal).Select(flow => flow.Line!.Value));
        Assert.True(Prove(snapshot, "cart-0").IsIsolated);
    }

    [Fact]
    public void Who_may_examine_is_an_exception_and_not_a_hole()
    {
        var template = Template with { AllowFrom = [new() { Selector = "app == 'web'" }] };
        var isolation = Prove(Quarantined(template), "orders-0", template);
        Assert.True(isolation.IsIsolated);
        var exception = Assert.Single(isolation.StillOpen, flow => flow.Kind == OpenFlowKind.Exception);
        Assert.Equal((PolicyType.Ingress, "shop/web", "quarantine.quarantine"), (exception.Direction, exception.Peer, exception.Policy));
    }

    [Fact]
    public void A_policy_of_another_tier_that_calls_itself_a_quarantine_makes_no_exceptions()
    {
        Resource[] planted = [.. Input.Read("""
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: early}
            spec: {order: 5, defaultAction: Pass}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: quarantine.quarantine-x, annotations: {calicopolicy.io/quarantined-x: '{}'}}
            spec: {tier: early, selector: all(), types: [Egress], egress: [{action: Allow}]}
            """)];
        Assert.False(Prove(Quarantined(planted), "orders-0").IsIsolated);
    }

    [Theory]
    [InlineData("egress: [{action: Allow}, {action: Deny}]\ningress: [{action: Deny}]", "egress[0]")]
    [InlineData("egress: [{action: Deny}]\ningress: [{action: Allow, protocol: TCP}, {action: Deny}]", "ingress[0]")]
    public void What_the_quarantines_own_policy_lets_out_or_lets_anyone_in_is_a_hole(string rules, string rule)
    {
        var open = Assert.Single(Input.Read(Rules.Yaml.GlobalNetworkPolicy($"tier: quarantine\nselector: quarantine == 'true'\ntypes: [Ingress, Egress]\n{rules}", "quarantine.quarantine")));
        var isolation = Prove(Quarantined(open), "orders-0");
        Assert.False(isolation.IsIsolated);
        Assert.All(isolation.StillOpen.Where(flow => flow.Kind == OpenFlowKind.Allowed), flow => Assert.Equal(("quarantine.quarantine", rule), (flow.Policy, flow.Rule)));
        Assert.DoesNotContain(isolation.StillOpen, flow => flow.Kind == OpenFlowKind.Exception);
    }

    [Fact]
    public void What_another_policy_of_the_quarantines_tier_lets_in_is_a_hole()
    {
        var other = Assert.Single(Input.Read(Rules.Yaml.GlobalNetworkPolicy("tier: quarantine\norder: -1\nselector: app == 'orders'\ntypes: [Ingress]\ningress: [{action: Allow, source: {nets: [192.0.2.7/32]}}]", "quarantine.quarantine-x")));
        Assert.False(Prove(Quarantined(other), "orders-0").IsIsolated);
    }

    [Fact]
    public void Policies_of_an_earlier_tier_that_were_not_read_leave_it_unproven()
    {
        var tier = Assert.Single(Input.Read(Rules.Yaml.Tier("secret", order: 1)));
        var snapshot = PolicySnapshot.Of(Quarantined(tier).Resources, new() { IsLive = true, Gaps = [new("GlobalNetworkPolicy", null, "secret", "not allowed")] }, TestContext.Current.CancellationToken);
        var isolation = Prove(snapshot, "orders-0");
        Assert.Null(isolation.IsIsolated);
        Assert.Contains(isolation.StillOpen, flow => flow.Kind == OpenFlowKind.Uncertain && flow.Reason.Contains("could not be read", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("selector: role == 'hidden'", null)]
    [InlineData("nets: [10.244.0.0/24]", null)]
    [InlineData(null, true)]
    public void Pods_that_were_not_read_count_where_a_rule_before_the_quarantine_may_allow_them(string? source, bool? expected)
    {
        Resource[] planted = source is null ? [] : [.. Input.Read(Rules.Yaml.Documents(
            Rules.Yaml.Tier("early", "Pass", order: 5),
            Rules.Yaml.GlobalNetworkPolicy($"tier: early\nselector: app == 'orders'\ntypes: [Ingress]\ningress:\n- action: Allow\n  source: {{{source}}}\n- action: Pass", "early.some")))];
        var template = Template with { AllowFrom = [new() { Selector = "role == 'forensics'" }] };

        // Nothing of the shop has a policy that lets it reach the pod so.
        var closed = ShopCluster.Resources.OfType<Pod>().Where(pod => pod.Name != "orders-0").ToList();
        var snapshot = PolicySnapshot.Of(Quarantined(template, planted).Without(closed, TestContext.Current.CancellationToken).Resources, new() { IsLive = true, Gaps = [new("Pod", "hidden", null, "not allowed")] }, TestContext.Current.CancellationToken);
        Assert.Equal(expected, Prove(snapshot, "orders-0", template).IsIsolated);
    }

    [Fact]
    public void A_pod_of_both_families_is_isolated_in_both_but_for_neighbours_on_its_node()
    {
        var pod = ShopCluster.Labelled(ShopCluster.Pod("orders-0"));
        var isolation = Prove(ShopCluster.With([.. Template.ToResources(), pod with { IPs = [.. pod.IPs, "fd00::7"] }]), "orders-0");
        Assert.True(isolation.IsIsolated);
        var neighbours = isolation.StillOpen[1];
        Assert.Equal((OpenFlowKind.OwnNode, PolicyType.Egress, 6), (neighbours.Kind, neighbours.Direction, neighbours.IPVersion));
        Assert.True(neighbours.Traffic.Contains(58, 135 << 8) && !neighbours.Traffic.Contains(58, 128 << 8));
    }

    [Fact]
    public void A_host_is_no_pod()
    {
        var snapshot = ShopCluster.With(new HostEndpoint { Metadata = new() { Name = "h" }, Node = "node-1", ExpectedIPs = ["192.168.10.11"] });
        Assert.Throws<ArgumentException>(() => Prove(snapshot, "h"));
    }

    private static PolicySnapshot Quarantined(params Resource[] others) => Quarantined(Template, others);

    private static PolicySnapshot Quarantined(QuarantineTemplate template, params Resource[] others) =>
        ShopCluster.With([.. template.ToResources(), ShopCluster.Labelled(ShopCluster.Pod("orders-0")), .. others]);

    private static Isolation Prove(PolicySnapshot snapshot, string pod, QuarantineTemplate? template = null) =>
        new IsolationProver(PolicyEngine.Compile(snapshot, cancellationToken: TestContext.Current.CancellationToken)).Prove(
            snapshot.Endpoints.Single(endpoint => endpoint.Name == pod),
            policy => policy.Tier == (template ?? Template).Tier && policy.Name == (template ?? Template).PolicyName,
            TestContext.Current.CancellationToken);
}
