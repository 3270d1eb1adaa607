using System.Collections.Concurrent;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>
/// The rules of a snapshot's policies that decide nothing there although something matches them: other rules decide all of it before,
/// for every endpoint and peer that there is and all traffic. What is not known may always be decided by a rule.
/// </summary>
/// <remarks>
/// O(classes of endpoints x rules of each x peers / 64), on all cores: endpoints that policies do not tell apart are looked at once, and those
/// of which all rules that match anything are known to decide something, by a few packets each, are passed over.
/// </remarks>
public sealed class SnapshotRedundancy
{
    /// <summary>How many witnesses are looked for, and for how many classes of endpoints.</summary>
    private const int MaxWitnesses = 3;
    private const int MaxClasses = 16;

    private readonly PolicyEngine _engine;
    private readonly CancellationToken _cancellationToken;
    private readonly ConcurrentDictionary<CompiledRule, bool> _alive = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Kind, string? Namespace, string Name), CompiledPolicy> _policies = [];
    private readonly FamilyReach[] _families;
    private bool? _areFamiliesAlike;

    private SnapshotRedundancy(PolicySnapshot snapshot, CancellationToken cancellationToken)
    {
        _engine = PolicyEngine.Compile(snapshot, null, cancellationToken);
        _cancellationToken = cancellationToken;
        foreach (var policy in _engine.Tiers.SelectMany(tier => tier.Policies))
        {
            if (policy.Source is TieredPolicy) _policies[KeyOf(policy.Source)] = policy;
        }

        _families = [.. ((bool[])[false, true]).Select(isIPv6 => new FamilyReach(_engine, isIPv6, cancellationToken))];
        foreach (var family in _families) Follow(family);
    }

    /// <summary>Finds what decides something on a snapshot.</summary>
    /// <param name="snapshot">The cluster; one that is not complete has endpoints of which nothing is known, so that nothing is found.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static SnapshotRedundancy Of(PolicySnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new(snapshot, cancellationToken);
    }

    /// <summary>
    /// The rules of a policy and direction that decide nothing on the snapshot, with up to three rules or ends of tiers that decide what they
    /// match. Those of staged policies and of policies for hosts' interfaces other than their own traffic are not among them, and neither are
    /// rules that nothing matches.
    /// </summary>
    /// <param name="policy">A policy of the snapshot, by kind, namespace and name.</param>
    /// <param name="direction">The direction.</param>
    public IEnumerable<DeadRule> DeadRules(TieredPolicy policy, PolicyType direction)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (!_engine.Snapshot.IsComplete || !_policies.TryGetValue(KeyOf(policy), out var compiled) || !Equals(compiled.Source, policy)) yield break;
        var isIngress = direction == PolicyType.Ingress;
        if (!compiled.Governs(isIngress) || compiled.IsUntracked || compiled.IsPreDnat || compiled.IsForForwarded || MayHaveMore(compiled)) yield break;
        foreach (var place in RulePlace.Of(policy, direction))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var rule = compiled.RulesOf(isIngress)[place.Index];
            if (rule.Action == RuleStep.Log || _alive.ContainsKey(rule) || (!AreFamiliesAlike && rule.IsForFamily(isIPv6: true))) continue;
            var witnesses = WitnessesOf(compiled, rule, isIngress);
            if (witnesses.Count > 0) yield return new(place, RedundancyBasis.Snapshot, witnesses);
        }
    }

    /// <summary>Whether endpoints without an address, which are looked at as of IPv4, would be the same of IPv6.</summary>
    private bool AreFamiliesAlike => _areFamiliesAlike ??= _engine.Snapshot.Endpoints.All(endpoint => endpoint.Addresses.Count > 0)
        || !_engine.Criteria.Blocks.Any(blocks => blocks.Has(isIPv6: true)) && !_engine.Snapshot.Sets.Any(set => set.Nets.Any(net => net.IsIPv6))
        && !_engine.Tiers.SelectMany(tier => tier.Policies).SelectMany(policy => policy.Ingress.Concat(policy.Egress)).Any(rule => rule.IsForFamily(isIPv6: true) && !rule.IsForFamily(isIPv6: false));

    /// <summary>Whether there may be endpoints that could not be read, and that the policy selects.</summary>
    private bool MayHaveMore(CompiledPolicy policy) => _engine.Snapshot.Unread.Any(objects => !objects.AreSets && objects.MayBePicked(policy.Selector?.Selector ?? Selector.All));

    private void Follow(FamilyReach family) => Parallel.For(0, family.Ends.Length, new() { CancellationToken = _cancellationToken }, family.Solver, (index, _, solver) =>
    {
        if (family.Ends[index] is not { Governed: { } endpoint } self) return solver;
        foreach (var isIngress in (bool[])[true, false])
        {
            var program = _engine.ProgramOf(endpoint, isIngress, PolicyHook.Normal);
            if (!family.IsNew(program, isIngress)) continue;
            if (!new SampleWalk(family.Parts, program, self, isIngress).Run(_alive)) continue;
            solver.Follow(program, self, isIngress, null, taker =>
            {
                if (taker.Rule is { } rule) _alive.TryAdd(rule, true);
            });

            // Of a tier some of whose policies nobody knows it is not known what comes to the others.
            foreach (var tier in program.Tiers.Where(tier => tier.HasGap))
            {
                foreach (var rule in program.Rules[tier.FirstRule..tier.EndOfRules]) _alive.TryAdd(rule.Rule, true);
            }
        }

        return solver;
    }, static _ => { });

    private List<RuleWitness> WitnessesOf(CompiledPolicy policy, CompiledRule rule, bool isIngress)
    {
        var found = new List<RuleWitness>();
        var classes = 0;
        foreach (var family in _families)
        {
            foreach (var self in family.EndsFor(rule, isIngress))
            {
                if (self.Governed is not { } endpoint || policy.Selector?.OfClass(endpoint.LabelClass) == Truth.No) continue;
                if (family.Parts.Of(rule, self, isIngress).Length == 0) continue;
                if (classes++ == MaxClasses || found.Count >= MaxWitnesses) return found;
                family.Own.Follow(_engine.ProgramOf(endpoint, isIngress, PolicyHook.Normal), self, isIngress, rule, taker =>
                {
                    // What another tier passes on is not decided by that.
                    if (taker is { Rule.Action: RuleStep.Pass } && taker.Policy!.Policy.Tier != policy.Policy.Tier) return;
                    if (Named(taker, isIngress) is var witness && found.Count < MaxWitnesses && !found.Contains(witness)) found.Add(witness);
                });
            }
        }

        return found;
    }

    private static RuleWitness Named(ReachTaker taker, bool isIngress)
    {
        if (taker.End is { } tier) return RuleWitness.OfEnd(tier.Name);
        var (policy, rule) = (taker.Policy!, taker.Rule!);
        var place = new RulePlace(isIngress ? PolicyType.Ingress : PolicyType.Egress, Array.IndexOf(policy.RulesOf(isIngress), rule), rule.Rule);
        return RuleWitness.Of(policy.Source, policy.Policy, place, rule.Path);
    }

    private static (string Kind, string? Namespace, string Name) KeyOf(Resource policy) => (policy.Kind, policy.IsNamespaced ? policy.Namespace ?? "default" : null, policy.Name);

    /// <summary>The peers of one family.</summary>
    private sealed class FamilyReach
    {
        private readonly ConcurrentDictionary<EndpointProgram, bool> _isForAll = new(ReferenceEqualityComparer.Instance);
        private ResolvedEnd[]? _ofClasses;

        public FamilyReach(PolicyEngine engine, bool isIPv6, CancellationToken cancellationToken)
        {
            Ends = [.. PeerAxis.Of([engine], isIPv6, cancellationToken).Select(peer => peer.Ends[0])];
            Parts = new(engine.Snapshot, new(engine.Snapshot, Ends, isIPv6), isIPv6);
        }

        public ResolvedEnd?[] Ends { get; }

        public RuleParts Parts { get; }

        /// <summary>
        /// Whether a program was not gone through yet, or must be for each endpoint, since some of its rules ask something of the endpoint itself.
        /// </summary>
        public bool IsNew(EndpointProgram program, bool isIngress)
        {
            if (_isForAll.TryGetValue(program, out var isForAll)) return !isForAll;
            _isForAll.TryAdd(program, Array.TrueForAll(program.Rules, rule => IsForAll(rule.Rule, isIngress)));
            return true;
        }

        /// <summary>Ends on which a rule may match something, one for all that are alike; none where it matches nothing whatever the end.</summary>
        public IEnumerable<ResolvedEnd> EndsFor(CompiledRule rule, bool isIngress)
        {
            if (!IsForAll(rule, isIngress)) return Ends.OfType<ResolvedEnd>();
            _ofClasses ??= [.. Ends.OfType<ResolvedEnd>().Where(end => end.Governed is not null).DistinctBy(end => end.Governed!.LabelClass)];
            return _ofClasses.Length == 0 || Parts.Of(rule, _ofClasses[0], isIngress).Length == 0 ? [] : _ofClasses;
        }

        private static bool IsForAll(CompiledRule rule, bool isIngress) => (isIngress ? rule.Destination : rule.Source) is { IsForAnyone: true, HasSameTrafficForAll: true };

        /// <summary>The solver of the one thread that asks for rules.</summary>
        public ReachSolver Own => field ??= Solver();

        public ReachSolver Solver() => new(Parts, Ends.Length, static _ => 0);
    }
}
