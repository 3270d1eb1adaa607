using System.Globalization;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Writes peers in as few words as say it.</summary>
internal static class PeerText
{
    private const int MostNets = 3;

    /// <summary>The text of some peers.</summary>
    /// <param name="peers">The peers.</param>
    /// <param name="workloads">How many workloads there are in each namespace; null where it does not matter.</param>
    public static string Of(IReadOnlyCollection<ConnectivityPeer> peers, IReadOnlyDictionary<string, int>? workloads = null) =>
        Of(peers.SelectMany(peer => peer.Names), peers, workloads);

    /// <summary>The text of names, and of peers that have none.</summary>
    public static string Of(IEnumerable<PeerName> names, IReadOnlyCollection<ConnectivityPeer> peers, IReadOnlyDictionary<string, int>? workloads = null)
    {
        var parts = new List<string>();
        var byNamespace = names.Where(name => name.Namespace is not null).Distinct().GroupBy(name => name.Namespace!, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var isEvery = workloads is { Count: > 1 } && byNamespace.Count == workloads.Count
            && byNamespace.TrueForAll(group => group.Count() == workloads[group.Key]);
        if (isEvery) parts.Add("every workload");
        foreach (var group in isEvery ? [] : byNamespace)
        {
            var ordered = group.OrderBy(name => name.Name, StringComparer.Ordinal).ToList();
            parts.Add(workloads is not null && ordered.Count > 1 && workloads.GetValueOrDefault(group.Key) == ordered.Count
                ? $"{group.Key}/*"
                : string.Join(", ", ordered.Select(name => name.ToString()).Distinct(StringComparer.Ordinal)));
        }

        AddHosts(names, parts);
        foreach (var peer in peers.Where(peer => peer.Kind == ConnectivityPeerKind.Domain)) parts.Add(peer.Domain!);
        AddOutside([.. peers.Where(peer => peer.Kind == ConnectivityPeerKind.Outside)], parts);
        return string.Join(", ", parts);
    }

    private static void AddHosts(IEnumerable<PeerName> names, List<string> parts)
    {
        foreach (var group in names.Where(name => name.Namespace is null).Distinct().GroupBy(name => name.Kind, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var what = group.Key == "Node" ? "node" : "host";
            parts.Add($"{what} {string.Join($", {what} ", group.Select(name => name.Name).Order(StringComparer.Ordinal))}");
        }
    }

    private static void AddOutside(List<ConnectivityPeer> peers, List<string> parts)
    {
        if (peers.Count == 0) return;
        foreach (var set in peers.SelectMany(peer => peer.Sets).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) parts.Add($"set {set}");
        var nets = peers.Where(peer => peer is { IsRest: false, Sets.Count: 0 }).SelectMany(peer => peer.Nets).ToList();
        parts.AddRange(nets.Take(MostNets).Select(net => net.ToString()));
        if (nets.Count > MostNets) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{nets.Count - MostNets} more blocks"));
        if (peers.Exists(peer => peer.IsRest)) parts.Add(parts.Count == 0 && peers.Count == 1 && peers[0].Nets is [{ IsEverything: true }] ? "outside" : "outside otherwise");
    }
}
