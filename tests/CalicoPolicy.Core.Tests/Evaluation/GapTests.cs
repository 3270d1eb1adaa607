using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;
using static CalicoPolicy.Core.Tests.Rules.Yaml;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>What each kind of gap makes uncertain, and what it leaves alone (decision 8).</summary>
public class GapTests
{
    private const string Web = "web -> 203.0.113.7";
    private const string Db = "db -> 203.0.113.7";
    private const string FirstTier = "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: first}\nspec: {order: 1}\n";
    private const string LaterTier = "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: later}\nspec: {order: 2}\n";
    private const string Host = "apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {name: node, labels: {role: node}}\nspec: {node: n9, interfaceName: eth0, expectedIPs: [192.0.2.9], profiles: [projectcalico-default-allow]}\n";

    [Theory]
    [InlineData("ClusterRole")]
    [InlineData("ClusterRoleBinding")]
    [InlineData("Role")]
    [InlineData("RoleBinding")]
    public void Roles_that_were_not_read_change_no_verdict(string kind)
    {
        Assert.Equal(Verdict.Allow, Decide(Web, new(kind, null, null, "no")));
        Assert.Equal(Verdict.Deny, Decide(Web, new(kind, null, null, "no"), GlobalNetworkPolicy("selector: all()\negress: [{action: Deny}]")));
    }

    [Fact]
    public void Policies_of_a_namespace_make_only_its_pods_uncertain()
    {
        SnapshotGap gap = new("NetworkPolicy", "shop", null, "no");
        Assert.Equal(Verdict.Uncertain, Decide(Web, gap));
        Assert.Equal(Verdict.Allow, Decide(Db, gap));
        Assert.Equal(Verdict.Allow, Decide("203.0.113.7 -> node", gap, Host));
    }

    [Fact]
    public void Policies_of_other_namespaces_leave_those_that_were_read_certain()
    {
        var gap = new SnapshotGap("NetworkPolicy", null, null, "no") { ExceptNamespaces = ["shop"] };
        Assert.Equal(Verdict.Allow, Decide(Web, gap));
        Assert.Equal(Verdict.Uncertain, Decide(Db, gap));
    }

    [Fact]
    public void What_comes_before_the_tier_of_a_gap_stays_certain()
    {
        SnapshotGap gap = new("NetworkPolicy", null, "later", "no");
        var first = GlobalNetworkPolicy("tier: first\nselector: app == 'web'\negress: [{action: Allow}]", "first.a");
        Assert.Equal(Verdict.Allow, Decide(Web, gap, FirstTier, LaterTier, first));
        Assert.Equal(Verdict.Uncertain, Decide(Db, gap, FirstTier, LaterTier, first));
        Assert.Equal(Verdict.Uncertain, Decide(Web, gap with { Tier = null }, FirstTier, LaterTier, first));
    }

    [Fact]
    public void Policies_of_the_cluster_may_select_hosts_and_those_of_Kubernetes_may_not()
    {
        Assert.Equal(Verdict.Uncertain, Decide("203.0.113.7 -> node", new("GlobalNetworkPolicy", null, null, "no"), Host));
        foreach (var kind in (string[])["NetworkPolicy", "KubernetesNetworkPolicy", "ClusterNetworkPolicy", "AdminNetworkPolicy"])
        {
            Assert.Equal(Verdict.Allow, Decide("203.0.113.7 -> node", new(kind, null, null, "no"), Host));
            Assert.Equal(Verdict.Uncertain, Decide(Web, new(kind, null, null, "no"), Host));
        }
    }

    [Fact]
    public void Policies_of_Kubernetes_have_their_own_tiers()
    {
        var first = GlobalNetworkPolicy("tier: first\nselector: all()\negress: [{action: Deny}]", "first.a");
        Assert.Equal(Verdict.Deny, Decide(Web, new("KubernetesNetworkPolicy", null, null, "no"), FirstTier, first));
        Assert.Equal(Verdict.Deny, Decide(Web, new("ClusterNetworkPolicy", null, null, "no"), FirstTier, first));
    }

