using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;
using static CalicoPolicy.Core.Tests.Evaluation.Evaluating;
using static CalicoPolicy.Core.Tests.Rules.Yaml;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>What hosts say of traffic on its way to and from pods (calico-dataplane.md 3.3, calico-policy.md 2.4; felix/rules/static.go and dispatch.go).</summary>
public class ForwardingEvaluationTests
{
    private const string FromOutside = "203.0.113.7 -> web TCP 8080";
    private const string ToOutside = "web -> 203.0.113.7 TCP 443";
    private const string Across = "web -> db TCP 5432";
    private const string Neighbour = """
        apiVersion: v1
        kind: Pod
        metadata: {name: near, namespace: shop, labels: {app: near}}
        spec: {nodeName: n1, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.3}]}

        """;

    [Theory]
    [InlineData(FromOutside, "Ingress", Verdict.Deny)]
    [InlineData(FromOutside, "Egress", Verdict.Deny)]
    [InlineData("203.0.113.7 -> db TCP 5432", "Ingress", Verdict.Allow)]
    [InlineData(ToOutside, "Egress", Verdict.Deny)]
    [InlineData(ToOutside, "Ingress", Verdict.Deny)]
    [InlineData(Across, "Egress", Verdict.Deny)]
    [InlineData("db -> web TCP 8080", "Ingress", Verdict.Deny)]
    [InlineData("web -> near TCP 80", "Ingress", Verdict.Deny)]
    [InlineData("web -> near TCP 80", "Egress", Verdict.Deny)]
    public void The_host_endpoint_for_all_interfaces_sees_forwarded_traffic_at_pods_interfaces_too(string flow, string type, Verdict expected) =>
        Assert.Equal(expected, Decide(flow, Neighbour, Host("*"), Forward($"types: [{type}]")));

    [Theory]
    [InlineData(FromOutside, "Ingress", Verdict.Uncertain)]
    [InlineData(FromOutside, "Egress", Verdict.Allow)]
    [InlineData(ToOutside, "Egress", Verdict.Uncertain)]
    [InlineData(ToOutside, "Ingress", Verdict.Allow)]
    [InlineData(Across, "Egress", Verdict.Uncertain)]
    [InlineData("db -> web TCP 8080", "Ingress", Verdict.Uncertain)]
    [InlineData("web -> near TCP 80", "Ingress", Verdict.Allow)]
    [InlineData("node -> near TCP 80", "Egress", Verdict.Allow)]
    public void Whether_a_packet_takes_a_named_interface_is_not_known(string flow, string type, Verdict expected)
    {
        var trace = Trace(flow, Neighbour, Host("eth0"), Forward($"types: [{type}]"));
        Assert.Equal(expected, trace.Verdict);
        if (expected == Verdict.Uncertain) Assert.Contains(Unknowns.Forwarded, new[] { trace.Egress?.Unknowns, trace.Ingress?.Unknowns }.OfType<Unknowns>());
    }

    [Fact]
    public void Where_all_interfaces_that_may_be_taken_say_the_same_it_is_certain()
    {
        Assert.Equal(Verdict.Allow, Decide(FromOutside, Host("eth0"), Forward("ingress: [{action: Allow}]")));
        Assert.Equal(Verdict.Deny, Decide(FromOutside, Host("eth0"), Host("*", "rest"), Forward("types: [Ingress]")));
        Assert.Equal(Verdict.Uncertain, Decide(FromOutside, Host("eth0"), Host("*", "rest", "other"), Forward("types: [Ingress]")));
    }

    [Fact]
    public void Of_two_host_endpoints_for_the_same_interfaces_the_first_by_name_governs()
    {
        Assert.Equal(Verdict.Deny, Decide(FromOutside, Host("*", "a"), Host("*", "b", "other"), Forward("types: [Ingress]")));
        Assert.Equal(Verdict.Allow, Decide(FromOutside, Host("*", "b"), Host("*", "a", "other"), Forward("types: [Ingress]")));
        Assert.Equal(Verdict.Allow, Decide(FromOutside, Host("eth0", "b"), Host("eth0", "a", "other"), Forward("types: [Ingress]")));
    }

    [Fact]
    public void Without_a_policy_for_forwarded_traffic_it_gets_through() =>
        Assert.Equal(Verdict.Allow, Decide(FromOutside, Host("*"), GlobalNetworkPolicy("selector: role == 'node'\ntypes: [Ingress, Egress]")));

    [Fact]
    public void What_hosts_allow_the_pods_own_policies_still_have_to()
    {
        var own = NetworkPolicy("selector: app == 'web'\ningress: [{action: Allow, protocol: UDP}]", "own", "shop");
        var trace = Trace(FromOutside, Host("*"), Forward("ingress: [{action: Allow}]"), own);
        Assert.Equal(Verdict.Deny, trace.Verdict);
        Assert.Equal("Deny at the end of tier default because of NetworkPolicy shop/own", trace.Ingress!.Decider!.ToString());
        Assert.Equal("node", trace.Ingress.Steps[0].Host!.Name);
    }

