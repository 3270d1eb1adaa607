using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Nodes, host endpoints, and pods that use their node's network, by name.</summary>
internal sealed class HostNames
{
    private readonly Dictionary<string, Endpoint> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FlowEnd> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Name), Pod> _pods = [];

    public HostNames(PolicySnapshot snapshot)
    {
        foreach (var endpoint in snapshot.Endpoints)
        {
            if (endpoint.Kind == EndpointKind.Host) _hosts[endpoint.Name] = endpoint;
        }

        foreach (var pod in snapshot.HostPods) _pods[(pod.Namespace ?? "default", pod.Name)] = pod;
        foreach (var node in snapshot.Resources.OfType<Node>())
        {
            if (EndOf(node) is { } end) _nodes[node.Name] = end;
        }

        foreach (var host in _hosts.Values)
        {
            if (host.Node is { } node && host.Addresses.Count > 0) _nodes.TryAdd(node, FlowEnd.Of(host));
        }

        Nodes = snapshot.Resources.OfType<Node>().Select(node => node.Name)
            .Concat(snapshot.Endpoints.Select(endpoint => endpoint.Node).OfType<string>())
            .Concat(snapshot.HostPods.Select(pod => pod.NodeName).OfType<string>()).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The nodes that are there or that something runs on.</summary>
    public IReadOnlyCollection<string> Nodes { get; }

    public IEnumerable<string> Names => _hosts.Keys;

    public FlowEnd? Find(string host) => _hosts.TryGetValue(host, out var endpoint) ? FlowEnd.Of(endpoint) : null;

    public FlowEnd? NodeOf(string node) => _nodes.GetValueOrDefault(node);

    public Pod? PodOf(string ns, string name) => _pods.GetValueOrDefault((ns, name));

    /// <summary>A node's own address; where an endpoint stands for all its interfaces, that one.</summary>
    private FlowEnd? EndOf(Node node)
    {
        foreach (var own in node.Addresses.OrderBy(address => address.Type == "InternalIP" ? 0 : 1))
        {
            if (!Cidr.TryParse(own.Address, out var address)) continue;
            var all = _hosts.Values.FirstOrDefault(host => host is { Resource: HostEndpoint { InterfaceName: "*" } } && host.Node == node.Name);
            return all is null ? FlowEnd.Of(address) : FlowEnd.Of(all) with { Address = address };
        }

        return null;
    }
}
