using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// What the policies of one endpoint let through from or to all peers at once: the evaluation of <see cref="PolicyWalk"/>, with sets of
/// peers in place of a packet.
/// </summary>
/// <remarks>O(rules of the endpoint x the cells of traffic that each has x peers / 64).</remarks>
internal sealed class ReachSolver(RuleParts parts, int peers, Func<Reach, int> numberOf)
{
    private readonly ulong[] _everyone = Bits.First(peers);
    private ulong[] _room = [];

    /// <summary>How many sets of peers were gone through so far.</summary>
    public long Work { get; private set; }

    /// <summary>The numbers of what gets through, from or to each peer. One thread may ask.</summary>
    /// <param name="stages">What the endpoint's traffic goes through.</param>
    /// <param name="self">The endpoint.</param>
    /// <param name="isIngress">The direction.</param>
    /// <param name="failsafe">What gets through whatever policies say.</param>
    public int[] Solve(IReadOnlyList<PolicyStage> stages, ResolvedEnd self, bool isIngress, PartialTraffic failsafe)
    {
        var rules = new Dictionary<CompiledRule, RulePart[]>(ReferenceEqualityComparer.Instance);
        foreach (var rule in stages.SelectMany(RulesOf)) rules.TryAdd(rule, parts.Of(rule, self, isIngress));
        var cells = new TrafficCells(rules.Values.SelectMany(list => list).SelectMany(part => (TrafficSet[])[part.Traffic.Sure, part.Traffic.Possible]).Append(failsafe.Sure).Append(failsafe.Possible).Concat(stages.Select(stage => stage.MayPass)));
        var run = new Run(cells, new(cells.Count, _everyone, ref _room), rules, _everyone);
        run.LetThrough(failsafe);
        foreach (var stage in stages) run.Go(stage, isIngress);
        Work += run.Grid.Work;
        return ReachBlocks.Of(run.Grid, cells, peers, numberOf);

        IEnumerable<CompiledRule> RulesOf(PolicyStage stage) => RulesOfTiers(stage.Program, isIngress)
            .Concat(stage.End?.Profiles.SelectMany(profile => profile.Rules ?? []) ?? []);
    }

    /// <summary>Goes through the tiers of an endpoint and tells what decides, or may decide, some traffic of it.</summary>
    /// <param name="program">The tiers.</param>
    /// <param name="self">The endpoint.</param>
    /// <param name="isIngress">The direction.</param>
    /// <param name="of">The rule whose traffic is followed; null: all traffic.</param>
    /// <param name="decides">Is told, in the order of evaluation, and more than once.</param>
    public void Follow(EndpointProgram program, ResolvedEnd self, bool isIngress, CompiledRule? of, Action<ReachTaker> decides)
    {
        var rules = new Dictionary<CompiledRule, RulePart[]>(ReferenceEqualityComparer.Instance);
        foreach (var rule in RulesOfTiers(program, isIngress)) rules.TryAdd(rule, parts.Of(rule, self, isIngress));
        var cells = new TrafficCells(rules.Values.SelectMany(list => list).SelectMany(part => (TrafficSet[])[part.Traffic.Sure, part.Traffic.Possible]));
        var grid = new ReachGrid(cells.Count, of is null ? _everyone : new ulong[_everyone.Length], ref _room);
        var run = new Run(cells, grid, rules, _everyone) { Decides = decides };
        if (of is not null) run.Start(rules[of]);
        run.Go(new PolicyStage(program, PolicyHook.Normal, null), isIngress);
        Work += grid.Work;
    }

    private static IEnumerable<CompiledRule> RulesOfTiers(EndpointProgram program, bool isIngress) =>
        program.Tiers.SelectMany(tier => tier.Policies.SelectMany(policy => policy.Policy.RulesOf(isIngress)));

    private sealed class Run(TrafficCells cells, ReachGrid grid, Dictionary<CompiledRule, RulePart[]> rules, ulong[] everyone)
    {
        private readonly List<(int First, int End)> _possible = [];
        private readonly List<(int First, int End)> _sure = [];
        private TrafficSet _mayPass = TrafficSet.None;

        public ReachGrid Grid => grid;

        /// <summary>Is told what decides some traffic; null: nobody asks.</summary>
        public Action<ReachTaker>? Decides { get; init; }

