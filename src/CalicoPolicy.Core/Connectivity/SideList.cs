namespace CalicoPolicy.Core.Connectivity;

/// <summary>The peers of a map as a query sees them: what it asks for apart from the rest.</summary>
internal sealed class SideList
{
    private readonly List<(int Place, bool IsWanted, ConnectivitySide Side)> _sides = [];
    private readonly PeerText _text;

    public SideList(IReadOnlyList<ConnectivityPeer> peers, ConnectivityQuery query)
    {
        _text = new(peers, isAll: true);
        for (var place = 0; place < peers.Count; place++)
        {
            var peer = peers[place];
            if (query.IsForAll || peer.Endpoints.Count == 0)
            {
                Add(place, peer, query.IsForAll, peer.Names);
                continue;
            }

            // By endpoint, since pods of one workload may have other labels.
            var wanted = peer.Endpoints.Select(endpoint => (Endpoint: endpoint, Name: PeerName.Of(endpoint)))
                .Where(entry => query.Wants(entry.Endpoint, entry.Name)).Select(entry => entry.Name).ToHashSet();
            Add(place, peer, isWanted: true, [.. peer.Names.Where(wanted.Contains)]);
            Add(place, peer, isWanted: false, [.. peer.Names.Where(name => !wanted.Contains(name))]);
        }
    }

    /// <summary>How many sides there are.</summary>
    public int Count => _sides.Count;

    /// <summary>Some sides in words.</summary>
    public string TextOf(IReadOnlyCollection<ConnectivitySide> sides) => _text.Of(sides);

    /// <summary>The place of a side's peer in the map.</summary>
    public int PlaceOf(int side) => _sides[side].Place;

    /// <summary>Whether a side is asked for.</summary>
    public bool IsWanted(int side) => _sides[side].IsWanted;

    /// <summary>The sides.</summary>
    public IReadOnlyList<ConnectivitySide> Of(IEnumerable<int> sides) => [.. sides.Select(side => _sides[side].Side)];

    private void Add(int place, ConnectivityPeer peer, bool isWanted, IReadOnlyList<PeerName> names)
    {
        if (names.Count == 0 && peer.Names.Count > 0) return;
        _sides.Add((place, isWanted, new(peer, names)));
    }
}
