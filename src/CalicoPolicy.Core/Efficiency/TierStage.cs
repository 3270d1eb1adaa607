using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>The policies in force of one tier that are for a class of endpoints in one direction, in their order.</summary>
internal sealed class TierStage(CompiledTier tier)
{
    private readonly List<(CompiledPolicy Policy, Truth Applies)> _policies = [];

    /// <summary>The tier.</summary>
    public CompiledTier Tier => tier;

    /// <summary>The policies, and whether each is sure to select the endpoints.</summary>
    public IReadOnlyList<(CompiledPolicy Policy, Truth Applies)> Policies => _policies;

    /// <summary>Whether a policy that may be for the endpoints passes something on to later tiers.</summary>
    public bool HasPass { get; private set; }

    /// <summary>Whether a policy that may be for the endpoints lets everything out of the tier by a plain Allow or Pass.</summary>
    public bool HasOpenEnd { get; private set; }

    /// <summary>The first policy that is surely for the endpoints and lets something through, or on, besides DNS.</summary>
    public CompiledPolicy? Opening { get; private set; }

    /// <summary>The first policy that is surely for the endpoints and lets DNS through, as default denies do.</summary>
    public CompiledPolicy? ForDns { get; private set; }

    /// <summary>Whether a policy that may be for the endpoints lets them ask for names.</summary>
    public bool MayAllowDns { get; private set; }

    /// <summary>Adds the next policy.</summary>
    public void Add(CompiledPolicy policy, bool isIngress, Truth applies)
    {
        _policies.Add((policy, applies));
        var rules = policy.RulesOf(isIngress);
        foreach (var rule in rules)
        {
            if (rule.Action is not (RuleStep.Allow or RuleStep.Pass)) continue;
            MayAllowDns |= !isIngress && DnsAllows.MayAllowDns(rule.Rule);
            if (applies != Truth.Yes) continue;
            if (!isIngress && rule.Rule.IsDnsAllow()) ForDns ??= policy;
            else Opening ??= policy;
        }

        HasPass |= Array.Exists(rules, rule => rule.Action == RuleStep.Pass);
        HasOpenEnd |= EndOf(policy, isIngress) is RuleStep.Allow or RuleStep.Pass;
    }

    /// <summary>What a policy does with all that its earlier rules leave; null where the end of the tier decides.</summary>
    public static RuleStep? EndOf(CompiledPolicy policy, bool isIngress)
    {
        foreach (var rule in policy.RulesOf(isIngress))
        {
            if (rule.Action != RuleStep.Log && rule.Rule.IsUnconditional()) return rule.Action;
        }

        return null;
    }
}
