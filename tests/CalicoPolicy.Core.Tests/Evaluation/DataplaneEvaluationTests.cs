using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;
using static CalicoPolicy.Core.Tests.Rules.Yaml;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>Where iptables or nftables and eBPF differ (calico-dataplane.md 3.6).</summary>
public class DataplaneEvaluationTests
{
    [Theory]
    [InlineData("Pass", DataplaneKind.Standard, Verdict.Allow)]
    [InlineData("Pass", DataplaneKind.Ebpf, Verdict.Deny)]
    [InlineData("Log", DataplaneKind.Standard, Verdict.Allow)]
    [InlineData("Log", DataplaneKind.Ebpf, Verdict.Allow)]
    public void Pass_in_a_profile_leads_to_the_next_one_or_denies(string action, DataplaneKind dataplane, Verdict expected) => Assert.Equal(expected, Decide(
        "203.0.113.7 -> node TCP 9000",
        dataplane,
        $"apiVersion: projectcalico.org/v3\nkind: Profile\nmetadata: {{name: first}}\nspec: {{ingress: [{{action: {action}}}]}}\n",
        "apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {name: node}\nspec: {node: n1, interfaceName: eth0, expectedIPs: [192.0.2.1], profiles: [first, projectcalico-default-allow]}\n"));

    [Fact]
    public void Pass_of_a_policy_still_leads_to_the_profiles_in_both() => Assert.All(Enum.GetValues<DataplaneKind>(), dataplane => Assert.Equal(
        Verdict.Allow, Decide("10.0.0.1 -> db TCP 80", dataplane, GlobalNetworkPolicy("selector: app == 'db'\ningress: [{action: Pass}]"))));

    [Theory]
    [InlineData("protocol: ICMPv6", "fd00::1 -> db ICMPv6 128/0", Verdict.Allow, Verdict.Deny)]
    [InlineData("protocol: 58", "fd00::1 -> db ICMPv6 128/0", Verdict.Allow, Verdict.Allow)]
    [InlineData("protocol: ICMP", "10.0.0.1 -> db ICMP 8/0", Verdict.Allow, Verdict.Allow)]
    [InlineData("protocol: UDPLite", "10.0.0.1 -> db UDPLite", Verdict.Allow, Verdict.Deny)]
    [InlineData("protocol: UDPLite", "10.0.0.1 -> db 0", Verdict.Deny, Verdict.Allow)]
    [InlineData("protocol: 136", "10.0.0.1 -> db UDPLite", Verdict.Allow, Verdict.Allow)]
    [InlineData("notProtocol: UDPLite", "10.0.0.1 -> db UDPLite", Verdict.Deny, Verdict.Allow)]
    [InlineData("protocol: SCTP", "10.0.0.1 -> db SCTP 80", Verdict.Allow, Verdict.Allow)]
    public void The_names_ICMPv6_and_UDPLite_are_number_0_in_eBPF(string criterion, string flow, Verdict standard, Verdict ebpf)
    {
        var policy = GlobalNetworkPolicy($"selector: app == 'db'\ningress: [{{action: Allow, {criterion}}}]");
        Assert.Equal(standard, Decide(flow, DataplaneKind.Standard, policy));
        Assert.Equal(ebpf, Decide(flow, DataplaneKind.Ebpf, policy));
    }

    [Theory]
    [InlineData("icmp: {type: 8}", Verdict.Allow)]
    [InlineData("icmp: {type: 3}", Verdict.Deny)]
    public void Icmp_types_count_in_both(string criterion, Verdict expected) => Assert.All(Enum.GetValues<DataplaneKind>(), dataplane => Assert.Equal(
        expected, Decide("10.0.0.1 -> db ICMP 8/0", dataplane, GlobalNetworkPolicy($"selector: app == 'db'\ningress: [{{action: Allow, protocol: ICMP, {criterion}}}]"))));

    [Fact]
    public void Named_ports_may_be_negated_in_both() => Assert.All(Enum.GetValues<DataplaneKind>(), dataplane =>
    {
        var policy = GlobalNetworkPolicy("selector: app == 'db'\ningress: [{action: Allow, protocol: TCP, destination: {notPorts: [sql]}}]");
        Assert.Equal(Verdict.Deny, Decide("10.0.0.1 -> db TCP 5432", dataplane, policy));
        Assert.Equal(Verdict.Allow, Decide("10.0.0.1 -> db TCP 80", dataplane, policy));
    });

    [Fact]
    public void Whether_http_criteria_count_is_not_known_in_both() => Assert.All(Enum.GetValues<DataplaneKind>(), dataplane => Assert.Equal(
        Verdict.Uncertain, Decide("10.0.0.1 -> db TCP 80", dataplane, GlobalNetworkPolicy("selector: app == 'db'\ningress: [{action: Allow, http: {methods: [GET]}}]"))));

    private static Verdict Decide(string flow, DataplaneKind dataplane, params string[] documents)
    {
        var snapshot = PolicySnapshot.Of(Input.Read(Rules.Yaml.Documents([Evaluating.Pods, .. documents])), new() { IsComplete = true }, TestContext.Current.CancellationToken);
        var engine = PolicyEngine.Compile(snapshot, new() { Dataplane = dataplane }, TestContext.Current.CancellationToken);
        return engine.Decide(Evaluating.FlowOf(flow, snapshot));
    }
}
