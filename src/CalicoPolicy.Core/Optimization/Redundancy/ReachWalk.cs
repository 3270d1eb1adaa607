using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>
/// What traffic may come to the rules of one policy and direction, in any cluster. What surely selects all endpoints of the policy takes
/// away what its rules match; what may select some takes nothing, but may pass things on. All that is not known lets traffic through.
/// </summary>
/// <remarks>
/// A rule costs O(rules before it x boxes that are left of it), up to a budget of such steps; made in the look-ups that its policy's tier and
/// those before it take, no more of which than <see cref="MaxTiers"/> are looked at.
/// </remarks>
internal sealed class ReachWalk
{
    private const int MaxTiers = 64;
    private const int MaxCandidates = 256;
    private const int MaxPassing = 64;

    private readonly SequencedPolicy _policy;
    private readonly PolicyType _direction;
    private readonly SelectorLogic _logic;
    private readonly List<(SequencedTier Tier, List<(SequencedPolicy Policy, bool IsSure)> Policies)> _before = [];
    private readonly List<SequencedPolicy> _earlier = [];

    /// <summary>Finds what comes before the rules of a policy.</summary>
    public ReachWalk(PolicySequence sequence, SequencedPolicy policy, PolicyType direction)
    {
        (_policy, _direction, _logic) = (policy, direction, sequence.Logic);
        if (!policy.IsParsed || !policy.Governs(direction)) return;
        var own = sequence.TierOf(policy);
        foreach (var tier in sequence.Before(own).TakeLast(MaxTiers))
        {
            var sure = tier.SureFor(policy, direction, MaxCandidates);
            if (sure.Count == 0 || tier.PassingFor(policy, direction, sure, MaxPassing) is not { } passing) continue;
            _before.Add((tier, [.. sure.Select(one => (one, true)).Concat(passing.Select(one => (one, false))).OrderBy(one => one.Item1.Place)]));
        }

        _earlier.AddRange(own.SureFor(policy, direction, MaxCandidates).Where(other => IsBefore(other, policy)));
    }

    /// <summary>Whether anything but the policy's own rules may keep traffic from them.</summary>
    public bool IsAlone => _before.Count == 0 && _earlier.Count == 0;

    /// <summary>What keeps all traffic from a rule; null where some may come to it, or the budget was spent.</summary>
    /// <param name="rule">A rule of the policy.</param>
    /// <param name="without">Rules and tiers' ends that are taken to be missing.</param>
    /// <param name="budget">How much may be done.</param>
    public List<object>? TakersOf(SequencedRule rule, IReadOnlySet<object> without, WorkBudget budget)
    {
        var live = new List<PacketBox>(rule.Boxes!);
        var takers = new List<object>();
        foreach (var (tier, policies) in _before)
        {
            live = GoThrough(tier, policies, live, without, budget, takers);
            if (live.Count > PacketRegion.MaxBoxes)
            {
                live = [.. rule.Boxes!];
                takers.Clear();
            }

            if (live.Count == 0) return takers;
        }

        foreach (var policy in _earlier)
        {
            foreach (var one in policy.RulesOf(_direction)) live = Take(one, live, without, budget, takers);
            if (live.Count == 0) return takers;
        }

        foreach (var one in _policy.RulesOf(_direction))
        {
            if (one.Place.Index == rule.Place.Index || live.Count == 0) break;
            live = Take(one, live, without, budget, takers);
        }

        return live.Count == 0 ? takers : null;
    }

    /// <summary>What comes out of an earlier tier.</summary>
    private List<PacketBox> GoThrough(
        SequencedTier tier, List<(SequencedPolicy Policy, bool IsSure)> policies, List<PacketBox> live, IReadOnlySet<object> without, WorkBudget budget, List<object> takers)
    {
        var passed = new List<PacketBox>();
        foreach (var (policy, isSure) in policies)
        {
            foreach (var rule in policy.RulesOf(_direction))
            {
                if (live.Count == 0) return passed;
                if (rule.Action != PolicyAction.Pass)
                {
                    if (isSure) live = Take(rule, live, without, budget, takers);
                    continue;
                }

                if (rule.Boxes is null)
                {
                    passed.AddRange(live);
                    continue;
                }

                PacketRegion.AddCommon(live, rule.Boxes, _logic, budget, passed);
                var isTaken = false;
                if (isSure) live = PacketRegion.Without(live, rule.Boxes, _logic, budget, ref isTaken);
            }
        }

        if (live.Count == 0) return passed;
        if (tier.Passes || _policy.IsWithoutEnd || without.Contains(tier)) passed.AddRange(live);
        else takers.Add(tier);
        return passed;
    }

    private List<PacketBox> Take(SequencedRule rule, List<PacketBox> live, IReadOnlySet<object> without, WorkBudget budget, List<object> takers)
    {
        if (!rule.Action.IsTerminal || rule.Boxes is null || without.Contains(rule)) return live;
        var isTaken = false;
        live = PacketRegion.Without(live, rule.Boxes, _logic, budget, ref isTaken);
        if (isTaken) takers.Add(rule);
        return live;
    }

    // In one pending view a staged policy has its own kind for a tie, in the other its enforced one.
    private static bool IsBefore(SequencedPolicy other, SequencedPolicy policy) =>
        other.Place < policy.Place && !(policy.Source is IStagedPolicy && other.Order == policy.Order && other.Policy.Name == policy.Policy.Name && other.Namespace == policy.Namespace);
}
