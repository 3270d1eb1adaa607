using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Which endpoints are behind which service: by its EndpointSlices where there are any, else by its selector.</summary>
internal sealed class ServiceIndex
{
    private readonly Dictionary<(string Namespace, string Name), ServiceMembers> _members = [];
    private readonly Dictionary<(string Namespace, string Name), Service> _services = [];
    private readonly ILookup<(string Namespace, string Name), EndpointSlice> _slices;
    private readonly PolicySnapshot _snapshot;

    public ServiceIndex(PolicySnapshot snapshot)
    {
        _snapshot = snapshot;
        foreach (var service in snapshot.Resources.OfType<Service>()) _services[(service.Namespace ?? "default", service.Name)] = service;
        _slices = snapshot.Resources.OfType<EndpointSlice>().Where(slice => slice.ServiceName is not null)
            .ToLookup(slice => (slice.Namespace ?? "default", slice.ServiceName!));
    }

    /// <summary>The services that were asked for.</summary>
    public IEnumerable<ServiceMembers> Members => _members.Values;

    /// <summary>The members of a service.</summary>
    public ServiceMembers Find(string ns, string name)
    {
        if (_members.TryGetValue((ns, name), out var known)) return known;
        var members = Make(ns, name);
        _members.Add((ns, name), members);
        return members;
    }

    private ServiceMembers Make(string ns, string name)
    {
        var slices = _slices[(ns, name)].ToList();
        if (slices.Count > 0)
        {
            var members = new ServiceMembers { IsKnown = !_snapshot.IsMissing("EndpointSlice", ns) };
            foreach (var slice in slices) Add(slice, members);
            return members;
        }

        // Calico goes by slices alone; what is live and has none has no members.
        if (_snapshot.IsLive) return new() { IsKnown = !_snapshot.IsMissing("EndpointSlice", ns) };
        var isWhole = !_snapshot.IsMissing("EndpointSlice", ns);
        if (!_services.TryGetValue((ns, name), out var service)) return new() { IsKnown = isWhole && _snapshot.IsComplete && !_snapshot.IsMissing("Service", ns) };
        if (service.Selector.Count == 0) return new() { IsKnown = false };
        var bySelector = new ServiceMembers { IsKnown = isWhole && !_snapshot.IsMissing("Pod", ns) };
        foreach (var endpoint in _snapshot.Endpoints)
        {
            if (endpoint.Namespace == ns && Selects(service, endpoint.Labels.Own)) Add(endpoint, service, bySelector);
        }

        // Pods that use their node's network are behind services too.
        foreach (var pod in _snapshot.HostPods)
        {
            if ((pod.Namespace ?? "default") == ns && Selects(service, pod.Labels)) Add(AddressesOf(pod), pod.Ports, service, bySelector);
        }

        return bySelector;
    }

    private static void Add(EndpointSlice slice, ServiceMembers members)
    {
        foreach (var address in slice.Endpoints.SelectMany(endpoint => endpoint.Addresses))
        {
            if (!Cidr.TryParse(address, out var block)) continue;
            members.Add(block);
            foreach (var port in slice.Ports)
            {
                if (port.Port is { } number) members.Add(block, (int)((port.Protocol ?? Protocol.Tcp).IanaNumber ?? 6), (int)number);
            }
        }
    }

    /// <summary>Whether the selector of a service picks a pod with these labels.</summary>
    public static bool Selects(Service service, LabelMap labels) =>
        service.Selector.All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value);

    private static void Add(Endpoint endpoint, Service service, ServiceMembers members)
    {
        Add(endpoint.Addresses, endpoint.Ports, service, members);
        if (endpoint.Addresses.Count > 0) return;
        members.Add(endpoint);
        foreach (var (protocol, number) in PortsOf(service, endpoint.Ports)) members.Add(endpoint, protocol, number);
    }

    private static void Add(IReadOnlyList<Cidr> addresses, IReadOnlyList<EndpointPort> ports, Service service, ServiceMembers members)
    {
        foreach (var address in addresses)
        {
            members.Add(address);
            foreach (var (protocol, number) in PortsOf(service, ports)) members.Add(address, protocol, number);
        }
    }

    private static IEnumerable<(int Protocol, int Number)> PortsOf(Service service, IReadOnlyList<EndpointPort> ports)
    {
        foreach (var port in service.Ports)
        {
            var protocol = (int)((port.Protocol ?? Protocol.Tcp).IanaNumber ?? 6);
            if (NumberOf(port, protocol, ports) is { } number) yield return (protocol, number);
        }
    }

    /// <summary>The port of the pods: by number, by name and protocol, or the service's own.</summary>
    public static int? NumberOf(ServicePort port, int protocol, IReadOnlyList<EndpointPort> ports)
    {
        // 0 and an empty name stand for none, as for the API server.
        if (port.TargetPort is not { } target || target.Number == 0 || target.Name?.Length == 0) return (int?)port.Port;
        if (target.Number is { } number) return (int)number;
        return (int?)ports.FirstOrDefault(given => given.Name == target.Name && (given.Protocol ?? Protocol.Tcp).IanaNumber == protocol)?.Port;
    }

    private static List<Cidr> AddressesOf(Pod pod)
    {
        var addresses = new List<Cidr>(pod.IPs.Count);
        foreach (var text in pod.IPs)
        {
            if (Cidr.TryParse(text, out var address)) addresses.Add(address);
        }

        return addresses;
    }
}
