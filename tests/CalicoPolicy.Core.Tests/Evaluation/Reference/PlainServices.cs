using System.Net;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>
/// Who is behind a service: what its EndpointSlices say; in files, which have none, what Kubernetes would write into them for the
/// pods that the service selects.
/// </summary>
internal sealed class PlainServices(IReadOnlyList<Resource> resources, bool isComplete)
{
    /// <summary>Whether an end is behind a service: as destination with this port, as source with any.</summary>
    public bool Hold(ServiceMatch match, string? policyNamespace, PlainHere end, PlainPacket packet, bool isSource)
    {
        var ns = string.IsNullOrEmpty(match.Namespace) ? policyNamespace : match.Namespace;

        // A destination is behind a service by address and port.
        if (!isSource && !packet.HasPorts) return false;
        var slices = resources.OfType<EndpointSlice>().Where(slice => slice.ServiceName == match.Name && (slice.Namespace ?? "default") == ns).ToList();
        if (slices.Count > 0) return slices.Exists(slice => Holds(slice, end, packet, isSource));
        var service = resources.OfType<Service>().FirstOrDefault(service => service.Name == match.Name && (service.Namespace ?? "default") == ns);
        if (service is null && isComplete) return false;
        if (service is null || service.Selector.Count == 0) return packet.World.Ask((ns, match.Name, end.Address, isSource ? 0 : packet.DestinationPort));
        return (end.Endpoint is { Kind: PartyKind.Pod } pod && ns == pod.Namespace && IsBehind(service, pod.Labels, pod.Ports, packet, isSource))
            || HostPodsAt(end.Address).Any(host => (host.Namespace ?? "default") == ns && IsBehind(service, host.Labels, host.Ports, packet, isSource));
    }

    /// <summary>The addresses that slices name.</summary>
    public static IEnumerable<IPAddress> AddressesOf(IReadOnlyList<Resource> resources) =>
        resources.OfType<EndpointSlice>().SelectMany(slice => slice.Endpoints).SelectMany(endpoint => endpoint.Addresses).Select(IPAddress.Parse);

    private IEnumerable<Pod> HostPodsAt(IPAddress address) =>
        resources.OfType<Pod>().Where(pod => pod is { HostNetwork: true, Phase: not ("Succeeded" or "Failed") } && pod.IPs.Any(ip => IPAddress.Parse(ip).Equals(address)));

    private static bool Holds(EndpointSlice slice, PlainHere end, PlainPacket packet, bool isSource) =>
        slice.Endpoints.SelectMany(endpoint => endpoint.Addresses).Any(address => IPAddress.Parse(address).Equals(end.Address))
        && (isSource || slice.Ports.Any(port => (port.Protocol ?? Protocol.Tcp).IanaNumber == packet.Protocol && port.Port == packet.DestinationPort));

    private static bool IsBehind(Service service, LabelMap labels, IReadOnlyList<EndpointPort> ports, PlainPacket packet, bool isSource)
    {
        if (!service.Selector.All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value)) return false;
        if (isSource) return true;
        return service.Ports.Any(port =>
            (port.Protocol ?? Protocol.Tcp).IanaNumber == packet.Protocol && NumberOf(port, ports) is { } number && number == packet.DestinationPort);
    }

    /// <summary>The port of the pod: by number, by name and protocol, or the service's own.</summary>
    private static long? NumberOf(ServicePort port, IReadOnlyList<EndpointPort> ports)
    {
        if (port.TargetPort is not { } target) return port.Port;
        return target.Number ?? ports.FirstOrDefault(given => given.Name == target.Name
            && (given.Protocol ?? Protocol.Tcp).IanaNumber == (port.Protocol ?? Protocol.Tcp).IanaNumber)?.Port;
    }
}
