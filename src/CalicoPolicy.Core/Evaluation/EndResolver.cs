using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Looks up the ends of flows.</summary>
internal sealed class EndResolver(PolicySnapshot snapshot)
{
    private readonly AddressIndex _addresses = new(snapshot);
    private readonly bool _lacksPods = snapshot.IsMissing("Pod");
    private readonly bool _lacksHosts = snapshot.IsMissing("HostEndpoint");

    // Pods that use their node's network tell its addresses where no node does.
    private readonly bool _lacksNodes = snapshot.IsMissing("Node") || snapshot.IsMissing("HostEndpoint") || (!snapshot.IsLive && snapshot.IsMissing("Pod"));

    /// <summary>An end as rules see it.</summary>
    /// <param name="end">The end.</param>
    /// <param name="isIPv6">The family of the flow, for an endpoint with addresses of both.</param>
    public ResolvedEnd Resolve(FlowEnd end, bool isIPv6)
    {
        if (end.Endpoint is { } endpoint)
        {
            var own = end.Address ?? AddressOf(endpoint, isIPv6);
            var nodes = own is { } of ? _addresses.NodesAt(of) : [];
            return new()
            {
                Endpoints = own is { } at ? [endpoint, .. _addresses.EndpointsAt(at).Where(other => !ReferenceEquals(other, endpoint))] : [endpoint],
                Address = own,
                Nodes = endpoint is { Kind: EndpointKind.Host, Node: { } node } ? [node] : nodes,
                Sets = own is { } held ? _addresses.SetsAt(held) : [],
            };
        }

        if (end.Address is not { } address) return new() { Endpoints = [], Address = null, Domain = end.Domain, Nodes = [], Sets = [] };
        var endpoints = _addresses.EndpointsAt(address);
        var hosts = endpoints is [{ Kind: EndpointKind.Host, Node: { } host }, ..] ? [host] : _addresses.NodesAt(address);
        var isNobody = endpoints.Length == 0;
        return new()
        {
            Endpoints = endpoints,
            Address = address,
            Nodes = hosts,
            Sets = _addresses.SetsAt(address),
            MayBeUnknownPod = isNobody && !snapshot.IsComplete && snapshot.Pools.MayBeIn(address),
            MayBeUnreadPod = isNobody && _lacksPods && hosts.Length == 0 && snapshot.Pools.MayBeIn(address),
            MayBeUnreadHost = isNobody && _lacksHosts,
            MayBeUnreadNode = isNobody && _lacksNodes && hosts.Length == 0,
        };
    }

    /// <summary>Whether an address is neither an endpoint's nor a node's.</summary>
    public bool IsOutside(Cidr address) => _addresses.EndpointsAt(address).Length == 0 && _addresses.NodesAt(address).Length == 0;

    /// <summary>Whether an address is an endpoint's.</summary>
    public bool IsEndpoint(Cidr address) => _addresses.EndpointsAt(address).Length > 0;

    /// <summary>The addresses of nodes.</summary>
    public IEnumerable<(Cidr Address, string[] Nodes)> NodeAddresses => _addresses.NodeAddresses;

    private static Cidr? AddressOf(Endpoint endpoint, bool isIPv6)
    {
        foreach (var address in endpoint.Addresses)
        {
            if (address.IsIPv6 == isIPv6) return address;
        }

        return null;
    }
}
