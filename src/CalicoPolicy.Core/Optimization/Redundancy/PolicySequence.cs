using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>All policies of an input, those of Kubernetes too, in the order of evaluation as far as it is known.</summary>
/// <remarks>Made in O(n log n) for n policies; rules are read when they are first needed.</remarks>
internal sealed class PolicySequence
{
    private readonly Dictionary<Resource, SequencedPolicy> _policies = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, SequencedTier> _tiers;
    private readonly SequencedTier[] _ordered;

    /// <summary>Reads the policies of an input.</summary>
    /// <param name="context">The input.</param>
    /// <param name="setsHaveDomains">Whether network sets may have domains.</param>
    public PolicySequence(RuleContext context, bool setsHaveDomains)
    {
        Logic = new(SelectorCache.Of(context));
        var boxes = new RuleBoxes(Logic, setsHaveDomains);
        var twins = new TwinNames(context);
        foreach (var resource in context.Resources)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (PolicySelection.Convert(resource) is { Policy: not null } converted) _policies.TryAdd(resource, new(converted, twins.IsAlone(resource), Logic, boxes));
        }

        var tiers = context.Resources.OfType<Tier>().ToLookup(tier => tier.Name, StringComparer.Ordinal);
        _tiers = _policies.Values.GroupBy(policy => policy.Policy.Tier)
            .ToDictionary(group => group.Key, group => Make(group.Key, [.. tiers[group.Key]], group), StringComparer.Ordinal);
        _ordered = [.. _tiers.Values.Where(tier => tier.Order is not null).OrderBy(tier => tier.Order).ThenBy(tier => tier.Name, StringComparer.Ordinal)];
    }

    /// <summary>What follows from selectors.</summary>
    public SelectorLogic Logic { get; }

    /// <summary>A policy of the input; null for what is none.</summary>
    public SequencedPolicy? Find(Resource policy) => _policies.GetValueOrDefault(policy);

    /// <summary>The tier of a policy.</summary>
    public SequencedTier TierOf(SequencedPolicy policy) => _tiers[policy.Policy.Tier];

    /// <summary>The tiers that surely come before one, in order; none where its place is not known.</summary>
    public IEnumerable<SequencedTier> Before(SequencedTier tier) => tier.Order is null ? [] : _ordered.TakeWhile(other => !ReferenceEquals(other, tier));

    // Of two different objects of one name nobody knows which is the last.
    private SequencedTier Make(string name, IReadOnlyList<Tier> known, IEnumerable<SequencedPolicy> policies)
    {
        double? order = known.Count switch
        {
            0 => BuiltInTiers.OrderOf(name),
            1 => known[0].Order ?? Tier.DefaultOrder,
            _ => null,
        };
        var end = known.Count > 0 ? known[0].DefaultAction : BuiltInTiers.DefaultActionOf(name);
        return new(name, order is { } given && double.IsNaN(given) ? null : order, end == PolicyAction.Pass, policies, Logic);
    }
}