    [Fact]
    public void A_trace_names_the_host_endpoint_on_the_way()
    {
        var trace = Trace(FromOutside, Host("*"), Forward("types: [Ingress]"));
        Assert.Equal("Deny at the end of tier default because of GlobalNetworkPolicy forward on the way through host endpoint node", trace.Ingress!.Decider!.ToString());
        Assert.Equal("Allow by profile kns.shop", Trace(FromOutside, Host("*"), Forward("ingress: [{action: Allow}]")).Ingress!.Decider!.ToString());
    }

    [Theory]
    [InlineData("preDNAT")]
    [InlineData("doNotTrack")]
    public void What_an_earlier_hook_allows_the_interfaces_later_ones_are_not_asked_about(string kind)
    {
        var early = Early(kind, "ingress: [{action: Allow, protocol: TCP}]");
        Assert.Equal(Verdict.Allow, Decide(FromOutside, Host("eth0"), early, Forward("types: [Ingress]")));
        Assert.Equal(Verdict.Uncertain, Decide("203.0.113.7 -> web UDP 8080", Host("eth0"), early, Forward("types: [Ingress]")));
        Assert.Equal(Verdict.Deny, Decide(FromOutside, Host("*"), early, Forward("types: [Egress]")));
        Assert.Equal(Verdict.Deny, Decide(FromOutside, Host("eth0"), early, NetworkPolicy("types: [Ingress]", "own", "shop")));
    }

    [Theory]
    [InlineData("preDNAT", "*", FromOutside, Verdict.Deny)]
    [InlineData("preDNAT", "*", ToOutside, Verdict.Deny)]
    [InlineData("preDNAT", "*", "web -> near TCP 80", Verdict.Deny)]
    [InlineData("preDNAT", "eth0", ToOutside, Verdict.Allow)]
    [InlineData("doNotTrack", "*", FromOutside, Verdict.Allow)]
    [InlineData("doNotTrack", "*", "203.0.113.7 -> node TCP 9000", Verdict.Allow)]
    [InlineData("doNotTrack", "eth0", "203.0.113.7 -> node TCP 9000", Verdict.Deny)]
    public void PreDNAT_policies_are_for_all_interfaces_and_untracked_ones_not_for_the_host_endpoint_of_all(string kind, string name, string flow, Verdict expected) => Assert.Equal(
        expected, Decide(flow, Neighbour, Host(name, more: "profiles: [projectcalico-default-allow]"), Early(kind, "ingress: [{action: Deny}]")));

    [Fact]
    public void PreDNAT_policies_see_what_a_pod_sends_to_its_own_host_too()
    {
        Assert.Equal(Verdict.Deny, Decide("web -> node TCP 9000", Host("*"), Early("preDNAT", "ingress: [{action: Deny}]")));
        Assert.Equal(Verdict.Uncertain, Decide("web -> node TCP 9000", Host("*"), Forward("types: [Ingress, Egress]")));
    }

    [Fact]
    public void Failsafe_ports_are_open_to_forwarded_traffic_before_translation_only()
    {
        var flow = "203.0.113.7 -> web TCP 22";
        Assert.Equal(Verdict.Allow, Decide(flow, Host("*"), Early("preDNAT", "ingress: [{action: Deny}]")));
        Assert.Equal(Verdict.Deny, Decide(flow, Host("*"), Forward("types: [Ingress]")));
        Assert.Equal(Verdict.Uncertain, Decide("203.0.113.7 -> web TCP", Host("*"), Early("preDNAT", "ingress: [{action: Deny}]")));
    }

    [Theory]
    [InlineData(179, Verdict.Allow)]
    [InlineData(40000, Verdict.Deny)]
    [InlineData(null, Verdict.Uncertain)]
    public void Answers_of_failsafe_ports_get_past_untracked_policies(int? sourcePort, Verdict expected)
    {
        var (engine, flow) = Flowing("203.0.113.7 -> node TCP 9000", Host("eth0", more: "profiles: [projectcalico-default-allow]"), Early("doNotTrack", "ingress: [{action: Deny}]"));
        Assert.Equal(expected, engine.Decide(flow with { SourcePort = sourcePort }));
    }

    [Theory]
    [InlineData("n1", "203.0.113.7/32", Verdict.Allow)]
    [InlineData("n1", "192.0.2.0/24", Verdict.Deny)]
    [InlineData("n2", "203.0.113.7/32", Verdict.Deny)]
    [InlineData("n2", "192.0.2.2/32", Verdict.Allow)]
    [InlineData("n2", "192.0.2.77/32", Verdict.Deny)]
    [InlineData("n9", "192.0.2.0/24", Verdict.Uncertain)]
    public void What_enters_through_another_node_comes_from_an_address_of_it(string node, string net, Verdict expected)
    {
        var address = "apiVersion: v1\nkind: Node\nmetadata: {name: n2}\nspec: {}\nstatus: {addresses: [{type: InternalIP, address: 192.0.2.2}, {type: ExternalIP, address: 192.0.2.77}]}\n";
        var (engine, flow) = Flowing(FromOutside, address, NetworkPolicy($"selector: app == 'web'\ningress: [{{action: Allow, source: {{nets: [{net}]}}}}]", "own", "shop"));
        Assert.Equal(expected, engine.Decide(flow with { EntersThrough = node }));
    }

