using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Authoring;

/// <summary>A small cluster, and every flow of it before and after some resources are added.</summary>
internal static class TemplateTrial
{
    public const string Cluster = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {team: shop} }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: kube-system}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web} }
        spec: {nodeName: n1, containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.1}, {ip: 'fd00::1'}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db, namespace: shop, labels: {app: db} }
        spec: {nodeName: n1, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.2}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: free, namespace: shop, labels: {app: free, feed: bad} }
        spec: {nodeName: n1, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.3}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: dns, namespace: kube-system, labels: {k8s-app: kube-dns} }
        spec: {nodeName: n1, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.4}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: feed, namespace: shop}
        spec: {clusterIP: 10.96.0.7, ports: [{name: https, port: 80, targetPort: 443}]}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: feed-1, namespace: shop, labels: {kubernetes.io/service-name: feed} }
        addressType: IPv4
        ports: [{name: https, port: 443, protocol: TCP}]
        endpoints: [{addresses: [203.0.113.9]}]
        ---
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: n1-all, labels: {host: n1} }
        spec: {node: n1, interfaceName: '*', expectedIPs: [192.168.0.1], profiles: [projectcalico-default-allow]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: n2}
        status: {addresses: [{type: InternalIP, address: 192.168.0.2}]}
        ---
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: n2-eth0, labels: {host: n2} }
        spec: {node: n2, interfaceName: eth0, expectedIPs: [192.168.0.2], profiles: [projectcalico-default-allow]}
        ---
        apiVersion: projectcalico.org/v3
        kind: Profile
        metadata: {name: projectcalico-default-allow}
        spec: {ingress: [{action: Allow}], egress: [{action: Allow}]}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkSet
        metadata: {name: bad, labels: {feed: bad} }
        spec: {nets: [203.0.113.0/24, '2001:db8:bad::/48']}
        ---
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata: {name: security}
        spec: {order: 200}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: security.web}
        spec: {tier: security, order: 10, selector: app == 'web', types: [Ingress], ingress: [{action: Pass, protocol: TCP}]}
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          order: 10
          selector: app == 'web'
          types: [Ingress, Egress]
          ingress: [{action: Allow, protocol: TCP, destination: {ports: [8080]}}]
          egress: [{action: Allow, protocol: TCP, destination: {ports: [443, 5432]}}]
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: default-deny}
        spec: {namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name == 'shop' , selector: app != 'free', types: [Ingress, Egress]}

        """;

    private static readonly string[] Ends =
        ["shop/web", "shop/db", "shop/free", "kube-system/dns", "hep/n1-all", "hep/n2-eth0", "203.0.113.9", "203.0.113.255", "203.0.114.1", "198.51.100.7", "2001:db8:bad::7", "2001:db8:900d::7"];

    private static readonly (Protocol Protocol, int Port)[] Traffic = [(Protocol.Tcp, 8080), (Protocol.Tcp, 443), (Protocol.Tcp, 5432), (Protocol.Udp, 53), (Protocol.Tcp, 22)];

    /// <summary>The cluster with more in it.</summary>
    public static PolicySnapshot Snapshot(params IEnumerable<Resource> more) =>
        PolicySnapshot.Of(Input.Read(Cluster).Concat(more), new() { IsComplete = true, IsLive = true, Cluster = "trial" }, TestContext.Current.CancellationToken);

    /// <summary>The flows that resources change: <c>shop/web -> 203.0.113.9 TCP 443: Allow -> Deny</c>.</summary>
    public static List<string> Changes(PolicySnapshot before, IEnumerable<Resource> added)
    {
        var after = before.With(added, cancellationToken: TestContext.Current.CancellationToken);
        var (was, becomes) = (PolicyEngine.Compile(before, null, TestContext.Current.CancellationToken), PolicyEngine.Compile(after, null, TestContext.Current.CancellationToken));
        var (old, @new) = (new FlowEndNames(before), new FlowEndNames(after));
        var changes = new List<string>();
        foreach (var source in Ends)
        {
            foreach (var destination in Ends.Where(destination => destination != source))
            {
                // Two addresses outside of the cluster are no concern of it, and no packet has both families.
                if (!IsInside(source) && !IsInside(destination)) continue;
                if ((source.Contains("::", StringComparison.Ordinal) && destination is not "shop/web") || (destination.Contains("::", StringComparison.Ordinal) && source is not "shop/web")) continue;
                foreach (var (protocol, port) in Traffic)
                {
                    Verdict Ask(PolicyEngine engine, FlowEndNames names) =>
                        engine.Decide(new(names.Find(source).Ends[0], names.Find(destination).Ends[0], protocol) { SourcePort = 40000, DestinationPort = port });
                    var (first, second) = (Ask(was, old), Ask(becomes, @new));
                    if (first != second) changes.Add($"{source} -> {destination} {protocol} {port}: {first} -> {second}");
                }
            }
        }

        return changes;
    }

    private static bool IsInside(string end) => end.Contains('/', StringComparison.Ordinal);
}
