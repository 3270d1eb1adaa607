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
            var members = new ServiceMembers { IsKnown = true };
            foreach (var slice in slices) Add(slice, members);
            return members;
        }

        // Calico goes by slices alone; what is live and has none has no members.
        if (_snapshot.IsLive) return new() { IsKnown = !_snapshot.IsMissing("EndpointSlice") };
        if (!_services.TryGetValue((ns, name), out var service)) return new() { IsKnown = _snapshot.IsComplete };
        if (service.Selector.Count == 0) return new() { IsKnown = false };
        var bySelector = new ServiceMembers { IsKnown = true };
        foreach (var endpoint in _snapshot.Endpoints)
        {
            if (endpoint.Namespace == ns && service.Selector.All(label => endpoint.Labels.Own.TryGetValue(label.Key, out var value) && value == label.Value))
                Add(endpoint, service, bySelector);
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

    private static void Add(Endpoint endpoint, Service service, ServiceMembers members)
    {
        foreach (var address in endpoint.Addresses) members.Add(address);
        foreach (var port in service.Ports)
        {
            var protocol = (int)((port.Protocol ?? Protocol.Tcp).IanaNumber ?? 6);
            if (NumberOf(port, endpoint) is not { } number) continue;
            foreach (var address in endpoint.Addresses) members.Add(address, protocol, number);
            if (endpoint.Addresses.Count == 0) members.Add(endpoint, protocol, number);
        }
    }

    private static int? NumberOf(ServicePort port, Endpoint endpoint)
    {
        if (port.TargetPort is not { } target) return (int?)port.Port;
        if (target.Number is { } number) return (int)number;
        return (int?)endpoint.Ports.FirstOrDefault(given => given.Name == target.Name)?.Port;
    }
}
