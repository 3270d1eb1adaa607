using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Writes sides of rows in as few words as say it. Made once for all rows of a map.</summary>
/// <remarks>O(names / 64) a text, and what is written.</remarks>
internal sealed class PeerText
{
    private const int MostNames = 12;
    private const int MostNets = 3;

    private readonly PeerName[] _names;
    private readonly string[] _texts;
    private readonly Dictionary<ConnectivityPeer, string> _outsideTexts = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PeerName, int> _places;
    private readonly List<(string Namespace, int First, int End)> _namespaces = [];
    private readonly List<ConnectivityPeer> _outside;
    private readonly int _hosts;
    private readonly bool _isAll;

    /// <summary>Makes the words for some peers.</summary>
    /// <param name="peers">The peers.</param>
    /// <param name="isAll">Whether these are all that there are, so that a whole namespace can be written as such.</param>
    public PeerText(IReadOnlyCollection<ConnectivityPeer> peers, bool isAll)
    {
        _isAll = isAll;
        _outside = isAll ? [.. peers.Where(peer => peer.Kind == ConnectivityPeerKind.Outside)] : [];

        // In the order in which they are written, hosts and nodes first.
        _names = [.. peers.SelectMany(peer => peer.Names).Distinct()];
        Array.Sort(_names, static (one, other) => string.CompareOrdinal(one.Namespace, other.Namespace) is var byNamespace and not 0 ? byNamespace
            : string.CompareOrdinal(one.Name, other.Name) is var byName and not 0 ? byName : string.CompareOrdinal(one.Kind, other.Kind));
        _places = new(_names.Length);
        for (var place = 0; place < _names.Length; place++) _places.Add(_names[place], place);
        _texts = [.. _names.Select(name => name.ToString())];
        foreach (var peer in peers)
        {
            if (peer.Kind == ConnectivityPeerKind.Outside) _outsideTexts.Add(peer, OutsideOf(peer));
        }

        _hosts = _names.Count(name => name.Namespace is null);
        for (var first = _hosts; first < _names.Length;)
        {
            var end = first + 1;
            while (end < _names.Length && _names[end].Namespace == _names[first].Namespace) end++;
            _namespaces.Add((_names[first].Namespace!, first, end));
            first = end;
        }
    }

    /// <summary>The text of one peer by itself.</summary>
    public static string Of(ConnectivitySide side) => new PeerText([side.Peer], isAll: false).Of([side]);

    /// <summary>The text of some sides.</summary>
    public string Of(IReadOnlyCollection<ConnectivitySide> sides)
    {
        var parts = new List<string>();
        var more = AddWorkloads(SetOf(sides), parts);
        AddHosts(sides, parts);
        foreach (var side in sides)
        {
            if (side.Peer.Domain is { } domain) parts.Add(domain);
        }

        AddOutside([.. sides.Select(side => side.Peer).Where(peer => peer.Kind == ConnectivityPeerKind.Outside)], parts);
        more += Math.Max(0, parts.Count - MostNames);
        return more == 0
            ? string.Join(", ", parts)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", parts.Take(MostNames - 1))} and {more + Math.Min(parts.Count, MostNames) - MostNames + 1} more");
    }

    private ulong[] SetOf(IReadOnlyCollection<ConnectivitySide> sides)
    {
        var set = new ulong[Bits.WordsFor(_names.Length)];
        foreach (var side in sides)
        {
            foreach (var name in side.Names) Bits.Add(set, _places[name]);
        }

        return set;
    }

    /// <summary>Adds as many as are written.</summary>
    /// <returns>How many more there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int AddWorkloads(ulong[] set, List<string> parts)
    {
        var count = 0;
        foreach (var word in set) count += BitOperations.PopCount(word);
        for (var host = 0; host < _hosts; host++) count -= Bits.Has(set, host) ? 1 : 0;
        if (_isAll && count > 1 && count == _names.Length - _hosts)
        {
            parts.Add("every workload");
            return 0;
        }

        var more = 0;
        foreach (var (ns, first, end) in _namespaces)
        {
            var within = 0;
            for (var place = first; place < end; place++) within += Bits.Has(set, place) ? 1 : 0;
            if (within == 0) continue;
            var isWhole = _isAll && within > 1 && within == end - first;
            if (parts.Count >= MostNames)
            {
                more += isWhole ? 1 : within;
                continue;
            }

            if (isWhole) parts.Add($"{ns}/*");
            for (var place = first; place < end && !isWhole; place++)
            {
                if (!Bits.Has(set, place)) continue;
                if (parts.Count >= MostNames) more++;
                else parts.Add(_texts[place]);
            }
        }

        return more;
    }

    private static void AddHosts(IReadOnlyCollection<ConnectivitySide> sides, List<string> parts)
    {
        var names = sides.Where(side => side.Peer.Kind is ConnectivityPeerKind.Host or ConnectivityPeerKind.Node).SelectMany(side => side.Names).Distinct().ToList();
        if (names.Count == 0) return;
        foreach (var host in names.Where(name => name.Kind != "Node").Select(name => name.Name).Order(StringComparer.Ordinal)) parts.Add($"host {host}");
        var nodes = names.Where(name => name.Kind == "Node").Select(name => name.Name).ToList();
        if (nodes.Count > 0) parts.Add(nodes.Count == 1 ? $"node {nodes[0]}" : string.Create(CultureInfo.InvariantCulture, $"{nodes.Count} nodes"));
    }

    private void AddOutside(List<ConnectivityPeer> peers, List<string> parts)
    {
        if (peers.Count == 0) return;
        var hasRest = peers.Exists(peer => peer.IsRest);
        if (hasRest && _outside.Count < 2 * peers.Count)
        {
            var missing = _outside.Except(peers, ReferenceEqualityComparer.Instance).Cast<ConnectivityPeer>().ToList();
            parts.Add(missing.Count == 0 ? "outside" : $"outside but {string.Join(" and ", missing.Select(peer => _outsideTexts[peer]))}");
            return;
        }

        parts.AddRange(peers.Where(peer => !peer.IsRest).Select(peer => _outsideTexts[peer]));
        if (hasRest) parts.Add("elsewhere outside");
    }

    private static string OutsideOf(ConnectivityPeer peer)
    {
        if (peer.WholeSet is { } set) return $"set {set}";
        var nets = string.Join(' ', peer.Nets.Take(MostNets));
        if (peer.Nets.Count > MostNets) nets = string.Create(CultureInfo.InvariantCulture, $"{nets} and {peer.Nets.Count - MostNets} more blocks");
        return peer.Sets.Count == 0 ? nets : $"{nets} of set {string.Join(" and ", peer.Sets)}";
    }
}