        /// <summary>Lets in what a rule may match, where nothing was let in before.</summary>
        public void Start(RulePart[] list)
        {
            foreach (var part in list)
            {
                cells.Cover(part.Traffic.Possible, _possible);
                foreach (var (first, end) in _possible)
                {
                    for (var cell = first; cell < end; cell++) Bits.OrAnd(grid.Live(cell), part.Peers.Possible, part.Peers.Possible);
                }
            }
        }

        public void LetThrough(PartialTraffic traffic)
        {
            LetThrough(traffic.Possible, null);
            LetThrough(traffic.Sure, everyone);
        }

        private void LetThrough(TrafficSet traffic, ulong[]? sure)
        {
            cells.Cover(traffic, _possible);
            foreach (var (first, end) in _possible)
            {
                for (var cell = first; cell < end; cell++) Take(RuleStep.Allow, cell, everyone, sure);
            }
        }

        public void Go(PolicyStage stage, bool isIngress)
        {
            _mayPass = stage.MayPass;
            foreach (var tier in stage.Program.Tiers)
            {
                GoThrough(tier, stage.Hook, isIngress);
                grid.GoOn();
            }

            if (stage.End is not { } end) return;
            foreach (var (name, list) in end.Profiles)
            {
                if (!GoThrough(name, list, end.IsComplete)) return;
            }

            End(RuleStep.Deny);
        }

        private void GoThrough(ProgramTier tier, PolicyHook hook, bool isIngress)
        {
            if (tier.HasGap)
            {
                End(RuleStep.Allow);
                End(RuleStep.Deny);
                End(RuleStep.Pass);
                return;
            }

            // A tier whose place is not known may be passed by.
            if (!tier.Tier.IsKnown) End(RuleStep.Pass);
            var surelyApplies = false;
            foreach (var (policy, applies) in tier.Policies)
            {
                surelyApplies |= applies == Truth.Yes;
                foreach (var rule in policy.RulesOf(isIngress)) Take(rule, policy, isSure: applies == Truth.Yes && tier.Tier.IsKnown);
            }

            var isDecided = End(hook is PolicyHook.Untracked or PolicyHook.PreDnat ? RuleStep.Pass : tier.Tier.DefaultAction);
            if (isDecided && tier.Tier.DefaultAction != RuleStep.Pass) Decides?.Invoke(new(tier.Tier, null, null));
            if (!surelyApplies) End(RuleStep.Pass);
        }

        /// <summary>Goes through a profile.</summary>
        /// <returns>Whether something may come to the next.</returns>
        private bool GoThrough(string name, CompiledRule[]? list, bool isComplete)
        {
            if (ProfileEnd.AllowsAll(name))
            {
                End(RuleStep.Allow);
                return false;
            }

            if (list is null)
            {
                if (name.StartsWith("ksa.", StringComparison.Ordinal)) return true;
                End(RuleStep.Deny);
                if (!isComplete) End(RuleStep.Allow);
                return false;
            }

            foreach (var rule in list) Take(rule, null, isSure: true);

            // What no rule decided, and what passed, comes to the next profile.
            End(RuleStep.Pass);
            grid.GoOn();
            return true;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Take(CompiledRule rule, CompiledPolicy? policy, bool isSure)
        {
            var isDecided = false;
            foreach (var part in rules[rule])
            {
                cells.Cover(part.Traffic.Possible, _possible);
                cells.Cover(part.Traffic.Sure.Except(_mayPass), _sure);
                var next = 0;
                foreach (var (first, end) in _possible)
                {
                    for (var cell = first; cell < end; cell++)
                    {
                        while (next < _sure.Count && _sure[next].End <= cell) next++;
                        var isSurelyMatched = isSure && next < _sure.Count && _sure[next].First <= cell;
                        isDecided |= Take(part.Action, cell, part.Peers.Possible, isSurelyMatched ? part.Peers.Sure : null);
                    }
                }
            }

            if (isDecided) Decides?.Invoke(new(null, policy, rule));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private bool Take(RuleStep action, int cell, ulong[] possible, ulong[]? sure)
        {
            var target = action switch
            {
                RuleStep.Allow => grid.Allow(cell),
                RuleStep.Deny => grid.Deny(cell),
                _ => grid.Next(cell),
            };
            var isAny = grid.Mark(target, cell, possible);
            if (isAny && sure is not null) Bits.Remove(grid.Live(cell), sure);
            return isAny;
        }

        private bool End(RuleStep action)
        {
            var isAny = false;
            for (var cell = 0; cell < grid.Cells; cell++) isAny |= Take(action, cell, everyone, null);
            return isAny;
        }
    }
}
