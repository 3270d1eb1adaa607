using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Connectivity;

/// <summary>Coverage of hosts, nodes and pods that use their network.</summary>
public class HostCoverageTests
{
    private const string Nodes = """
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        status: {addresses: [{type: InternalIP, address: 192.168.10.11}]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: n2}
        status: {addresses: [{type: InternalIP, address: 192.168.10.12}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: agent-x
          namespace: ops
          labels: {app: agent}
          ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: agent, controller: true}]
        spec: {nodeName: n1, hostNetwork: true, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: 192.168.10.11}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: agent-y
          namespace: ops
          labels: {app: agent}
          ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: agent, controller: true}]
        spec: {nodeName: n2, hostNetwork: true, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: 192.168.10.12}]}

        """;

    private static readonly string Policy = Rules.Yaml.GlobalNetworkPolicy("selector: role == 'node'\ntypes: [Ingress]\ningress: [{action: Allow, protocol: TCP, destination: {ports: [9100]}}]");

    [Fact]
    public void Nodes_and_their_pods_are_governed_by_nobody_where_no_host_endpoint_is()
    {
        var rows = Rows(Nodes, Rules.Yaml.NetworkPolicy("types: [Ingress, Egress]", ns: "ops"));
        Assert.Equal(["HostNetworkPod DaemonSet ops/agent 2", "Node Node n1 1", "Node Node n2 1"], rows.Select(Shown));
        Assert.All(rows, row => Assert.Equal(
            (PolicyProtection.No, PolicyProtection.No, Verdict.Allow, TrafficSet.All, Truth.Yes),
            (row.IngressProtected, row.EgressProtected, row.IngressDefault, row.EgressToAnyone, row.EgressToDns)));
    }

    [Fact]
    public void A_host_endpoint_governs_its_node_and_the_pods_on_it()
    {
        var rows = Rows(Nodes, Host("'*'"), Policy);
        Assert.Equal(["HostEndpoint HostEndpoint n1-all 1", "HostNetworkPod DaemonSet ops/agent 1", "HostNetworkPod DaemonSet ops/agent 1", "Node Node n2 1"], rows.Select(Shown));
        Assert.Equal([PolicyProtection.Yes, PolicyProtection.Yes, PolicyProtection.No, PolicyProtection.No], rows.Select(row => row.IngressProtected));

        // Without a policy of egress a host endpoint drops what is not failsafe.
        Assert.Equal((PolicyProtection.No, Verdict.Deny, Truth.No), (rows[0].EgressProtected, rows[0].EgressDefault, rows[0].EgressToInternet));
        Assert.True(rows[0].IngressFromAnyone.Contains(6, 9100) && rows[0].IngressFromAnyone.Contains(6, 22) && !rows[0].IngressFromAnyone.Contains(6, 80));
    }

    [Fact]
    public void The_profile_of_automatic_host_endpoints_lets_everything_through()
    {
        var row = Rows(Host("'*'", ", profiles: [projectcalico-default-allow]"))[0];
        Assert.Equal((PolicyProtection.No, Verdict.Allow, Truth.Yes, TrafficSet.All), (row.IngressProtected, row.IngressDefault, row.IngressFromInternet, row.IngressFromAnyone));
    }

    [Fact]
    public void A_profile_of_its_own_is_open_to_whom_it_allows()
    {
        const string Profile = "apiVersion: projectcalico.org/v3\nkind: Profile\nmetadata: {name: own}\nspec: {ingress: [{action: Allow, source: {nets: [198.51.100.0/24]}}]}\n";
        var row = Rows(Host("'*'", ", profiles: [own]"), Profile)[0];
        Assert.Equal((PolicyProtection.No, Verdict.Deny, Truth.Yes, Truth.No), (row.IngressProtected, row.IngressDefault, row.IngressFromInternet, row.EgressToInternet));
    }

    [Fact]
    public void A_host_endpoint_of_one_interface_leaves_it_open_what_governs_the_pods()
    {
        var row = Rows(Nodes, Host("eth0"), Policy).First(row => row.Category == CoverageCategory.HostNetworkPod);
        Assert.Equal(PolicyProtection.Uncertain, row.IngressProtected);
        Assert.Contains("some interfaces of node n1", row.Ingress.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eth0", "doNotTrack: true\napplyOnForward: true")]
    [InlineData("'*'", "preDNAT: true\napplyOnForward: true")]
    public void Untracked_and_preDNAT_policies_protect_and_have_no_end(string interfaceName, string spec)
    {
        var row = Rows(Host(interfaceName, ", profiles: [projectcalico-default-allow]"), Rules.Yaml.GlobalNetworkPolicy($"{spec}\nselector: role == 'node'\ntypes: [Ingress]\ningress: [{{action: Deny, source: {{nets: [192.0.2.0/24]}}}}]"))[0];
        Assert.Equal((PolicyProtection.Yes, Verdict.Allow), (row.IngressProtected, row.IngressDefault));
    }

    [Fact]
    public void Host_endpoints_that_were_not_read_make_nodes_uncertain()
    {
        var options = new SnapshotOptions { IsComplete = true, Gaps = [new("HostEndpoint", null, null, "forbidden")] };
        var snapshot = PolicySnapshot.Of(Input.Read(Nodes), options, TestContext.Current.CancellationToken);
        Assert.All(CoverageRows.Of(snapshot, null, TestContext.Current.CancellationToken), row => Assert.Equal((PolicyProtection.Uncertain, Verdict.Uncertain), (row.IngressProtected, row.EgressDefault)));
        Assert.Equal("HostEndpoint objects were not read: forbidden.", Assert.Single(CoverageRows.Unseen(snapshot)));
    }

    [Fact]
    public void A_template_for_the_nodes_network_is_a_row()
    {
        var row = Assert.Single(Rows("apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent, namespace: ops}\nspec:\n  template: {metadata: {labels: {app: agent}}, spec: {hostNetwork: true, containers: [{name: c}]}}\n"));
        Assert.Equal("HostNetworkPod DaemonSet ops/agent 1", Shown(row));
    }

    private static string Shown(CoverageRow row) => FormattableString.Invariant($"{row.Category} {row.Kind} {row.Endpoint} {row.Count}");

    private static string Host(string interfaceName, string more = "") =>
        $"apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {{name: n1-all, labels: {{role: node}}}}\nspec: {{node: n1, interfaceName: {interfaceName}, expectedIPs: [192.168.10.11]{more}}}\n";

    private static IReadOnlyList<CoverageRow> Rows(params string[] documents) => CoverageRows.Of(
        PolicySnapshot.Of(Input.Read(Rules.Yaml.Documents(documents)), new() { IsComplete = true }, TestContext.Current.CancellationToken), null, TestContext.Current.CancellationToken);
}
