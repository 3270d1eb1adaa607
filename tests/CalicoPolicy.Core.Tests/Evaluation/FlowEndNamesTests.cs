using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>What people call the ends of flows.</summary>
public class FlowEndNamesTests
{
    private const string Cluster = """
        apiVersion: v1
        kind: Pod
        metadata: {name: api-7d9f-1, namespace: shop, labels: {app: api}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: api-7d9f, controller: true, uid: u}]}
        spec: {nodeName: n1, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.1}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: api-7d9f-2, namespace: shop, labels: {app: api}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: api-7d9f, controller: true, uid: u}]}
        spec: {nodeName: n2, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.2}]}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: store, namespace: data}
        spec: {template: {metadata: {labels: {app: store}}, spec: {containers: [{name: c}]}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: store, namespace: data}
        spec: {template: {metadata: {labels: {app: cache}}, spec: {containers: [{name: c}]}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: tool, namespace: default}
        spec: {template: {metadata: {labels: {app: tool}}, spec: {containers: [{name: c}]}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: agent, namespace: shop}
        spec: {nodeName: n1, hostNetwork: true, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: 192.168.0.1}]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        status: {addresses: [{type: Hostname, address: n1}, {type: InternalIP, address: 192.168.0.1}]}
        ---
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: n1-eth0}
        spec: {node: n1, interfaceName: eth0}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: api, namespace: shop}
        spec: {clusterIP: 10.96.0.7, selector: {app: api}, ports: [{port: 80, targetPort: 8080}]}

        """;

    [Theory]
    [InlineData("shop/api-7d9f-1", "shop/api-7d9f-1")]
    [InlineData("shop/api", "shop/api-7d9f-1 shop/api-7d9f-2")]
    [InlineData("shop/deployment/api", "shop/api-7d9f-1 shop/api-7d9f-2")]
    [InlineData("deploy/shop/api", "shop/api-7d9f-1 shop/api-7d9f-2")]
    [InlineData("shop/pod/api-7d9f-2", "shop/api-7d9f-2")]
    [InlineData("data/statefulset/store", "data/store")]
    [InlineData("data/sts/store", "data/store")]
    [InlineData("tool", "default/tool")]
    [InlineData("deployment/tool", "default/tool")]
    [InlineData("n1", "192.168.0.1/32")]
    [InlineData("node/n1", "192.168.0.1/32")]
    [InlineData("hep/n1-eth0", "n1-eth0")]
    [InlineData("n1-eth0", "n1-eth0")]
    [InlineData("shop/agent", "192.168.0.1/32")]
    [InlineData("10.0.0.2", "shop/api-7d9f-2")]
    [InlineData("203.0.113.9", "203.0.113.9/32")]
    [InlineData("2001:db8::1", "2001:db8::1/128")]
    [InlineData("www.example.com", "www.example.com")]
    [InlineData(" shop/api-7d9f-1 ", "shop/api-7d9f-1")]
    public void A_name_stands_for_these_ends(string name, string expected) =>
        Assert.Equal(expected, string.Join(' ', Names().Find(name).Ends));

    [Theory]
    [InlineData("svc/shop/api")]
    [InlineData("shop/svc/api")]
    [InlineData("api.shop.svc")]
    [InlineData("api.shop.svc.cluster.local")]
    [InlineData("10.96.0.7")]
    public void A_service_goes_by_name_by_its_name_in_DNS_and_by_address(string name) =>
        Assert.Equal("Service shop/api", Names().Find(name).Service?.ToString());

    [Theory]
    [InlineData("shop/apo-7d9f-1", "There is no pod or workload shop/apo-7d9f-1 in the snapshot. Did you mean shop/api-7d9f-1?")]
    [InlineData("data/api", "There is no pod or workload data/api in the snapshot. Did you mean shop/api?")]
    [InlineData("api", "There is no pod or workload default/api in the snapshot. Did you mean shop/api?")]
    [InlineData("data/nothing", "There is no pod or workload data/nothing in the snapshot. The namespace has store.")]
    [InlineData("nowhere/nothing", "There is no pod or workload nowhere/nothing in the snapshot. Nothing is in a namespace nowhere.")]
    [InlineData("svc/data/api", "There is no service data/api in the snapshot. Did you mean svc/shop/api?")]
    [InlineData("node/n7", "There is no node n7 in the snapshot.")]
    [InlineData("hep/n1-eth1", "There is no host endpoint n1-eth1 in the snapshot. Did you mean n1-eth0?")]
    [InlineData("a/b/c/d", "'a/b/c/d' names nothing.")]
    [InlineData("shop/", "'shop/' names nothing.")]
    [InlineData("", "'' names nothing.")]
    public void What_is_not_there_is_told_with_what_is_near(string name, string message)
    {
        var exception = Assert.Throws<FlowQuestionException>(() => Names().Find(name));
        Assert.Equal(message, exception.Message);
        Assert.Equal(FlowQuestionFault.NotFound, exception.Fault);
        Assert.NotEmpty(exception.Action);
    }

    [Fact]
    public void A_name_of_several_things_is_told_with_what_to_say_instead()
    {
        var exception = Assert.Throws<FlowQuestionException>(() => Names().Find("data/store"));
        Assert.Equal(FlowQuestionFault.Ambiguous, exception.Fault);
        Assert.Equal("data/store is a StatefulSet and a Deployment.", exception.Message);
        Assert.Equal("Say data/statefulset/store or data/deployment/store.", exception.Action);
    }

    [Fact]
    public void A_block_of_addresses_is_no_end() =>
        Assert.Equal(FlowQuestionFault.Impossible, Assert.Throws<FlowQuestionException>(() => Names().Find("10.0.0.0/24")).Fault);

    [Fact]
    public void A_name_without_a_namespace_is_said_to_be_taken_for_one_of_default()
    {
        Assert.Equal("tool is taken for default/tool.", Names().Find("tool").Note);
        var snapshot = Snapshot();
        Assert.Null(new FlowEndNames(snapshot, "shop").Find("api").Note);
        Assert.Equal("shop/api", new FlowEndNames(snapshot, "shop").Find("api").Name);
    }

    private static FlowEndNames Names() => new(Snapshot());

    private static PolicySnapshot Snapshot() => PolicySnapshot.Of(Input.Read(Cluster), cancellationToken: TestContext.Current.CancellationToken);
}
