using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Whose an address is, and which network sets hold it.</summary>
/// <remarks>
/// Made in O(members log members). A lookup costs a hash for endpoints, and for sets a binary search in the stretches between the
/// edges of all blocks; the same list serves all stretches that the same sets hold.
/// </remarks>
internal sealed class AddressIndex
{
    private readonly Dictionary<Cidr, Endpoint[]> _endpoints = [];
    private readonly Dictionary<Cidr, string[]> _nodes = [];
    private readonly Stretches _ipv4;
    private readonly Stretches _ipv6;

    public AddressIndex(PolicySnapshot snapshot)
    {
        foreach (var endpoint in snapshot.Endpoints)
        {
            foreach (var address in endpoint.Addresses)
                _endpoints[address] = _endpoints.TryGetValue(address, out var known) ? [.. known, endpoint] : [endpoint];
        }

        foreach (var (address, node) in NodesOf(snapshot)) _nodes[address] = _nodes.TryGetValue(address, out var known) ? [.. known, node] : [node];
        _ipv4 = new(snapshot.Sets, isIPv6: false);
        _ipv6 = new(snapshot.Sets, isIPv6: true);
    }

    /// <summary>The endpoints that have the address.</summary>
    public Endpoint[] EndpointsAt(Cidr address) => _endpoints.GetValueOrDefault(address) ?? [];

    /// <summary>The nodes that have the address.</summary>
    public string[] NodesAt(Cidr address) => _nodes.GetValueOrDefault(address) ?? [];

    /// <summary>The addresses of nodes, and whose they are.</summary>
    public IEnumerable<(Cidr Address, string[] Nodes)> NodeAddresses => _nodes.Select(entry => (entry.Key, entry.Value));

    /// <summary>The numbers of the sets that hold the address.</summary>
    public int[] SetsAt(Cidr address) => (address.IsIPv6 ? _ipv6 : _ipv4).At(address.First);

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

    /// <summary>The stretches of one family's addresses between the edges of blocks.</summary>
    private sealed class Stretches
    {
        private readonly UInt128[] _starts;
        private readonly int[][] _sets;

        public Stretches(IReadOnlyList<SnapshotSet> sets, bool isIPv6)
        {
            var edges = new List<(UInt128 At, bool Ends, int Set)>();
            for (var set = 0; set < sets.Count; set++)
            {
                foreach (var net in sets[set].Nets)
                {
                    if (net.IsIPv6 != isIPv6) continue;
                    edges.Add((net.First, false, set));
                    if (net.Last != UInt128.MaxValue) edges.Add((net.Last + 1, true, set));
                }
            }

            edges.Sort((left, right) => left.At.CompareTo(right.At));
            var open = new SortedDictionary<int, int>();
            var starts = new List<UInt128>();
            var lists = new List<int[]>();
            for (var index = 0; index < edges.Count;)
            {
                var at = edges[index].At;
                for (; index < edges.Count && edges[index].At == at; index++)
                {
                    var (_, ends, set) = edges[index];
                    var count = open.GetValueOrDefault(set) + (ends ? -1 : 1);
                    if (count == 0) open.Remove(set);
                    else open[set] = count;
                }

                int[] held = [.. open.Keys];
                starts.Add(at);
                lists.Add(held);
            }

            (_starts, _sets) = ([.. starts], [.. lists]);
        }

        public int[] At(UInt128 address)
        {
            var place = Array.BinarySearch(_starts, address);
            if (place < 0) place = ~place - 1;
            return place < 0 ? [] : _sets[place];
        }
    }
}