    [Theory]
    [InlineData("n1", "source: {nets: [203.0.113.0/24]}", Verdict.Deny)]
    [InlineData("n1", "source: {nets: [198.51.100.0/24]}", Verdict.Allow)]
    [InlineData("n1", "protocol: SCTP, destination: {ports: [30080]}", Verdict.Uncertain)]
    [InlineData("n1", "destination: {nets: [192.0.2.1/32]}", Verdict.Uncertain)]
    [InlineData("n2", "source: {nets: [203.0.113.0/24]}", Verdict.Allow)]
    public void The_node_that_it_enters_through_knows_the_client_and_not_yet_the_pod(string node, string criteria, Verdict expected)
    {
        // SCTP has no failsafe ports, one of which the client might have used.
        var (engine, flow) = Flowing("203.0.113.7 -> db SCTP 5432", Host("*"), Early("preDNAT", $"ingress: [{{action: Deny, {criteria}}}]"));
        Assert.Equal(expected, engine.Decide(flow with { EntersThrough = node }));
    }

    [Fact]
    public void Host_endpoints_that_could_not_be_read_may_have_a_say()
    {
        var snapshot = PolicySnapshot.Of(
            Input.Read(Rules.Yaml.Documents(Pods, Forward("types: [Ingress]"))), new() { IsComplete = true, Gaps = [new("HostEndpoint", null, null, "forbidden")] }, TestContext.Current.CancellationToken);
        var trace = PolicyEngine.Compile(snapshot, cancellationToken: TestContext.Current.CancellationToken).Trace(FlowOf(FromOutside, snapshot));
        Assert.Equal(Verdict.Uncertain, trace.Verdict);
        Assert.True(trace.Ingress!.Unknowns.HasFlag(Unknowns.Gap));
    }

    [Fact]
    public void Where_pods_to_come_will_run_is_not_known()
    {
        var template = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, namespace: shop}\nspec: {template: {metadata: {labels: {app: api}}, spec: {containers: [{name: c}]}}}\n";
        Assert.Equal(Verdict.Uncertain, Decide("203.0.113.7 -> api TCP 80", Host("*"), template, Forward("types: [Ingress]")));
        Assert.Equal(Verdict.Allow, Decide("203.0.113.7 -> api TCP 80", Host("*"), template, Forward("ingress: [{action: Allow}]")));
    }

    [Fact]
    public void Of_a_node_that_is_not_known_failsafe_ports_may_be_those_of_any()
    {
        // Of two hosts with the same labels one keeps port 9999 open.
        string Other(string name, string node) => $"apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {{name: {name}, labels: {{role: node}}}}\nspec: {{node: {node}, interfaceName: '*'}}\n";
        var felix = "apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: {name: node.n8}\nspec: {failsafeInboundHostPorts: [{protocol: TCP, port: 9999}]}\n";
        var template = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, namespace: shop}\nspec: {template: {metadata: {labels: {app: api}}, spec: {containers: [{name: c}]}}}\n";
        var policies = Early("preDNAT", "ingress: [{action: Deny}]");
        var trace = Trace("203.0.113.7 -> api TCP 9999", Other("h7", "n7"), Other("h8", "n8"), felix, template, policies);
        Assert.Contains(trace.Ingress!.Steps, step => step.Host?.Name == "h7");
        Assert.DoesNotContain(trace.Ingress.Steps, step => step.Host?.Name == "h8");
        Assert.Contains(Trace("203.0.113.7 -> api TCP 9998", Other("h7", "n7"), Other("h8", "n8"), felix, template, policies).Ingress!.Steps, step => step.Host?.Name == "h8");
    }

    private static (PolicyEngine Engine, Flow Flow) Flowing(string flow, params string[] documents)
    {
        var snapshot = PolicySnapshot.Of(Input.Read(Rules.Yaml.Documents([Pods, .. documents])), new() { IsComplete = true }, TestContext.Current.CancellationToken);
        return (PolicyEngine.Compile(snapshot, cancellationToken: TestContext.Current.CancellationToken), FlowOf(flow, snapshot));
    }

    private static string Forward(string spec) => GlobalNetworkPolicy($"selector: role == 'node'\napplyOnForward: true\n{spec}", "forward");

    private static string Early(string kind, string spec) => GlobalNetworkPolicy($"selector: role == 'node'\n{kind}: true\napplyOnForward: true\n{spec}", "early");

    private static string Host(string interfaceName, string name = "node", string role = "node", string more = "") =>
        $"apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {{name: {name}, labels: {{role: {role}}}}}\nspec:\n  node: n1\n  interfaceName: '{interfaceName}'\n  expectedIPs: [192.0.2.1]\n"
        + (more.Length == 0 ? "" : $"  {more}\n");
}
