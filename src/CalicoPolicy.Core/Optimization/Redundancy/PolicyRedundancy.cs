using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>
/// The rules and policies of an input that decide nothing in any cluster that has these policies, whatever endpoints, labels and network
/// sets it has: proven by their selectors, ports and addresses alone. Where a proof would take too long there is none.
/// </summary>
/// <remarks>
/// O(n log n) for n policies, and for each rule the steps of a <see cref="ReachWalk"/>: up to <see cref="StepsOfRule"/>, and
/// <see cref="StepsOfPolicy"/> for all rules of a policy and direction. That an earlier rule of the same policy covers it alone is seen in any
/// case, in O(rules²) small steps of one policy.
/// </remarks>
public sealed class PolicyRedundancy
{
    /// <summary>The most steps for one rule.</summary>
    private const int StepsOfRule = 2_000;

    /// <summary>The most steps for the rules of one policy and direction together.</summary>
    private const int StepsOfPolicy = 20_000;

    /// <summary>Of more witnesses than this it is not tried whether one can be left out.</summary>
    private const int MaxWitnesses = 8;

    private readonly PolicySequence _sequence;
    private readonly CancellationToken _cancellationToken;
    private PolicyBefore? _before;

    /// <summary>Reads an input.</summary>
    /// <param name="context">The input.</param>
    /// <param name="setsHaveDomains">Whether network sets of the cluster may have domains (Calico Enterprise), which only rules that allow match.</param>
    public PolicyRedundancy(RuleContext context, bool setsHaveDomains)
    {
        _sequence = new(context, setsHaveDomains);
        _cancellationToken = context.CancellationToken;
    }

    /// <summary>What decides nothing in any cluster of the input's target.</summary>
    public static PolicyRedundancy Of(RuleContext context) =>
        context.Shared(static made => new PolicyRedundancy(made, made.Target.Product == CalicoProduct.Enterprise));

    /// <summary>Whether no endpoint can be selected by a policy, whatever labels it has.</summary>
    public bool SelectsNothing(TieredPolicy policy) =>
        _sequence.Find(policy) is { IsParsed: true } known && !_sequence.Logic.MayPickEndpoints(known.Selector);

    /// <summary>The rules of a direction that decide nothing, in their order.</summary>
    public IEnumerable<DeadRule> DeadRules(TieredPolicy policy, PolicyType direction)
    {
        if (_sequence.Find(policy) is not { } known) yield break;
        var rules = known.RulesOf(direction);
        if (rules.Length == 0) yield break;
        if (!ReferenceEquals(_before?.Policy, known)) _before = new(_sequence, known);
        var walk = new ReachWalk(_before, direction, _sequence.Logic);
        var left = StepsOfPolicy;
        var alive = new List<SequencedRule>();
        var dead = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var cutOff = walk.CutOff(_cancellationToken)?.Select(Named).ToList();
        foreach (var rule in rules)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (rule.Boxes is null) continue;
            if (rule.Boxes.Count == 0)
            {
                yield return new(rule.Place, RedundancyBasis.EveryCluster, []);
                continue;
            }

            if ((OwnWitness(rule, alive) ?? cutOff ?? WitnessesOf(rule, alive, dead, walk, ref left)) is { } witnesses)
            {
                // What decides nothing is no witness: what decides in its place is.
                dead.Add(rule);
                yield return new(rule.Place, RedundancyBasis.EveryCluster, witnesses);
            }
            else if (rule.Action.IsTerminal)
            {
                alive.Add(rule);
            }
        }
    }

    /// <summary>The first rule of the same policy that covers one alone.</summary>
    private List<RuleWitness>? OwnWitness(SequencedRule rule, List<SequencedRule> earlier)
    {
        foreach (var other in earlier)
        {
            if (rule.Boxes!.All(box => other.Boxes!.Any(cover => PacketRegion.Contains(cover, box, _sequence.Logic)))) return [RuleWitness.Of(other)];
        }

        return null;
    }

    private List<RuleWitness>? WitnessesOf(SequencedRule rule, List<SequencedRule> earlier, HashSet<object> dead, ReachWalk walk, ref int left)
    {
        if (left <= 0 || walk.Relevant(rule, earlier) is not { } relevant) return null;
        return Run(rule, walk, relevant, dead, ref left) is { } takers ? [.. Fewest(rule, takers, relevant, dead, walk, ref left).Select(Named)] : null;
    }

    /// <summary>The takers without those that can be left out, one after the other.</summary>
    private List<object> Fewest(SequencedRule rule, List<object> takers, HashSet<SequencedRule> relevant, HashSet<object> dead, ReachWalk walk, ref int left)
    {
        if (takers.Count > MaxWitnesses) return takers;
        var without = new HashSet<object>(dead, ReferenceEqualityComparer.Instance);
        var needed = new HashSet<object>(ReferenceEqualityComparer.Instance);

        // The last are tried first: the first in the order of evaluation are the ones to name. Others may come in the place of one.
        while (takers.Count > 1 && takers.FindLast(taker => !needed.Contains(taker)) is { } tried)
        {
            without.Add(tried);
            if (Run(rule, walk, relevant, without, ref left) is { } rest)
            {
                takers = rest;
                continue;
            }

            without.Remove(tried);
            needed.Add(tried);
        }

        return takers;
    }

    private List<object>? Run(SequencedRule rule, ReachWalk walk, HashSet<SequencedRule> relevant, IReadOnlySet<object> without, ref int left)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var budget = new WorkBudget(Math.Min(StepsOfRule, left));
        var takers = walk.TakersOf(rule, relevant, without, budget);
        left -= budget.Spent;
        return takers;
    }

    private static RuleWitness Named(object taker) => taker is SequencedRule rule ? RuleWitness.Of(rule) : RuleWitness.OfEnd(((SequencedTier)taker).Name);
}
