using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>The behaviours of calico-dataplane.md 3 and of the decisions, one by one.</summary>
public class PolicyEngineTests
{
    private const string Pods = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec: {nodeName: n1, containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.1}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db, namespace: shop, labels: {app: db}}
        spec: {nodeName: n2, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.2}]}

        """;

    [Fact]
    public void Without_policies_everything_gets_through() => Assert.Equal(Verdict.Allow, Decide(Pods));

    [Fact]
    public void A_policy_without_rules_denies_at_the_end_of_its_tier()
    {
        var trace = Trace(Rules.Yaml.Documents(Pods, Rules.Yaml.NetworkPolicy("selector: app == 'db'\ntypes: [Ingress]", "default.db")));
        Assert.Equal(Verdict.Deny, trace.Verdict);
        Assert.Equal("Deny at the end of tier default because of NetworkPolicy shop/default.db", trace.Ingress!.Decider!.ToString());
    }

    [Fact]
    public void Log_goes_on_and_the_first_other_rule_that_matches_decides()
    {
        var trace = Trace(Rules.Yaml.Documents(Pods, Rules.Yaml.NetworkPolicy("selector: app == 'db'\ningress: [{action: Log}, {action: Allow, source: {selector: app == 'web'}}, {action: Deny}]", "default.db")));
        Assert.Equal(Verdict.Allow, trace.Verdict);
        Assert.Equal(["Log", "Allow"], trace.Ingress!.Steps.Select(step => step.Action.Text));
        Assert.Equal("$.spec.ingress[1]", trace.Ingress.Decider!.RulePath!.ToString());
        Assert.Equal(PolicyType.Ingress, trace.Ingress.Direction);
    }

    [Fact]
    public void Pass_leads_to_the_next_tier_and_in_the_end_to_the_profile() => Assert.Equal(Verdict.Allow, Decide(Rules.Yaml.Documents(
        Pods, Rules.Yaml.Tier("first", order: 1), Rules.Yaml.NetworkPolicy("tier: first\nselector: all()\ningress: [{action: Pass}]", "first.pass"))));

    [Fact]
    public void A_staged_policy_counts_in_the_pending_views_only()
    {
        var documents = Rules.Yaml.Documents(Pods, Rules.Yaml.NetworkPolicy("selector: app == 'db'\ntypes: [Ingress]", "default.db", kind: "StagedNetworkPolicy"));
        Assert.Equal(Verdict.Allow, Decide(documents));
        Assert.Equal(Verdict.Deny, Decide(documents, PolicyView.PendingCalico));
        Assert.Equal(Verdict.Deny, Decide(documents, PolicyView.PendingIntended));
    }

    [Fact]
    public void A_policy_of_a_tier_that_is_not_in_the_files_makes_it_uncertain()
    {
        var documents = Rules.Yaml.Documents(Pods, Rules.Yaml.NetworkPolicy("tier: missing\nselector: app == 'db'\ntypes: [Ingress]", "missing.db"));
        Assert.Equal(Verdict.Deny, Decide(documents));
        var trace = Trace(documents, isComplete: false);
        Assert.Equal(Verdict.Uncertain, trace.Verdict);
        Assert.True(trace.Ingress!.Unknowns.HasFlag(Unknowns.Tier));
    }

    [Fact]
    public void Labels_of_a_namespace_that_is_not_there_are_unknown()
    {
        var documents = Rules.Yaml.Documents(Pods, Rules.Yaml.GlobalNetworkPolicy("namespaceSelector: team == 'one'\ntypes: [Ingress]", "default.team"));
        Assert.Equal(Verdict.Allow, Decide(documents));
        Assert.Equal(Verdict.Uncertain, Trace(documents, isComplete: false).Verdict);
        Assert.Equal(Verdict.Deny, Decide(Rules.Yaml.Documents(documents, "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: one}}\n")));
    }

    [Fact]
    public void What_a_gap_could_change_is_uncertain()
    {
        var snapshot = Snapshot(Pods, new SnapshotGap("NetworkPolicy", null, "secret", "forbidden"));
        Assert.Equal(Verdict.Uncertain, PolicyEngine.Compile(snapshot, cancellationToken: TestContext.Current.CancellationToken).Decide(FlowOf(snapshot)));
    }

    [Fact]
    public void A_domain_is_certain_for_itself_alone()
    {
        var documents = Rules.Yaml.Documents(Pods, Rules.Yaml.NetworkPolicy("selector: app == 'web'\negress: [{action: Allow, destination: {domains: ['*.example.com']}}]", "default.web"));
        var snapshot = Snapshot(documents);
        var engine = PolicyEngine.Compile(snapshot, cancellationToken: TestContext.Current.CancellationToken);
        var web = FlowEnd.Of(snapshot.Endpoints[0]);
        Assert.Equal(Verdict.Allow, engine.Decide(new(web, new() { Domain = "api.example.com" }, Protocol.Tcp) { DestinationPort = 443 }));
        Assert.Equal(Verdict.Uncertain, engine.Decide(new(web, new() { Domain = "example.org" }, Protocol.Tcp) { DestinationPort = 443 }));
        Assert.Equal(Verdict.Deny, engine.Decide(new(web, FlowEnd.Of(snapshot.Endpoints[1]), Protocol.Tcp) { DestinationPort = 443 }));
    }

    [Fact]
    public void Through_which_interface_a_packet_leaves_is_not_known() => Assert.Equal(Verdict.Uncertain, Decide(Rules.Yaml.Documents(
        Pods,
        "apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {name: n1, labels: {role: node}}\nspec: {node: n1, interfaceName: eth0}\n",
        Rules.Yaml.GlobalNetworkPolicy("selector: role == 'node'\napplyOnForward: true\ntypes: [Egress]", "default.hosts"))));

    [Fact]
    public void A_verdict_allocates_for_the_ends_alone()
    {
        var rules = string.Join(", ", Enumerable.Range(1, 500).Select(port => $"{{action: Deny, protocol: TCP, destination: {{ports: [{port}]}}}}"));
        var snapshot = Snapshot(Rules.Yaml.Documents(Pods, Rules.Yaml.NetworkPolicy($"selector: app == 'db'\ningress: [{rules}]", "default.db")));
        var engine = PolicyEngine.Compile(snapshot, cancellationToken: TestContext.Current.CancellationToken);
        var flow = FlowOf(snapshot);
        engine.Decide(flow);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++) engine.Decide(flow);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100 * 1500);
    }

    [Theory]
    [InlineData("app == 'web'", Truth.Yes)]
    [InlineData("pcns.team == 'one'", Truth.Maybe)]
    [InlineData("pcns.team == 'one' || app == 'web'", Truth.Yes)]
    [InlineData("!(pcns.team == 'one')", Truth.Maybe)]
    [InlineData("pcns.projectcalico.org/name == 'shop'", Truth.Yes)]
    [InlineData("pcns.team != 'one' && app == 'db'", Truth.No)]
    public void A_selector_may_be_met(string selector, Truth expected) =>
        Assert.Equal(expected, Selector.Parse(selector).Judge(Snapshot(Pods, isComplete: false).Endpoints[0].Labels));

    private static Verdict Decide(string documents, PolicyView view = PolicyView.Enforced) => Trace(documents, view).Verdict;

    private static FlowTrace Trace(string documents, PolicyView view = PolicyView.Enforced, bool isComplete = true)
    {
        var snapshot = Snapshot(documents, isComplete);
        return PolicyEngine.Compile(snapshot, new() { View = view }, TestContext.Current.CancellationToken).Trace(FlowOf(snapshot));
    }

    private static PolicySnapshot Snapshot(string documents, bool isComplete = true, params SnapshotGap[] gaps) =>
        PolicySnapshot.Of(Input.Read(documents), new() { IsComplete = isComplete, Gaps = gaps }, TestContext.Current.CancellationToken);

    private static PolicySnapshot Snapshot(string documents, SnapshotGap gap) => Snapshot(documents, isComplete: true, gap);

    private static Flow FlowOf(PolicySnapshot snapshot) =>
        new(FlowEnd.Of(snapshot.Endpoints[0]), FlowEnd.Of(snapshot.Endpoints[1]), Protocol.Tcp) { SourcePort = 40000, DestinationPort = 5432 };
}
