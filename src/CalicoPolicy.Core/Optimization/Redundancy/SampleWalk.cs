using System.Collections.Concurrent;
using System.Numerics;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>
/// Finds rules that decide something by a few packets each, since nearly every rule does: what is found so need not be looked at again with
/// all packets at once.
/// </summary>
/// <remarks>O(rules of the endpoint) for each packet; for rules that are known to decide something there are none.</remarks>
internal sealed class SampleWalk
{
    private readonly RuleParts _parts;
    private readonly EndpointProgram _program;
    private readonly ResolvedEnd _self;
    private readonly bool _isIngress;
    private readonly RulePart[]?[] _ofRules;

    /// <summary>Makes the walk through the tiers of one endpoint and direction.</summary>
    public SampleWalk(RuleParts parts, EndpointProgram program, ResolvedEnd self, bool isIngress)
    {
        (_parts, _program, _self, _isIngress) = (parts, program, self, isIngress);
        _ofRules = new RulePart[program.Rules.Length][];
    }

    /// <summary>Sends packets that the rules match of which nothing is known, and notes what decides them or may.</summary>
    /// <returns>Whether there are rules left of which nothing is known and that something matches.</returns>
    public bool Run(ConcurrentDictionary<CompiledRule, bool> alive)
    {
        var isLeft = false;
        for (var place = 0; place < _ofRules.Length; place++)
        {
            if (IsKnown(place, alive)) continue;
            foreach (var part in PartsOf(place))
            {
                // The last stretch of traffic and peer are the likeliest to be left over by rules before.
                Send(FirstOf(part.Peers.Possible), part.Traffic.Possible.Edges[0], alive);
                if (!IsKnown(place, alive)) Send(LastOf(part.Peers.Possible), part.Traffic.Possible.Edges[^1] - 1, alive);
            }

            isLeft |= !IsKnown(place, alive) && PartsOf(place).Length > 0;
        }

        return isLeft;
    }

    private static int FirstOf(ulong[] peers)
    {
        for (var word = 0; word < peers.Length; word++)
        {
            if (peers[word] != 0) return (word << 6) + BitOperations.TrailingZeroCount(peers[word]);
        }

        return -1;
    }

    private static int LastOf(ulong[] peers)
    {
        for (var word = peers.Length - 1; word >= 0; word--)
        {
            if (peers[word] != 0) return (word << 6) + 63 - BitOperations.LeadingZeroCount(peers[word]);
        }

        return -1;
    }

    private bool IsKnown(int place, ConcurrentDictionary<CompiledRule, bool> alive) =>
        _program.Rules[place].Rule is var rule && (rule.Action == RuleStep.Log || alive.ContainsKey(rule));

    private RulePart[] PartsOf(int place) => _ofRules[place] ??= _parts.Of(_program.Rules[place].Rule, _self, _isIngress);

    /// <summary>Follows a packet: as <see cref="ReachSolver"/> does, with one peer and one kind of traffic.</summary>
    private void Send(int peer, uint traffic, ConcurrentDictionary<CompiledRule, bool> alive)
    {
        if (peer < 0) return;
        foreach (var tier in _program.Tiers)
        {
            if (!GoesOn(tier, peer, traffic, alive)) return;
        }
    }

    private bool GoesOn(ProgramTier tier, int peer, uint traffic, ConcurrentDictionary<CompiledRule, bool> alive)
    {
        for (var place = tier.FirstRule; place < tier.EndOfRules; place++)
        {
            var rule = _program.Rules[place].Rule;
            if (rule.Action == RuleStep.Log) continue;
            var match = Match(place, peer, traffic);
            if (match == Truth.No) continue;
            alive.TryAdd(rule, true);
            if (match == Truth.Yes && tier.Tier.IsKnown && tier.Policies[_program.Rules[place].Policy].Applies == Truth.Yes) return rule.Action == RuleStep.Pass;
        }

        return tier.HasGap || !tier.Tier.IsKnown || !tier.SurelyApplies || tier.Tier.DefaultAction == RuleStep.Pass;
    }

    private Truth Match(int place, int peer, uint traffic)
    {
        var best = Truth.No;
        foreach (var part in PartsOf(place))
        {
            if (!Bits.Has(part.Peers.Possible, peer) || !part.Traffic.Possible.Contains(traffic)) continue;
            if (Bits.Has(part.Peers.Sure, peer) && part.Traffic.Sure.Contains(traffic)) return Truth.Yes;
            best = Truth.Maybe;
        }

        return best;
    }
}
