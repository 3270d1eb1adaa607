using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>The pods that answer a cluster's DNS, and the ports that they listen on; policies see traffic to these, after the service's address was translated.</summary>
internal sealed class ClusterDns
{
    private const int Udp = 17;

    private readonly HashSet<Endpoint> _servers;

    private ClusterDns(HashSet<Endpoint> servers, TrafficSet traffic) => (_servers, Traffic) = (servers, traffic);

    /// <summary>A pod as it is where nothing else is known.</summary>
    public static Pod Usual { get; } = new()
    {
        Metadata = new() { Name = "kube-dns (not in the snapshot)", Namespace = "kube-system", Labels = LabelMap.Of([new("k8s-app", "kube-dns")]) },
        ServiceAccountName = "coredns",
        Ports = [new() { Name = "dns", Protocol = Protocol.Udp, Port = 53 }, new() { Name = "dns-tcp", Protocol = Protocol.Tcp, Port = 53 }],
    };

    /// <summary>The traffic by which it is asked over UDP.</summary>
    public TrafficSet Traffic { get; }

    /// <summary>Whether the snapshot has pods of it.</summary>
    public bool IsKnown => _servers.Count > 0;

    /// <summary>Whether an endpoint is one of its pods.</summary>
    public bool Has(Endpoint endpoint) => _servers.Contains(endpoint);

    /// <summary>The DNS of a snapshot: pods of kube-system with <c>k8s-app: kube-dns</c>, and those behind a service for UDP port 53 of kube-system or openshift-dns.</summary>
    /// <remarks>O(services for DNS x endpoints).</remarks>
    public static ClusterDns Of(PolicySnapshot snapshot)
    {
        var services = snapshot.Resources.OfType<Service>()
            .Where(service => service.Namespace is "kube-system" or "openshift-dns" && service.Selector.Count > 0 && service.Ports.Any(IsForDns)).ToList();
        var servers = new HashSet<Endpoint>(ReferenceEqualityComparer.Instance);
        var ports = new HashSet<int>();
        foreach (var endpoint in snapshot.Endpoints)
        {
            if (endpoint is not { Kind: EndpointKind.Workload, Namespace: "kube-system" or "openshift-dns" }) continue;
            if (endpoint is { Namespace: "kube-system" } && endpoint.Labels.Own.TryGetValue("k8s-app", out var app) && app == "kube-dns")
            {
                servers.Add(endpoint);
                ports.Add(53);
            }

            foreach (var service in services)
            {
                if (service.Namespace != endpoint.Namespace || !ServiceIndex.Selects(service, endpoint.Labels.Own)) continue;
                servers.Add(endpoint);
                foreach (var port in service.Ports.Where(IsForDns))
                {
                    if (ServiceIndex.NumberOf(port, Udp, endpoint.Ports) is { } number) ports.Add(number);
                }
            }
        }

        if (ports.Count == 0) ports.Add(53);
        return new(servers, ports.Aggregate(TrafficSet.None, static (traffic, port) => traffic.Union(TrafficSet.OfPorts(Udp, port, port))));
    }

    private static bool IsForDns(ServicePort port) => port.Port == 53 && port.Protocol is { IanaNumber: Udp };
}
