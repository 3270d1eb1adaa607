using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// The peers of one address family that some engines do not tell apart: endpoints of which no selector, named port, service or
/// address block makes a difference are one peer.
/// </summary>
/// <remarks>O(selectors x classes of labels + endpoints + blocks log blocks).</remarks>
internal static class PeerAxis
{
    /// <summary>The peers.</summary>
    /// <param name="engines">The engines; of several, a peer is what none of them tells apart.</param>
    /// <param name="isIPv6">The family.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static List<ConnectivityPeer> Of(IReadOnlyList<PolicyEngine> engines, bool isIPv6, CancellationToken cancellationToken)
    {
        var addresses = new AddressSpace(engines, isIPv6, cancellationToken);
        var peers = new List<ConnectivityPeer>();
        peers.AddRange(Endpoints(engines, addresses, isIPv6, cancellationToken));
        peers.AddRange(Nodes(engines, addresses, isIPv6));
        peers.AddRange(Outside(engines, addresses, isIPv6, cancellationToken));
        peers.AddRange(Domains(engines, isIPv6));
        return peers;
    }

    private static IEnumerable<ConnectivityPeer> Endpoints(IReadOnlyList<PolicyEngine> engines, AddressSpace addresses, bool isIPv6, CancellationToken cancellationToken)
    {
        var places = new Dictionary<(string? Namespace, string Kind, string Name), int>();
        var found = new List<Endpoint?[]>();
        for (var index = 0; index < engines.Count; index++)
        {
            foreach (var endpoint in engines[index].Snapshot.Endpoints)
            {
                if (endpoint.Addresses.Count > 0 ? endpoint.Addresses.All(address => address.IsIPv6 != isIPv6) : isIPv6) continue;
                var name = (endpoint.Namespace, endpoint.Resource.Kind, endpoint.Name);
                if (!places.TryGetValue(name, out var place))
                {
                    places.Add(name, place = found.Count);
                    found.Add(new Endpoint?[engines.Count]);
                }

                found[place][index] = endpoint;
            }
        }

        var keys = engines.Select(engine => new EndpointKeys(engine, addresses, isIPv6, cancellationToken)).ToArray();
        var groups = new Dictionary<(EndpointKey? One, EndpointKey? Two), List<Endpoint?[]>>();
        foreach (var endpoints in found)
        {
            var key = (KeyOf(0), endpoints.Length > 1 ? KeyOf(1) : null);
            if (!groups.TryGetValue(key, out var group)) groups.Add(key, group = []);
            group.Add(endpoints);

            EndpointKey? KeyOf(int engine) => endpoints[engine] is { } endpoint ? keys[engine].Of(endpoint) : null;
        }

        foreach (var group in groups.Values)
        {
            var ends = engines.Select((engine, index) => group[0][index] is { } endpoint ? engine.Ends.Resolve(FlowEnd.Of(endpoint), isIPv6) : null).ToArray();
            var members = group.Select(endpoints => Array.Find(endpoints, endpoint => endpoint is not null)!).ToList();
            yield return new(members[0].Kind == EndpointKind.Host ? ConnectivityPeerKind.Host : ConnectivityPeerKind.Workload, FlowEnd.Of(members[0]), ends)
            {
                Endpoints = members,
                Names = NamesOf(members.Select(PeerName.Of)),
            };
        }
    }

    private static IEnumerable<ConnectivityPeer> Nodes(IReadOnlyList<PolicyEngine> engines, AddressSpace addresses, bool isIPv6)
    {
        // An address that an endpoint has is the endpoint's; a node that has several may be several peers.
        var groups = new Dictionary<UInt128, (Cidr First, HashSet<string> Nodes)>();
        foreach (var (address, nodes) in engines.SelectMany(engine => engine.Ends.NodeAddresses))
        {
            if (address.IsIPv6 != isIPv6 || engines.Any(engine => engine.Ends.IsEndpoint(address))) continue;
            var signature = addresses.SignatureAt(address);
            if (!groups.TryGetValue(signature, out var group)) groups.Add(signature, group = (address, []));
            group.Nodes.UnionWith(nodes);
        }

        foreach (var (first, nodes) in groups.Values)
        {
            yield return new(ConnectivityPeerKind.Node, FlowEnd.Of(first), EndsOf(engines, FlowEnd.Of(first), isIPv6))
            {
                Names = NamesOf(nodes.Select(node => new PeerName(null, nameof(Node), node))),
            };
        }
    }