    [Fact]
    public void Staged_policies_change_nothing_that_is_in_force() => Assert.Equal(Verdict.Allow, Decide(Web, new("StagedNetworkPolicy", null, null, "no")));

    [Fact]
    public void A_tier_that_was_not_read_may_be_the_first()
    {
        var policies = (string[])[GlobalNetworkPolicy("tier: later\nselector: all()\negress: [{action: Deny}]", "later.a"), GlobalNetworkPolicy("selector: all()\negress: [{action: Allow}]", "b")];
        Assert.Equal(Verdict.Deny, Decide(Web, null, [LaterTier, .. policies]));
        Assert.Equal(Verdict.Uncertain, Decide(Web, new("Tier", null, null, "no"), policies));
    }

    [Theory]
    [InlineData("Namespace", "namespaceSelector: zone == 'a'")]
    [InlineData("ServiceAccount", "serviceAccountSelector: zone == 'a'")]
    public void Labels_of_what_was_not_read_may_be_any(string kind, string selector)
    {
        var policy = GlobalNetworkPolicy($"{selector}\negress: [{{action: Deny}}]");
        var namespaces = Evaluating.Pods.Split("---\n").Where(document => document.Contains("kind: Namespace", StringComparison.Ordinal)).ToArray();
        Assert.Equal(Verdict.Allow, Decide(Web, null, policy));
        Assert.Equal(kind == "Namespace" ? Verdict.Allow : Verdict.Uncertain, Decide(Web, new(kind, null, null, "no"), policy));
        Assert.Equal(Verdict.Uncertain, DecideWithout(namespaces, Web, new(kind, null, null, "no"), policy));
    }

    [Fact]
    public void An_address_may_be_of_a_pod_that_was_not_read()
    {
        SnapshotGap gap = new("Pod", "data", null, "no");
        Assert.Equal(Verdict.Uncertain, Decide("web -> 10.0.0.77", gap));
        var pool = "apiVersion: v1\nkind: Node\nmetadata: {name: n1}\nspec: {podCIDR: 10.0.0.0/26}\n";
        Assert.Equal(Verdict.Allow, Decide("web -> 10.0.0.77", gap, isLive: true, pool));
    }

    [Fact]
    public void Who_may_be_a_pod_of_another_namespace_is_none_of_this_one()
    {
        var policy = NetworkPolicy("selector: app == 'web'\ntypes: [Ingress]\ningress: [{action: Deny, source: {selector: app == 'x'}}, {action: Allow}]", "p", "shop");
        Assert.Equal(Verdict.Uncertain, Ingress("10.0.0.77 -> web", new SnapshotGap("Pod", "shop", null, "no"), policy));
        Assert.Equal(Verdict.Allow, Ingress("10.0.0.77 -> web", new SnapshotGap("Pod", "data", null, "no"), policy));
        Assert.Equal(Verdict.Allow, Ingress("10.0.0.77 -> web", new SnapshotGap("Pod", null, null, "no") { ExceptNamespaces = ["shop"] }, policy));
    }

    [Fact]
    public void An_address_may_be_of_a_host_or_a_node_that_was_not_read()
    {
        Assert.Equal(Verdict.Uncertain, Decide(Web, new("HostEndpoint", null, null, "no")));
        Assert.Equal(Verdict.Uncertain, Decide(Web, new("Node", null, null, "no")));
        Assert.Equal(Verdict.Allow, Decide("web -> db", new("Node", null, null, "no")));
        Assert.Equal(Verdict.Allow, Decide("web -> db", new("HostEndpoint", null, null, "no")));

        // Between the pods' nodes a host that was not read may stop what policies stop that were.
        var forwarded = GlobalNetworkPolicy("selector: role == 'node'\napplyOnForward: true\ningress: [{action: Allow}]");
        Assert.Equal(Verdict.Uncertain, Decide("web -> db", new("HostEndpoint", null, null, "no"), forwarded));
    }

