using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Where a service sends what comes to one of its ports: by its EndpointSlices where there are any, else by its selector.</summary>
internal static class ServiceBackends
{
    /// <summary>The endpoints behind a port of the service, each with its own port.</summary>
    /// <param name="service">The service.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="port">The service's port; null: the only one that it has of the protocol.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <exception cref="FlowQuestionException">The service has no such port, or nothing that is known behind it.</exception>
    public static IReadOnlyList<(FlowEnd End, int Port)> Of(Service service, Protocol protocol, int? port, PolicySnapshot snapshot)
    {
        var target = PortOf(service, protocol, port);
        var backends = new List<(FlowEnd, int)>();
        var slices = snapshot.Resources.OfType<EndpointSlice>()
            .Where(slice => slice.ServiceName == service.Name && (slice.Namespace ?? "default") == (service.Namespace ?? "default")).ToList();
        foreach (var slice in slices) backends.AddRange(BehindSlice(slice, target, protocol));
        if (slices.Count == 0) backends.AddRange(BySelector(service, target, protocol, snapshot));
        if (backends.Count > 0) return [.. backends.Distinct()];
        throw new FlowQuestionException(
            FlowQuestionFault.Impossible,
            $"The snapshot has nothing behind port {target.Port} of {service}.",
            service.Selector.Count == 0 && slices.Count == 0
                ? "The service has no selector: add its EndpointSlices to the snapshot, or name the destination itself."
                : "Nothing answers there. See whether the service's selector and target port fit its pods, and whether these are in the snapshot.");
    }

    /// <summary>The pods of a service, whatever their ports.</summary>
    public static IReadOnlyList<FlowEnd> PodsOf(Service service, PolicySnapshot snapshot)
    {
        var pods = snapshot.Endpoints.Where(endpoint => IsBehind(endpoint, service)).Select(FlowEnd.Of).ToList();
        return pods.Count > 0 ? pods : throw new FlowQuestionException(
            FlowQuestionFault.Impossible, $"No pod in the snapshot is selected by {service}.", "Name the source itself.");
    }

    private static bool IsBehind(Endpoint endpoint, Service service) => service.Selector.Count > 0
        && endpoint.Namespace == (service.Namespace ?? "default") && ServiceIndex.Selects(service, endpoint.Labels.Own);

    private static ServicePort PortOf(Service service, Protocol protocol, int? port)
    {
        var all = service.Ports.Where(own => (own.Protocol ?? Protocol.Tcp).IanaNumber == protocol.IanaNumber).ToList();
        var found = port is null ? all : [.. all.Where(own => own.Port == port)];
        if (found.Count == 1) return found[0];
        var ports = service.Ports.Count == 0 ? "no ports" : $"the ports {string.Join(", ", service.Ports.Select(Shown))}";
        throw new FlowQuestionException(
            FlowQuestionFault.Impossible,
            port is null ? $"{service} has {ports}; which one is meant is not said." : FormattableString.Invariant($"{service} has no port {protocol}/{port}; it has {ports}."),
            "Give one of these as the port: of a service it is the service's own, not that of its pods.");
    }

    private static string Shown(ServicePort port) => FormattableString.Invariant($"{port.Protocol ?? Protocol.Tcp}/{port.Port}{(port.Name is null ? string.Empty : $" ({port.Name})")}");

    // A port without a name in one is one without in the other.
    private static IEnumerable<(FlowEnd End, int Port)> BehindSlice(EndpointSlice slice, ServicePort target, Protocol protocol)
    {
        foreach (var port in slice.Ports)
        {
            if (port.Port is not { } number || (port.Name ?? string.Empty) != (target.Name ?? string.Empty) || (port.Protocol ?? Protocol.Tcp).IanaNumber != protocol.IanaNumber) continue;
            foreach (var text in slice.Endpoints.SelectMany(endpoint => endpoint.Addresses))
            {
                if (Cidr.TryParse(text, out var address)) yield return (FlowEnd.Of(address), (int)number);
            }
        }
    }

    private static IEnumerable<(FlowEnd End, int Port)> BySelector(Service service, ServicePort target, Protocol protocol, PolicySnapshot snapshot)
    {
        var number = (int)(protocol.IanaNumber ?? 6);
        foreach (var endpoint in snapshot.Endpoints)
        {
            if (IsBehind(endpoint, service) && ServiceIndex.NumberOf(target, number, endpoint.Ports) is { } port) yield return (FlowEnd.Of(endpoint), port);
        }

        foreach (var pod in snapshot.HostPods)
        {
            if (service.Selector.Count == 0 || (pod.Namespace ?? "default") != (service.Namespace ?? "default") || !ServiceIndex.Selects(service, pod.Labels)) continue;
            if (ServiceIndex.NumberOf(target, number, pod.Ports) is not { } port) continue;
            foreach (var text in pod.IPs)
            {
                if (Cidr.TryParse(text, out var address)) yield return (FlowEnd.Of(address), port);
            }
        }
    }
}
