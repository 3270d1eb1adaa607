using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>
/// What traffic may come to the rules of one policy and direction, in any cluster. What surely selects all endpoints of the policy takes
/// away what its rules match; what may select some takes nothing, but may pass things on. All that is not known lets traffic through.
/// </summary>
/// <remarks>A rule costs O(rules before it), and for those that may cover it together O(rules x boxes that are left), up to a budget of such steps.</remarks>
internal sealed class ReachWalk
{
    /// <summary>How much may be done to find out whether everything is cut off.</summary>
    private const int StepsForAll = 1_000;

    private readonly SequencedPolicy _policy;
    private readonly PolicyType _direction;
    private readonly SelectorLogic _logic;
    private readonly List<(SequencedTier Tier, List<(SequencedPolicy Policy, bool IsSure)> Policies)> _tiers = [];
    private readonly List<SequencedRule> _earlier = [];

    /// <summary>Makes the walk.</summary>
    /// <param name="before">What comes before the policy.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="logic">Knows the selectors.</param>
    public ReachWalk(PolicyBefore before, PolicyType direction, SelectorLogic logic)
    {
        (_policy, _direction, _logic) = (before.Policy, direction, logic);
        if (!_policy.Governs(direction)) return;
        foreach (var (tier, policies) in before.Tiers)
        {
            var governing = policies.FindAll(one => one.Policy.Governs(direction));
            if (governing.Exists(one => one.IsSure)) _tiers.Add((tier, governing));
        }

        foreach (var policy in before.Earlier)
        {
            if (policy.Governs(direction)) _earlier.AddRange(policy.RulesOf(direction));
        }
    }

    /// <summary>
    /// What keeps all traffic from all rules of the policy: ends of earlier tiers that deny, and rules of other policies that match everything;
    /// null where some may come.
    /// </summary>
    public List<object>? CutOff(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var plain = _tiers.SelectMany(tier => tier.Policies).Where(one => one.IsSure).SelectMany(one => one.Policy.RulesOf(_direction))
            .Concat(_earlier).Where(rule => rule.Place.Rule.IsUnconditional() && rule.Action.IsTerminal).ToHashSet<SequencedRule>(ReferenceEqualityComparer.Instance);
        if (plain.Count == 0 && !_tiers.Exists(one => !one.Tier.Passes)) return null;
        var everything = _policy.RulesOf(_direction)[0] with { Boxes = [PacketBox.Everything] };
        return TakersOf(everything, plain, new HashSet<object>(), new(StepsForAll));
    }

    /// <summary>The rules that may cover one together, but for the policy's own.</summary>
    /// <param name="rule">A rule of the policy.</param>
    /// <param name="own">The policy's own rules before it.</param>
    /// <returns>Null where nothing keeps all traffic from the rule in any case.</returns>
    public HashSet<SequencedRule>? Relevant(SequencedRule rule, IEnumerable<SequencedRule> own)
    {
        var overlapping = new List<SequencedRule>();
        var mayEnd = false;
        foreach (var (tier, policies) in _tiers)
        {
            mayEnd |= !tier.Passes && !_policy.IsWithoutEnd;
            foreach (var (policy, isSure) in policies)
            {
                if (isSure) AddOverlapping(policy.RulesOf(_direction), isOwnTier: false);
            }
        }

        AddOverlapping(_earlier, isOwnTier: true);
        AddOverlapping(own, isOwnTier: true);
        if (overlapping.Count == 0) return mayEnd ? [] : null;
        var relevant = RelevantRules.Of(rule, overlapping, _logic);
        return relevant.Count == 0 && !mayEnd ? null : relevant;

        void AddOverlapping(IEnumerable<SequencedRule> rules, bool isOwnTier)
        {
            foreach (var other in rules)
            {
                if (other.Boxes is null || !other.Action.IsTerminal || (!isOwnTier && other.Action == PolicyAction.Pass)) continue;
                if (other.Boxes.Any(box => rule.Boxes!.Any(one => PacketRegion.Overlap(one, box, _logic)))) overlapping.Add(other);
            }
        }
    }

    /// <summary>What keeps all traffic from a rule; null where some may come to it, or the budget was spent.</summary>
    /// <param name="rule">A rule of the policy.</param>
    /// <param name="relevant">The rules that may take something.</param>
    /// <param name="without">Rules and tiers' ends that are taken to be missing.</param>
    /// <param name="budget">How much may be done.</param>
    public List<object>? TakersOf(SequencedRule rule, HashSet<SequencedRule> relevant, IReadOnlySet<object> without, WorkBudget budget)
    {
        var live = new List<PacketBox>(rule.Boxes!);
        var takers = new List<object>();
        foreach (var (tier, policies) in _tiers)
        {
            var taken = takers.Count;
            var passed = GoThrough(tier, policies, live, relevant, without, budget, takers);
            if (passed is null)
                takers.RemoveRange(taken, takers.Count - taken);
            else
                live = passed;
            if (live.Count == 0) return takers;
        }

        foreach (var one in _earlier) live = Take(one, live, relevant, without, budget, takers);
        foreach (var one in _policy.RulesOf(_direction))
        {
            if (one.Place.Index == rule.Place.Index || live.Count == 0) break;
            live = Take(one, live, relevant, without, budget, takers);
        }

        return live.Count == 0 ? takers : null;
    }

    /// <summary>What comes out of an earlier tier; null where that is not known, and so may be all that went in.</summary>
    private List<PacketBox>? GoThrough(
        SequencedTier tier, List<(SequencedPolicy Policy, bool IsSure)> policies, List<PacketBox> live, HashSet<SequencedRule> relevant, IReadOnlySet<object> without, WorkBudget budget, List<object> takers)
    {
        var passed = new List<PacketBox>();
        foreach (var (policy, isSure) in policies)
        {
            foreach (var rule in policy.RulesOf(_direction))
            {
                if (live.Count == 0) return passed;
                if (budget.IsSpent || passed.Count > PacketRegion.MaxBoxes) return null;
                if (rule.Action != PolicyAction.Pass)
                {
                    if (isSure) live = Take(rule, live, relevant, without, budget, takers);
                    continue;
                }

                if (rule.Boxes is null)
                {
                    passed.AddRange(live);
                    continue;
                }

                var isTaken = PacketRegion.AddCommon(live, rule.Boxes, _logic, budget, passed);
                if (isSure && isTaken) live = PacketRegion.Without(live, rule.Boxes, _logic, budget, ref isTaken);
            }
        }

        if (live.Count == 0) return passed;
        if (tier.Passes || _policy.IsWithoutEnd || without.Contains(tier)) passed.AddRange(live);
        else takers.Add(tier);
        return passed.Count > PacketRegion.MaxBoxes ? null : passed;
    }

    private List<PacketBox> Take(SequencedRule rule, List<PacketBox> live, HashSet<SequencedRule> relevant, IReadOnlySet<object> without, WorkBudget budget, List<object> takers)
    {
        if (!relevant.Contains(rule) || without.Contains(rule)) return live;
        var isTaken = false;
        live = PacketRegion.Without(live, rule.Boxes!, _logic, budget, ref isTaken);
        if (isTaken) takers.Add(rule);
        return live;
    }
}
