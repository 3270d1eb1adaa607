using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// Counts the members of IP sets: whatever of the whole cluster matches, each address once (felix/labelindex). A block that lies in
/// another of the same set is left out unless nftables is disabled, and the block of everything is two members.
/// </summary>
/// <remarks>O(classes of labels) for a selector; O(addresses) where it picks blocks of network sets as well, or endpoints that share addresses.</remarks>
internal sealed class MemberCounter
{
    private readonly PolicySnapshot _snapshot;
    private readonly List<Endpoint>[] _endpoints;
    private readonly long[,] _addresses;
    private readonly long[] _unaddressed;
    private readonly bool[] _isShared;
    private readonly bool _firstIsIPv6;
    private readonly bool _keepsCovered;

    public MemberCounter(PolicySnapshot snapshot, bool firstIsIPv6)
    {
        (_snapshot, _firstIsIPv6) = (snapshot, firstIsIPv6);
        _keepsCovered = snapshot.Resources.OfType<FelixConfiguration>().Any(felix => felix is { Name: FelixConfiguration.DefaultName, NftablesMode: "Disabled" });
        var classes = snapshot.Classes.Count;
        (_endpoints, _addresses, _unaddressed, _isShared) = (new List<Endpoint>[classes], new long[classes, 2], new long[classes], new bool[classes]);
        for (var index = 0; index < classes; index++) _endpoints[index] = [];
        var owners = new Dictionary<Cidr, int>();
        foreach (var endpoint in snapshot.Endpoints)
        {
            var place = endpoint.LabelClass;
            _endpoints[place].Add(endpoint);

            // A host's interface without expected addresses is in no set.
            if (endpoint is { Kind: EndpointKind.Workload, Addresses.Count: 0 }) _unaddressed[place] += endpoint.Replicas;
            foreach (var address in endpoint.Addresses)
            {
                _addresses[place, address.IsIPv6 ? 1 : 0]++;
                if (!owners.TryAdd(address, place)) _isShared[place] = _isShared[owners[address]] = true;
            }
        }

        HasUnaddressed = Array.Exists(_unaddressed, count => count > 0);
    }

    /// <summary>Whether there are pods whose addresses are not known: each counts as one in the first family.</summary>
    public bool HasUnaddressed { get; }

    /// <summary>How much work was done.</summary>
    public long Steps { get; private set; }

    /// <summary>The members of the set of a selector.</summary>
    public long Count(SelectorEntry selector, bool isIPv6)
    {
        var (count, unaddressed, isPlain) = (0L, 0L, true);
        var family = isIPv6 ? 1 : 0;
        for (var index = 0; index < _endpoints.Length; index++)
        {
            Steps++;
            if (selector.OfClass(index) == Truth.No) continue;
            count += _addresses[index, family];
            unaddressed += _unaddressed[index];
            isPlain &= !_isShared[index];
        }

        if (_firstIsIPv6 != isIPv6) unaddressed = 0;
        var blocks = new List<Cidr>();
        for (var set = 0; set < _snapshot.Sets.Count; set++)
        {
            Steps++;
            if (selector.OfSet(set) != Truth.No) blocks.AddRange(_snapshot.Sets[set].Nets.Where(net => net.IsIPv6 == isIPv6));
        }

        if (isPlain && blocks.Count == 0) return count + unaddressed;
        blocks.AddRange(Picked(selector).SelectMany(endpoint => endpoint.Addresses).Where(address => address.IsIPv6 == isIPv6));
        Steps += blocks.Count;
        return Distinct(blocks) + unaddressed;
    }

    /// <summary>The members of the set of a named port.</summary>
    /// <param name="selector">Among whom it is looked up; null: all.</param>
    /// <param name="name">Its name.</param>
    /// <param name="protocol">Its protocol; -1: any.</param>
    /// <param name="isIPv6">The family.</param>
    public long Count(SelectorEntry? selector, string name, int protocol, bool isIPv6)
    {
        var found = new HashSet<(Cidr Address, int Protocol, long Port)>();
        var unaddressed = 0L;
        foreach (var endpoint in Picked(selector))
        {
            Steps++;
            foreach (var port in endpoint.Ports)
            {
                var number = (int)((port.Protocol ?? Protocol.Tcp).IanaNumber ?? 6);
                if (port.Name != name || port.Port is not { } given || (protocol >= 0 && protocol != number)) continue;
                foreach (var address in endpoint.Addresses)
                {
                    if (address.IsIPv6 == isIPv6) found.Add((address, number, given));
                }

                if (endpoint is { Kind: EndpointKind.Workload, Addresses.Count: 0 } && _firstIsIPv6 == isIPv6) unaddressed += endpoint.Replicas;
            }
        }

        return found.Count + unaddressed;
    }

    /// <summary>The members of the set of a service.</summary>
    public long Count(ServiceMembers service, bool hasPorts, bool isIPv6)
    {
        var known = hasPorts ? service.Ports.LongCount(port => port.Address.IsIPv6 == isIPv6) : service.Addresses.LongCount(address => address.IsIPv6 == isIPv6);
        if (_firstIsIPv6 != isIPv6) return known;
        return known + service.Unaddressed.Where(member => (member.Protocol != 0) == hasPorts).Sum(member => member.Endpoint.Replicas);
    }

    private IEnumerable<Endpoint> Picked(SelectorEntry? selector)
    {
        for (var index = 0; index < _endpoints.Length; index++)
        {
            if (selector is not null && selector.OfClass(index) == Truth.No) continue;
            foreach (var endpoint in _endpoints[index]) yield return endpoint;
        }
    }

    private long Distinct(List<Cidr> blocks)
    {
        if (_keepsCovered) return blocks.Distinct().Sum(block => block.IsEverything ? 2L : 1L);
        blocks.Sort(Cidr.CompareByAddress);
        var (count, last) = (0L, (Cidr?)null);
        foreach (var block in blocks)
        {
            // In this order a block that lies in another comes after it.
            if (last is { } kept && kept.Contains(block)) continue;
            (count, last) = (count + (block.IsEverything ? 2 : 1), block);
        }

        return count;
    }
}
