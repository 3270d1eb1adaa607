using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
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
    private readonly FamilyCounts[] _addresses;
    private readonly long[] _unaddressed;
    private readonly bool[] _isShared;
    private readonly bool _firstIsIPv6;
    private readonly bool _keepsCovered;

    public MemberCounter(PolicySnapshot snapshot, bool firstIsIPv6)
    {
        (_snapshot, _firstIsIPv6) = (snapshot, firstIsIPv6);
        _keepsCovered = snapshot.Resources.OfType<FelixConfiguration>().Any(felix => felix is { Name: FelixConfiguration.DefaultName, NftablesMode: "Disabled" });
        var classes = snapshot.Classes.Count;
        (_endpoints, _addresses, _unaddressed, _isShared) = (new List<Endpoint>[classes], new FamilyCounts[classes], new long[classes], new bool[classes]);
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
                _addresses[place] = _addresses[place].With(address.IsIPv6, 1);
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
    public FamilyCounts Count(SelectorEntry selector)
    {
        var (count, unaddressed, isPlain) = (default(FamilyCounts), 0L, true);
        foreach (var index in selector.PickedClasses)
        {
            count += _addresses[index];
            unaddressed += _unaddressed[index];
            isPlain &= !_isShared[index];
        }

        Steps += selector.PickedClasses.Length + selector.PickedSets.Length;
        var blocks = new List<Cidr>();
        foreach (var set in selector.PickedSets) blocks.AddRange(_snapshot.Sets[set].Nets);

        if (!isPlain || blocks.Count > 0)
        {
            foreach (var endpoint in Picked(selector)) blocks.AddRange(endpoint.Addresses);
            Steps += blocks.Count;
            count = Distinct(blocks);
        }

        return count.With(_firstIsIPv6, unaddressed);
    }

    /// <summary>The members of the set of a named port.</summary>
    /// <param name="selector">Among whom it is looked up; null: all.</param>
    /// <param name="name">Its name.</param>
    /// <param name="protocol">Its protocol; -1: any.</param>
    public FamilyCounts Count(SelectorEntry? selector, string name, int protocol)
    {
        var found = new HashSet<(Cidr Address, int Protocol, long Port)>();
        var count = default(FamilyCounts);
        foreach (var endpoint in Picked(selector))
        {
            Steps++;
            foreach (var port in endpoint.Ports)
            {
                var number = (int)((port.Protocol ?? Protocol.Tcp).IanaNumber ?? 6);
                if (port.Name != name || port.Port is not { } given || (protocol >= 0 && protocol != number)) continue;
                foreach (var address in endpoint.Addresses)
                {
                    if (found.Add((address, number, given))) count = count.With(address.IsIPv6, 1);
                }

                if (endpoint is { Kind: EndpointKind.Workload, Addresses.Count: 0 }) count = count.With(_firstIsIPv6, endpoint.Replicas);
            }
        }

        return count;
    }

    /// <summary>The members of the set of a service.</summary>
    public FamilyCounts Count(ServiceMembers service, bool hasPorts)
    {
        var count = default(FamilyCounts);
        foreach (var address in hasPorts ? service.Ports.Select(port => port.Address) : service.Addresses) count = count.With(address.IsIPv6, 1);
        foreach (var (endpoint, protocol, _) in service.Unaddressed)
        {
            if ((protocol != 0) == hasPorts) count = count.With(_firstIsIPv6, endpoint.Replicas);
        }

        return count;
    }

    private IEnumerable<Endpoint> Picked(SelectorEntry? selector)
    {
        foreach (var index in selector?.PickedClasses ?? Enumerable.Range(0, _endpoints.Length))
        {
            foreach (var endpoint in _endpoints[index]) yield return endpoint;
        }
    }

    private FamilyCounts Distinct(List<Cidr> blocks)
    {
        var (count, last) = (default(FamilyCounts), (Cidr?)null);
        blocks.Sort(Cidr.CompareByAddress);
        foreach (var block in blocks)
        {
            // In this order a block that lies in another comes after it.
            if (last is { } kept && (_keepsCovered ? kept == block : kept.Contains(block))) continue;
            (count, last) = (count.With(block.IsIPv6, block.IsEverything ? 2 : 1), block);
        }

        return count;
    }
}