    private static IEnumerable<ConnectivityPeer> Outside(IReadOnlyList<PolicyEngine> engines, AddressSpace addresses, bool isIPv6, CancellationToken cancellationToken)
    {
        var groups = addresses.Groups().Select(group => (Group: group, Witness: WitnessOf(engines, group, isIPv6)))
            .Where(group => group.Witness is { } witness && !engines.Any(engine => engine.Snapshot.Pools.Stated.Any(pool => pool.Contains(witness)))).ToList();
        var most = groups.Count == 0 ? 0 : groups.Max(group => SizeOf(group.Group));
        foreach (var (group, witness) in groups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = FlowEnd.Of(witness!.Value);
            var ends = EndsOf(engines, end, isIPv6);
            var nets = group.SelectMany(range => Cidr.Between(range.First, range.Last, isIPv6)).ToList();
            var sets = engines.Zip(ends).SelectMany(pair => pair.Second.Sets.Select(set => pair.First.Snapshot.Sets[set])).ToList();
            yield return new(ConnectivityPeerKind.Outside, end, ends)
            {
                Nets = nets,
                Sets = [.. sets.Select(NameOf).Distinct(StringComparer.Ordinal)],
                WholeSet = sets.Find(set => CidrAggregation.Collapse(set.Nets.Where(net => net.IsIPv6 == isIPv6), cancellationToken).SequenceEqual(nets)) is { } whole ? NameOf(whole) : null,
                IsRest = SizeOf(group) == most,
                IsAll = groups.Count == 1,
            };
        }
    }

    private static string NameOf(SnapshotSet set) => set.Resource.IsNamespaced ? $"{set.Resource.Namespace ?? "default"}/{set.Resource.Name}" : set.Resource.Name;

    private static IEnumerable<ConnectivityPeer> Domains(IReadOnlyList<PolicyEngine> engines, bool isIPv6)
    {
        var domains = engines.SelectMany(engine => engine.Criteria.Domains.Concat(engine.Snapshot.Sets.SelectMany(set => set.Domains))).Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var domain in domains.Order(StringComparer.Ordinal))
        {
            var end = new FlowEnd { Domain = domain };
            yield return new(ConnectivityPeerKind.Domain, end, EndsOf(engines, end, isIPv6)) { Domain = domain };
        }
    }

    private static ResolvedEnd[] EndsOf(IReadOnlyList<PolicyEngine> engines, FlowEnd end, bool isIPv6) => [.. engines.Select(engine => engine.Ends.Resolve(end, isIPv6))];

    private static PeerName[] NamesOf(IEnumerable<PeerName> names) =>
        [.. names.Distinct().OrderBy(name => name.Namespace, StringComparer.Ordinal).ThenBy(name => name.Name, StringComparer.Ordinal).ThenBy(name => name.Kind, StringComparer.Ordinal)];

    private static double SizeOf(List<(UInt128 First, UInt128 Last)> group) => group.Sum(range => (double)(range.Last - range.First) + 1);

    /// <summary>An address of the stretches that is no endpoint's and no node's; null where all are.</summary>
    private static Cidr? WitnessOf(IReadOnlyList<PolicyEngine> engines, List<(UInt128 First, UInt128 Last)> group, bool isIPv6)
    {
        foreach (var (first, last) in group)
        {
            for (var at = first; ; at++)
            {
                var address = Cidr.OfAddress(at, isIPv6);
                if (engines.All(engine => engine.Ends.IsOutside(address))) return address;
                if (at == last) break;
            }
        }

        return null;
    }
}
