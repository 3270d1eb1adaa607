using CalicoPolicy.Core.Evaluation;
using static CalicoPolicy.Core.Tests.Evaluation.Evaluating;
using static CalicoPolicy.Core.Tests.Rules.Yaml;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>Policies of host endpoints, and what hosts and their own pods send each other (calico-dataplane.md 3.3, decisions 5 to 7).</summary>
public class HostEvaluationTests
{
    private const string Outside = "203.0.113.7 -> node TCP 9000";

    [Fact]
    public void Without_profiles_and_policies_a_host_denies()
    {
        Assert.Equal("Deny by the end of the profiles", IngressBy(Outside, Host()));
        Assert.Equal(Verdict.Allow, Decide(Outside, Host("profiles: [projectcalico-default-allow]")));
    }

    [Fact]
    public void A_profile_that_does_not_exist_denies_everything()
    {
        Assert.Equal("Deny by profile gone", IngressBy(Outside, Host("profiles: [gone, projectcalico-default-allow]")));
        Assert.Equal(Verdict.Uncertain, Trace(Outside, PolicyView.Enforced, isComplete: false, Host("profiles: [gone, projectcalico-default-allow]")).Verdict);
    }

    [Theory]
    [InlineData("{action: Pass}", Verdict.Deny)]
    [InlineData("{action: Log}", Verdict.Allow)]
    [InlineData("{action: Pass, protocol: UDP}", Verdict.Allow)]
    [InlineData("{action: Pass, destination: {nets: [203.0.113.0/24]}}", Verdict.Uncertain)]
    public void Pass_in_a_profile_leads_to_the_next_one_also_where_it_only_may_match(string rule, Verdict expected) => Assert.Equal(expected, Decide(
        "198.51.100.7 -> node TCP 9000",
        $"apiVersion: projectcalico.org/v3\nkind: Profile\nmetadata: {{name: first}}\nspec: {{ingress: [{rule}, {{action: Allow}}]}}\n",
        Host("profiles: [first]", addresses: "")));

    [Theory]
    [InlineData("203.0.113.7 -> node TCP 22", Verdict.Allow)]
    [InlineData("203.0.113.7 -> node UDP 68", Verdict.Allow)]
    [InlineData("203.0.113.7 -> node UDP 53", Verdict.Deny)]
    [InlineData("node -> 203.0.113.7 UDP 53", Verdict.Allow)]
    [InlineData("node -> 203.0.113.7 TCP 22", Verdict.Deny)]
    [InlineData("203.0.113.7 -> node TCP", Verdict.Uncertain)]
    [InlineData("203.0.113.7 -> node SCTP", Verdict.Deny)]
    public void Failsafe_ports_stay_open(string flow, Verdict expected) =>
        Assert.Equal(expected, Decide(flow, Host(), GlobalNetworkPolicy("selector: role == 'node'\ntypes: [Ingress, Egress]")));

    [Fact]
    public void A_host_without_expected_addresses_is_matched_by_no_selector_and_no_named_port()
    {
        var allow = "{action: Allow, protocol: TCP, destination: {selector: role == 'node'}}, {action: Allow, protocol: TCP, destination: {ports: [admin]}}";
        var policy = GlobalNetworkPolicy($"selector: role == 'node'\ningress: [{allow}]");
        Assert.Equal(Verdict.Allow, Decide(Outside, Host(), policy));
        Assert.Equal(Verdict.Deny, Decide(Outside, Host(addresses: ""), policy));
    }

    [Fact]
    public void The_address_of_a_host_that_says_none_may_be_any()
    {
        var policy = GlobalNetworkPolicy("selector: role == 'node'\ningress: [{action: Allow, destination: {nets: [203.0.113.0/24]}}]");
        Assert.Equal(Verdict.Uncertain, Decide("198.51.100.7 -> node TCP 9000", Host(addresses: ""), policy));
    }