    [Fact]
    public void A_set_that_was_not_read_may_hold_anybody_whom_its_labels_let()
    {
        var deny = GlobalNetworkPolicy("selector: app == 'web'\negress: [{action: Deny, destination: {selector: bad == 'yes'}}, {action: Allow}]");
        Assert.Equal(Verdict.Uncertain, Decide(Web, new("GlobalNetworkSet", null, null, "no"), deny));
        Assert.Equal(Verdict.Uncertain, Decide("web -> db", new("GlobalThreatFeed", null, null, "no"), deny));
        var ofNamespace = NetworkPolicy("selector: app == 'web'\negress: [{action: Deny, destination: {selector: bad == 'yes'}}, {action: Allow}]", "p", "shop");
        Assert.Equal(Verdict.Allow, Decide(Web, new("GlobalNetworkSet", null, null, "no"), ofNamespace));
        Assert.Equal(Verdict.Uncertain, Decide(Web, new("NetworkSet", "shop", null, "no"), ofNamespace));
        Assert.Equal(Verdict.Allow, Decide(Web, new("NetworkSet", "data", null, "no"), ofNamespace));
    }

    [Theory]
    [InlineData("EndpointSlice", "data", Verdict.Uncertain)]
    [InlineData("EndpointSlice", "shop", Verdict.Deny)]
    [InlineData("Service", "data", Verdict.Uncertain)]
    [InlineData("Pod", "shop", Verdict.Deny)]
    public void Members_of_a_service_that_was_not_read_may_be_any(string kind, string ns, Verdict expected) => Assert.Equal(
        expected,
        Decide("web -> db", new(kind, ns, null, "no"), GlobalNetworkPolicy("selector: app == 'web'\negress: [{action: Allow, destination: {services: {name: store, namespace: data}}}]")));

    [Fact]
    public void A_profile_that_was_not_read_may_allow()
    {
        var host = Host.Replace("projectcalico-default-allow", "edge", StringComparison.Ordinal);
        Assert.Equal(Verdict.Deny, Decide("203.0.113.7 -> node", null, host));
        Assert.Equal(Verdict.Uncertain, Decide("203.0.113.7 -> node", new("Profile", null, null, "no"), host));
    }

    [Fact]
    public void Felix_may_be_told_to_keep_ports_of_hosts_open()
    {
        var deny = GlobalNetworkPolicy("selector: role == 'node'\ntypes: [Ingress]");
        Assert.Equal(Verdict.Deny, Decide("203.0.113.7 -> node", null, Host, deny));
        Assert.Equal(Verdict.Uncertain, Decide("203.0.113.7 -> node", new("FelixConfiguration", null, null, "no"), Host, deny));
        Assert.Equal(Verdict.Allow, Decide("203.0.113.7 -> node", new("FelixConfiguration", null, null, "no"), Host));
    }

    private static Verdict Decide(string flow, SnapshotGap? gap, params string[] documents) => Ask(flow, gap, isLive: false, [Evaluating.Pods, .. documents]).Verdict;

    private static Verdict Decide(string flow, SnapshotGap? gap, bool isLive, params string[] documents) => Ask(flow, gap, isLive, [Evaluating.Pods, .. documents]).Verdict;

    private static Verdict Ingress(string flow, SnapshotGap? gap, params string[] documents) => Ask(flow, gap, isLive: true, [Evaluating.Pods, .. documents]).Ingress!.Verdict;

    private static Verdict DecideWithout(string[] without, string flow, SnapshotGap? gap, params string[] documents) =>
        Ask(flow, gap, isLive: false, [.. Evaluating.Pods.Split("---\n").Except(without), .. documents]).Verdict;

    private static FlowTrace Ask(string flow, SnapshotGap? gap, bool isLive, IReadOnlyList<string> documents)
    {
        var snapshot = PolicySnapshot.Of(
            documents.SelectMany(document => Input.Read(document)), new() { IsComplete = true, IsLive = isLive, Gaps = gap is null ? [] : [gap] }, TestContext.Current.CancellationToken);
        var engine = PolicyEngine.Compile(snapshot, null, TestContext.Current.CancellationToken);
        var trace = engine.Trace(Evaluating.FlowOf($"{flow} TCP 9000", snapshot));
        Assert.Equal(trace.Verdict, engine.Decide(trace.Flow));
        return trace;
    }
}
