using System.Collections.Concurrent;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Looks up the ends of flows, and keeps what it found: of endpoints always, of addresses as long as there are not too many.</summary>
internal sealed class EndResolver(PolicySnapshot snapshot)
{
    private const int MostAddresses = 1 << 17;

    private readonly AddressIndex _addresses = new(snapshot);
    private readonly bool _lacksPods = snapshot.IsMissing("Pod");
    private readonly bool _lacksHosts = snapshot.IsMissing("HostEndpoint");

    // Pods that use their node's network tell its addresses where no node does.
    private readonly bool _lacksNodes = snapshot.IsMissing("Node") || snapshot.IsMissing("HostEndpoint") || (!snapshot.IsLive && snapshot.IsMissing("Pod"));
    private readonly ConcurrentDictionary<(Endpoint Endpoint, bool IsIPv6), ResolvedEnd> _ofEndpoints = [];
    private readonly ConcurrentDictionary<Cidr, ResolvedEnd> _ofAddresses = [];
    private readonly ConcurrentDictionary<(string Node, bool IsIPv6), ResolvedEnd[]> _ofNodes = [];
    private readonly ConcurrentDictionary<EndClass, int> _classes = [];

    // The sets that hold every address that a pod may have whose address is not known.
    private readonly OwnerCombination _ofPodsIPv4 = new(-2, SetsOfPods(snapshot, isIPv6: false));
    private readonly OwnerCombination _ofPodsIPv6 = new(-3, SetsOfPods(snapshot, isIPv6: true));
    private int _addressCount;
    private int _classCount = -1;

    /// <summary>Whether there may be pods that are not in the snapshot.</summary>
    public bool MayLackPods => _lacksPods || !snapshot.IsComplete;

    /// <summary>An end as rules see it.</summary>
    /// <param name="end">The end.</param>
    /// <param name="isIPv6">The family of the flow, for an endpoint with addresses of both.</param>
    public ResolvedEnd Resolve(FlowEnd end, bool isIPv6)
    {
        if (end.Endpoint is { } endpoint)
        {
            if (end.Address is { } given && given != AddressOf(endpoint, isIPv6)) return OfEndpoint(endpoint, given, given.IsIPv6);
            return _ofEndpoints.TryGetValue((endpoint, isIPv6), out var found) ? found : _ofEndpoints[(endpoint, isIPv6)] = OfEndpoint(endpoint, AddressOf(endpoint, isIPv6), isIPv6);
        }

        if (end.Address is not { } address) return new() { Endpoints = [], Address = null, Domain = end.Domain, Nodes = [], Sets = [] };
        if (_ofAddresses.TryGetValue(address, out var known)) return known;
        var made = OfAddress(address);
        if (Volatile.Read(ref _addressCount) < MostAddresses && _ofAddresses.TryAdd(address, made)) Interlocked.Increment(ref _addressCount);
        return made;
    }

    /// <summary>The addresses of a node from which it sends on what it translated; one that is not known where the snapshot has none.</summary>
    public ResolvedEnd[] OfNode(string node, bool isIPv6) =>
        _ofNodes.TryGetValue((node, isIPv6), out var known) ? known : _ofNodes[(node, isIPv6)] = FindNode(node, isIPv6);

    private static int[] SetsOfPods(PolicySnapshot snapshot, bool isIPv6) =>
        [.. Enumerable.Range(0, snapshot.Sets.Count).Where(set => snapshot.Sets[set].Nets.Any(net => net.IsIPv6 == isIPv6 && snapshot.Pools.AreIn(net)))];

    private static Cidr? AddressOf(Endpoint endpoint, bool isIPv6)
    {
        for (var index = 0; index < endpoint.Addresses.Count; index++)
        {
            if (endpoint.Addresses[index].IsIPv6 == isIPv6) return endpoint.Addresses[index];
        }

        return null;
    }