    [Theory]
    [InlineData("doNotTrack")]
    [InlineData("preDNAT")]
    public void Untracked_and_preDNAT_policies_come_first_and_have_no_end_of_tier(string kind)
    {
        var first = GlobalNetworkPolicy($"selector: role == 'node'\n{kind}: true\napplyOnForward: true\norder: 9\ningress: [{{action: Allow, protocol: TCP, destination: {{ports: [9000]}}}}]", "z");
        var normal = GlobalNetworkPolicy("selector: role == 'node'\norder: 1\ningress: [{action: Deny, protocol: TCP}, {action: Allow}]", "a");
        Assert.Equal(Verdict.Allow, Decide(Outside, Host(), first, normal));
        Assert.Equal("Deny by GlobalNetworkPolicy a spec.ingress[0] in tier default", IngressBy("203.0.113.7 -> node TCP 9001", Host(), first, normal));
        Assert.Equal(Verdict.Allow, Decide("203.0.113.7 -> node UDP 9001", Host(), first, normal));
    }

    [Fact]
    public void A_host_inherits_labels_of_its_profiles()
    {
        var profile = "apiVersion: projectcalico.org/v3\nkind: Profile\nmetadata: {name: edge}\nspec: {labelsToApply: {zone: edge}, ingress: [{action: Deny}]}\n";
        Assert.Equal(Verdict.Allow, Decide(Outside, Host("profiles: [edge]"), profile, GlobalNetworkPolicy("selector: zone == 'edge'\ningress: [{action: Allow}]")));
        Assert.Equal(Verdict.Allow, Decide(Outside, Host("profiles: [kns.shop]"), GlobalNetworkPolicy("namespaceSelector: env == 'live'\ningress: [{action: Allow}]")));
    }

    [Theory]
    [InlineData("node -> web TCP 8080")]
    [InlineData("192.0.2.1 -> web TCP 8080")]
    public void A_host_always_reaches_its_own_pods(string flow)
    {
        var deny = GlobalNetworkPolicy("types: [Ingress, Egress]");
        Assert.Equal(Verdict.Allow, Decide(flow, Host(), deny));
        Assert.Equal(Verdict.Deny, Decide(flow.Replace("web", "db", StringComparison.Ordinal), Host(), deny));
    }

    [Fact]
    public void A_node_without_host_endpoint_always_reaches_its_own_pods_too()
    {
        var node = "apiVersion: v1\nkind: Node\nmetadata: {name: n1}\nspec: {}\nstatus: {addresses: [{type: InternalIP, address: 192.0.2.1}]}\n";
        Assert.Equal(Verdict.Allow, Decide("192.0.2.1 -> web TCP 8080", node, GlobalNetworkPolicy("types: [Ingress]")));
        Assert.Equal(Verdict.Deny, Decide("192.0.2.1 -> db TCP 8080", node, GlobalNetworkPolicy("types: [Ingress]")));
    }

    [Fact]
    public void Whether_a_host_is_the_own_one_of_pods_to_come_is_not_known()
    {
        var template = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, namespace: shop}\nspec: {template: {metadata: {labels: {app: api}}, spec: {containers: [{name: c}]}}}\n";
        var trace = Trace("node -> api TCP 80", Host("profiles: [projectcalico-default-allow]"), template, NetworkPolicy("types: [Ingress]", "p", "shop"));
        Assert.Equal(Verdict.Uncertain, trace.Verdict);
        Assert.Equal(Unknowns.Node, trace.Ingress!.Unknowns);
    }

    [Theory]
    [InlineData("web -> node TCP 9000", Verdict.Uncertain)]
    [InlineData("web -> 192.0.2.1 TCP 22", Verdict.Uncertain)]
    [InlineData("db -> node TCP 9000", Verdict.Allow)]
    public void What_a_pod_sends_to_its_own_host_felix_decides(string flow, Verdict expected) => Assert.Equal(
        expected, Decide(flow, Host(), GlobalNetworkPolicy("selector: role == 'node'\ningress: [{action: Allow}]")));

    private static string Host(string more = "", string addresses = "expectedIPs: [192.0.2.1]") => "apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {name: node, labels: {role: node}}\n"
        + $"spec:\n  node: n1\n  interfaceName: eth0\n  ports: [{{name: admin, protocol: TCP, port: 9000}}]\n{Line(addresses)}{Line(more)}";

    private static string Line(string text) => text.Length == 0 ? "" : $"  {text}\n";
}
