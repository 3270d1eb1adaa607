using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Which peers hold for one side of a rule, each distinct side looked at once.</summary>
/// <remarks>O(distinct sides x peers).</remarks>
internal sealed class PeerSets(PolicySnapshot snapshot, ResolvedEnd?[] ends, bool isIPv6)
{
    private readonly ConcurrentDictionary<(SelectorEntry?, SelectorEntry?, AddressBlocks?, AddressBlocks?, IReadOnlyList<string>?, bool), PeerSet> _sets = new();
    private readonly ConcurrentDictionary<(PeerMatch, bool), (PeerSet Peers, PartialTraffic Traffic)[]> _byTraffic = new();

    /// <summary>The peers that hold.</summary>
    public PeerSet Of(PeerMatch match)
    {
        var key = (match.Selector, match.NotSelector, match.Nets, match.NotNets, match.Domains.Length > 0 ? match.Domains : null, match.CountsDomains);
        return _sets.TryGetValue(key, out var known) ? known : _sets.GetOrAdd(key, Make(match));
    }

    /// <summary>The peers that hold, by the traffic for which they do.</summary>
    public (PeerSet Peers, PartialTraffic Traffic)[] ByTraffic(PeerMatch match, bool isSource) =>
        _byTraffic.TryGetValue((match, isSource), out var known) ? known : _byTraffic.GetOrAdd((match, isSource), Split(match, isSource));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private PeerSet Make(PeerMatch match)
    {
        var words = Bits.WordsFor(ends.Length);
        var set = new PeerSet(new ulong[words], new ulong[words]);
        var unknowns = Unknowns.None;
        for (var index = 0; index < ends.Length; index++)
        {
            if (ends[index] is not { } end) continue;
            var truth = match.MatchEnd(end, isIPv6, snapshot, ref unknowns);
            if (truth != Truth.No) Bits.Add(set.Possible, index);
            if (truth == Truth.Yes) Bits.Add(set.Sure, index);
        }

        return set.IsSure ? new(set.Possible, set.Possible) : set;
    }

    private (PeerSet Peers, PartialTraffic Traffic)[] Split(PeerMatch match, bool isSource)
    {
        var all = Of(match);
        var parts = new Dictionary<PartialTraffic, PeerSet>();
        foreach (var index in Bits.Each(all.Possible))
        {
            var traffic = match.Traffic(ends[index]!, isSource);
            if (traffic.Possible.IsEmpty) continue;
            if (!parts.TryGetValue(traffic, out var part)) parts.Add(traffic, part = new(new ulong[all.Sure.Length], new ulong[all.Sure.Length]));
            Bits.Add(part.Possible, index);
            if ((all.Sure[index >> 6] >> (index & 63) & 1) == 1) Bits.Add(part.Sure, index);
        }

        return [.. parts.Select(part => (part.Value, part.Key))];
    }
}