    private ResolvedEnd[] FindNode(string node, bool isIPv6)
    {
        var addresses = _addresses.AddressesOf(node, isIPv6);
        var other = new ResolvedEnd { Endpoints = [], Address = null, Nodes = [node], Sets = [], MayBeUnknownPod = true };
        return [.. addresses.Select(OfAddress), .. addresses.Count == 0 || _lacksNodes ? [other] : (ResolvedEnd[])[]];
    }

    private ResolvedEnd OfEndpoint(Endpoint endpoint, Cidr? own, bool isIPv6)
    {
        Endpoint[] endpoints = own is { } at ? [endpoint, .. _addresses.EndpointsAt(at).Where(other => !ReferenceEquals(other, endpoint))] : [endpoint];
        var sets = own is { } held ? _addresses.SetsAt(held) : endpoint.Kind == EndpointKind.Workload ? isIPv6 ? _ofPodsIPv6 : _ofPodsIPv4 : null;
        return new()
        {
            Endpoints = endpoints,
            Address = own,
            Nodes = endpoint is { Kind: EndpointKind.Host, Node: { } node } ? [node] : own is { } of ? _addresses.NodesAt(of) : [],
            Sets = sets?.Owners ?? [],
            MayBeUnreadHost = _lacksHosts && endpoint.Kind == EndpointKind.Host,
            Class = ClassOf(endpoints, sets, mayBeUnknownPod: false, mayBeUnreadPod: false, mayBeUnreadHost: _lacksHosts && endpoint.Kind == EndpointKind.Host),
        };
    }

    private ResolvedEnd OfAddress(Cidr address)
    {
        var endpoints = _addresses.EndpointsAt(address);
        var sets = _addresses.SetsAt(address);
        var hosts = endpoints is [{ Kind: EndpointKind.Host, Node: { } host }, ..] ? [host] : _addresses.NodesAt(address);
        var isNobody = endpoints.Length == 0;
        var mayBePod = isNobody && snapshot.Pools.MayBeIn(address);
        var mayBeUnreadPod = mayBePod && _lacksPods && hosts.Length == 0;

        // Another host endpoint may have the same address, and come first.
        var mayBeUnreadHost = _lacksHosts && (isNobody || endpoints[0].Kind == EndpointKind.Host);
        return new()
        {
            Endpoints = endpoints,
            Address = address,
            Nodes = hosts,
            Sets = sets.Owners,
            MayBeUnknownPod = mayBePod && !snapshot.IsComplete,
            MayBeUnreadPod = mayBeUnreadPod,
            MayBeUnreadHost = mayBeUnreadHost,
            MayBeUnreadNode = isNobody && _lacksNodes && hosts.Length == 0,
            Class = ClassOf(endpoints, sets, mayBePod && !snapshot.IsComplete, mayBeUnreadPod, mayBeUnreadHost),
        };
    }

    /// <summary>Whether an address is neither an endpoint's nor a node's.</summary>
    public bool IsOutside(Cidr address) => _addresses.EndpointsAt(address).Length == 0 && _addresses.NodesAt(address).Length == 0;

    /// <summary>Whether an address is an endpoint's.</summary>
    public bool IsEndpoint(Cidr address) => _addresses.EndpointsAt(address).Length > 0;

    /// <summary>The addresses of nodes.</summary>
    public IEnumerable<(Cidr Address, string[] Nodes)> NodeAddresses => _addresses.NodeAddresses;

    private int ClassOf(Endpoint[] endpoints, OwnerCombination? sets, bool mayBeUnknownPod, bool mayBeUnreadPod, bool mayBeUnreadHost)
    {
        if (endpoints.Length > 1) return -1;
        var endpoint = endpoints.Length == 1 ? endpoints[0] : null;
        var labelClass = endpoint is null or { Kind: EndpointKind.Host, Addresses.Count: 0 } ? -1 : endpoint.LabelClass;
        var key = new EndClass(labelClass, sets?.Number ?? -1, endpoint is not null, endpoint is { Kind: EndpointKind.Workload }, mayBeUnknownPod, mayBeUnreadPod, mayBeUnreadHost);
        return _classes.GetOrAdd(key, static (_, self) => Interlocked.Increment(ref self._classCount), this);
    }
}
