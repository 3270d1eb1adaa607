using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Whose an address is, and which network sets hold it.</summary>
/// <remarks>
/// Made in O(members log members). A lookup costs a hash for endpoints, and for sets a binary search.
/// </remarks>
internal sealed class AddressIndex
{
    private readonly Dictionary<Cidr, Endpoint[]> _endpoints = [];
    private readonly Dictionary<Cidr, string[]> _nodes = [];
    private readonly Dictionary<(string Node, bool IsIPv6), List<Cidr>> _inside = [];
    private readonly AddressStretches _sets;

    public AddressIndex(PolicySnapshot snapshot)
    {
        foreach (var endpoint in snapshot.Endpoints)
        {
            foreach (var address in endpoint.Addresses)
                _endpoints[address] = _endpoints.TryGetValue(address, out var known) ? [.. known, endpoint] : [endpoint];
        }

        foreach (var (address, node) in NodesOf(snapshot)) _nodes[address] = _nodes.TryGetValue(address, out var known) ? [.. known, node] : [node];
        foreach (var node in snapshot.Resources.OfType<Node>())
        {
            foreach (var own in node.Addresses)
            {
                if (own.Type != "InternalIP" || !Cidr.TryParse(own.Address, out var address)) continue;
                if (!_inside.TryGetValue((node.Name, address.IsIPv6), out var known)) _inside.Add((node.Name, address.IsIPv6), known = []);
                known.Add(address);
            }
        }

        _sets = new([.. snapshot.Sets.Select(set => set.Nets)]);
    }

    /// <summary>The endpoints that have the address.</summary>
    public Endpoint[] EndpointsAt(Cidr address) => _endpoints.GetValueOrDefault(address) ?? [];

    /// <summary>The nodes that have the address.</summary>
    public string[] NodesAt(Cidr address) => _nodes.GetValueOrDefault(address) ?? [];

    /// <summary>The addresses of a node and family from which it sends: those inside the cluster, else all that are known.</summary>
    public IReadOnlyList<Cidr> AddressesOf(string node, bool isIPv6)
    {
        if (_inside.TryGetValue((node, isIPv6), out var inside)) return inside;
        return [.. _nodes.Where(entry => entry.Key.IsIPv6 == isIPv6 && entry.Value.Contains(node, StringComparer.Ordinal)).Select(entry => entry.Key)];
    }

    /// <summary>The addresses of nodes, and whose they are.</summary>
    public IEnumerable<(Cidr Address, string[] Nodes)> NodeAddresses => _nodes.Select(entry => (entry.Key, entry.Value));

    /// <summary>The sets that hold the address.</summary>
    public OwnerCombination SetsAt(Cidr address) => _sets.At(address);

    /// <summary>The addresses of nodes: their own, those of their interfaces, and those of pods that use their network.</summary>
    private static HashSet<(Cidr Address, string Node)> NodesOf(PolicySnapshot snapshot)
    {
        var nodes = new HashSet<(Cidr, string)>();
        foreach (var node in snapshot.Resources.OfType<Node>())
        {
            foreach (var own in node.Addresses) Add(own.Address, node.Name);
        }

        foreach (var pod in snapshot.HostPods)
        {
            foreach (var ip in pod.IPs) Add(ip, pod.NodeName);
        }

        foreach (var endpoint in snapshot.Endpoints)
        {
            if (endpoint is not { Kind: EndpointKind.Host, Node: { } node }) continue;
            foreach (var address in endpoint.Addresses) nodes.Add((address, node));
        }

        return nodes;

        void Add(string text, string? node)
        {
            if (node is not null && Cidr.TryParse(text, out var address)) nodes.Add((address, node));
        }
    }
}
