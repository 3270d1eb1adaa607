using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>The services of a cluster and what is behind them: by their EndpointSlices where there are any, else by selector. No publication changes them.</summary>
/// <remarks>O(services + slices + pods) to make; a service without slices costs the pods of its namespace.</remarks>
internal sealed class GuardServices
{
    private readonly GuardScene _scene;
    private readonly ILookup<(string Namespace, string Name), EndpointSlice> _slices;
    private readonly ILookup<string, Endpoint> _pods;

    public GuardServices(GuardScene scene)
    {
        _scene = scene;
        var snapshot = scene.After.Snapshot;
        All = [.. snapshot.Resources.OfType<Service>()];
        _slices = snapshot.Resources.OfType<EndpointSlice>().Where(slice => slice.ServiceName is not null).ToLookup(slice => (slice.Namespace ?? "default", slice.ServiceName!));
        _pods = scene.Pods.All.ToLookup(pod => pod.Namespace ?? "default", StringComparer.Ordinal);
    }

    /// <summary>All services.</summary>
    public IReadOnlyList<Service> All { get; }

    /// <summary>What is behind a service, as ends of flows with their own ports.</summary>
    /// <param name="service">The service.</param>
    /// <param name="isWanted">Which ports of it; null: all.</param>
    public IEnumerable<GuardTarget> TargetsOf(Service service, Func<ServicePort, bool>? isWanted = null) => Group(BackendsOf(service, isWanted), $"{service.Namespace ?? "default"}/{service.Name}");

    /// <summary>What is behind some services, those together that policies do not tell apart.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">What messages call them.</param>
    public IEnumerable<GuardTarget> TargetsOf(IEnumerable<Service> services, string name) => Group(services.SelectMany(service => BackendsOf(service, null)), name);

    /// <summary>The pods and addresses behind a service, each with its own protocol and port.</summary>
    public IEnumerable<(Endpoint? Pod, Cidr? Address, Protocol Protocol, int Port)> BackendsOf(Service service, Func<ServicePort, bool>? isWanted)
    {
        var ports = service.Ports.Where(port => isWanted?.Invoke(port) ?? true).ToList();
        var slices = _slices[(service.Namespace ?? "default", service.Name)].ToList();
        return slices.Count > 0 ? slices.SelectMany(slice => BehindSlice(slice, ports)) : BySelector(service, ports);
    }

    private IEnumerable<GuardTarget> Group(IEnumerable<(Endpoint? Pod, Cidr? Address, Protocol Protocol, int Port)> backends, string name)
    {
        foreach (var same in backends.Distinct().GroupBy(backend => (backend.Protocol, backend.Port)))
        {
            foreach (var end in _scene.Pods.Group(same.Select(backend => backend.Pod).OfType<Endpoint>())) yield return new(end, name, same.Key.Protocol, same.Key.Port);
            var hosts = same.Select(backend => backend.Address).OfType<Cidr>().ToLookup(address => _scene.Hosts.At(address));
            foreach (var end in GuardHosts.Group(hosts.Select(host => host.Key).OfType<GuardHost>())) yield return new(end, name, same.Key.Protocol, same.Key.Port);
            foreach (var address in hosts[null]) yield return new(new() { Name = $"{address}", Places = [GuardPlace.At(address)] }, name, same.Key.Protocol, same.Key.Port);
        }
    }

    private IEnumerable<(Endpoint?, Cidr?, Protocol, int)> BehindSlice(EndpointSlice slice, List<ServicePort> ports)
    {
        foreach (var port in slice.Ports)
        {
            // A port without a name in one is one without in the other.
            var protocol = port.Protocol ?? Protocol.Tcp;
            if (port.Port is not { } number || !ports.Exists(own => (own.Name ?? string.Empty) == (port.Name ?? string.Empty) && (own.Protocol ?? Protocol.Tcp) == protocol)) continue;
            foreach (var text in slice.Endpoints.SelectMany(endpoint => endpoint.Addresses))
            {
                if (!Cidr.TryParse(text, out var address)) continue;
                yield return _scene.Pods.PodAt(address) is { } pod ? (pod, null, protocol, (int)number) : (null, address, protocol, (int)number);
            }
        }
    }

    private IEnumerable<(Endpoint?, Cidr?, Protocol, int)> BySelector(Service service, List<ServicePort> ports)
    {
        if (service.Selector.Count == 0) yield break;
        foreach (var port in ports)
        {
            var protocol = port.Protocol ?? Protocol.Tcp;
            var iana = (int)(protocol.IanaNumber ?? 6);
            foreach (var pod in _pods[service.Namespace ?? "default"])
            {
                if (ServiceIndex.Selects(service, pod.Labels.Own) && ServiceIndex.NumberOf(port, iana, pod.Ports) is { } number) yield return (pod, null, protocol, number);
            }

            foreach (var pod in _scene.After.Snapshot.HostPods)
            {
                if ((pod.Namespace ?? "default") != (service.Namespace ?? "default") || !ServiceIndex.Selects(service, pod.Labels) || ServiceIndex.NumberOf(port, iana, pod.Ports) is not { } number) continue;
                foreach (var text in pod.IPs)
                {
                    if (Cidr.TryParse(text, out var address)) yield return (null, address, protocol, number);
                }
            }
        }
    }
}
