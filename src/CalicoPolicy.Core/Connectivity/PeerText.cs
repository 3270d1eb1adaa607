using System.Globalization;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Writes the sides of rows in as few words as say it.</summary>
internal static class PeerText
{
    private const int MostNames = 12;
    private const int MostNets = 3;

    /// <summary>The text of some sides.</summary>
    /// <param name="sides">The sides.</param>
    /// <param name="outside">All peers outside with addresses; null where it does not matter.</param>
    /// <param name="workloads">How many workloads there are in each namespace; null where it does not matter.</param>
    public static string Of(IReadOnlyCollection<ConnectivitySide> sides, IReadOnlyDictionary<string, int>? workloads = null, IReadOnlyList<ConnectivityPeer>? outside = null)
    {
        var parts = new List<string>();
        var names = sides.SelectMany(side => side.Names).Distinct().ToLookup(name => name.Namespace ?? string.Empty, StringComparer.Ordinal);
        var isEvery = workloads is { Count: > 0 } && workloads.All(entry => names[entry.Key].Count() == entry.Value) && workloads.Values.Sum() > 1;
        if (isEvery) parts.Add("every workload");
        foreach (var group in names.Where(group => group.Key.Length > 0).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            if (isEvery) break;
            if (workloads is not null && group.Count() > 1 && workloads.GetValueOrDefault(group.Key) == group.Count())
                parts.Add($"{group.Key}/*");
            else
                parts.AddRange(group.Select(name => name.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        }

        AddHosts([.. names[string.Empty]], parts);
        parts.AddRange(sides.Select(side => side.Peer.Domain).OfType<string>());
        AddOutside([.. sides.Select(side => side.Peer).Where(peer => peer.Kind == ConnectivityPeerKind.Outside)], outside ?? [], parts);
        return parts.Count <= MostNames
            ? string.Join(", ", parts)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", parts.Take(MostNames - 1))} and {parts.Count - MostNames + 1} more");
    }

    private static void AddOutside(List<ConnectivityPeer> peers, IReadOnlyList<ConnectivityPeer> all, List<string> parts)
    {
        var missing = all.Except(peers).ToList();
        var hasRest = peers.Exists(peer => peer.IsRest);
        if (hasRest && (missing.Count == 0 ? all.Count > 0 || peers[0].IsAll : missing.Count < peers.Count))
        {
            parts.Add(missing.Count == 0 ? "outside" : $"outside but {string.Join(" and ", missing.Select(OutsideOf))}");
            return;
        }

        parts.AddRange(peers.Where(peer => !peer.IsRest).Select(OutsideOf));
        if (hasRest) parts.Add("elsewhere outside");
    }

    private static void AddHosts(List<PeerName> names, List<string> parts)
    {
        foreach (var host in names.Where(name => name.Kind != "Node").Select(name => name.Name).Order(StringComparer.Ordinal)) parts.Add($"host {host}");
        var nodes = names.Where(name => name.Kind == "Node").Select(name => name.Name).Order(StringComparer.Ordinal).ToList();
        if (nodes.Count > 0) parts.Add(nodes.Count == 1 ? $"node {nodes[0]}" : string.Create(CultureInfo.InvariantCulture, $"{nodes.Count} nodes"));
    }

    private static string OutsideOf(ConnectivityPeer peer)
    {
        if (peer.WholeSet is { } set) return $"set {set}";
        var nets = string.Join(' ', peer.Nets.Take(MostNets));
        if (peer.Nets.Count > MostNets) nets = string.Create(CultureInfo.InvariantCulture, $"{nets} and {peer.Nets.Count - MostNets} more blocks");
        return peer.Sets.Count == 0 ? nets : $"{nets} of set {string.Join(" and ", peer.Sets)}";
    }
}
