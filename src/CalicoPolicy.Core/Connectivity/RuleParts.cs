using System.Collections.Concurrent;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Takes rules apart into peers and traffic, on the endpoints that they apply to.</summary>
internal sealed class RuleParts(PolicySnapshot snapshot, PeerSets peers, bool isIPv6)
{
    // Most rules ask nothing of the endpoint that they apply to and are the same for all.
    private readonly ConcurrentDictionary<(CompiledRule, bool), RulePart[]> _shared = new();

    /// <summary>The parts of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="self">The endpoint that it applies to.</param>
    /// <param name="isIngress">Whether the endpoint is the destination.</param>
    public RulePart[] Of(CompiledRule rule, ResolvedEnd self, bool isIngress)
    {
        if (rule.Action == RuleStep.Log || !rule.IsForFamily(isIPv6)) return [];
        var own = isIngress ? rule.Destination : rule.Source;
        if (own is not { IsForAnyone: true, HasSameTrafficForAll: true }) return Make(rule, own, self, isIngress);
        return _shared.TryGetValue((rule, isIngress), out var known) ? known : _shared.GetOrAdd((rule, isIngress), Make(rule, own, self, isIngress));
    }

    private RulePart[] Make(CompiledRule rule, PeerMatch own, ResolvedEnd self, bool isIngress)
    {
        var unknowns = Unknowns.None;
        var isOwn = own.MatchEnd(self, isIPv6, snapshot, ref unknowns);
        if (isOwn == Truth.No) return [];
        var traffic = rule.Traffic().And(own.Traffic(self, isSource: !isIngress)).If(isOwn);
        var peer = isIngress ? rule.Source : rule.Destination;
        if (peer.HasSameTrafficForAll)
        {
            traffic = traffic.And(peer.Traffic(self, isSource: isIngress));
            if (traffic.Possible.IsEmpty) return [];
            var set = peers.Of(peer);
            return Bits.IsEmpty(set.Possible) ? [] : [new(rule.Action, set, traffic)];
        }

        return
        [
            .. peers.ByTraffic(peer, isSource: isIngress).Select(part => new RulePart(rule.Action, part.Peers, traffic.And(part.Traffic)))
                .Where(part => !part.Traffic.Possible.IsEmpty),
        ];
    }
}
