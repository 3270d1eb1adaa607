using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The policies that apply to endpoints of one class in one direction, tier by tier; tiers without any are left out.</summary>
internal sealed class EndpointProgram
{
    private readonly RuleIndex? _index;

    private EndpointProgram(ProgramTier[] tiers, ProgramRule[] rules, RuleIndex? index) => (Tiers, Rules, _index) = (tiers, rules, index);

    public ProgramTier[] Tiers { get; }

    /// <summary>The rules of all tiers in their order.</summary>
    public ProgramRule[] Rules { get; }

    /// <summary>The program of a class.</summary>
    /// <param name="tiers">All tiers in their order.</param>
    /// <param name="labelClass">The class.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="isIngress">The direction.</param>
    /// <param name="hook">Which policies of a host's interface are meant; those of workloads are <see cref="PolicyHook.Normal"/>.</param>
    /// <param name="indexFrom">From how many rules on they are indexed.</param>
    public static EndpointProgram Of(CompiledTier[] tiers, int labelClass, EndpointLabels labels, bool isIngress, PolicyHook hook, int indexFrom)
    {
        var kept = new List<(CompiledTier Tier, (CompiledPolicy Policy, Truth Applies)[] Policies, bool HasGap)>();
        foreach (var tier in tiers)
        {
            var policies = new List<(CompiledPolicy Policy, Truth Applies)>();
            foreach (var policy in tier.PoliciesFor(labels.MayHaveMore ? null : labels.Namespace))
            {
                if (!policy.Governs(isIngress) || !IsAt(policy, hook)) continue;
                var applies = policy.Selector?.OfClass(labelClass) ?? Truth.Yes;
                if (applies != Truth.No) policies.Add((policy, applies));
            }

            var hasGap = tier.Gaps.Any(gap => PolicyGaps.MaySelect(gap, labels));
            if (policies.Count > 0 || hasGap) kept.Add((tier, [.. policies], hasGap));
        }

        return Of(kept, isIngress, indexFrom);
    }

    /// <summary>The program of policies that were found to apply, in the order of evaluation.</summary>
    /// <param name="kept">The tiers that have such policies, or gaps that may hide some.</param>
    /// <param name="isIngress">The direction.</param>
    /// <param name="indexFrom">From how many rules on they are indexed.</param>
    public static EndpointProgram Of(IReadOnlyList<(CompiledTier Tier, (CompiledPolicy Policy, Truth Applies)[] Policies, bool HasGap)> kept, bool isIngress, int indexFrom)
    {
        // A tier whose place is not known may come before any other.
        var rules = new List<ProgramRule>();
        var ordered = new List<ProgramTier>(kept.Count);
        foreach (var (tier, policies, hasGap) in kept.OrderBy(tier => tier.Tier.IsKnown ? 1 : 0))
        {
            var first = rules.Count;
            for (var place = 0; place < policies.Length; place++)
            {
                foreach (var rule in policies[place].Policy.RulesOf(isIngress)) rules.Add(new(rule, place));
            }

            ordered.Add(new(tier, policies, hasGap, first, rules.Count));
        }

        ProgramRule[] all = [.. rules];
        return new([.. ordered], all, all.Length >= indexFrom ? new(all) : null);
    }

    /// <summary>The rules that may match a packet.</summary>
    public RuleCandidates Find(in Packet packet, PolicySnapshot snapshot) => _index is null ? default : _index.Find(packet, snapshot);

    /// <summary>Whether a policy is evaluated at a place.</summary>
    public static bool IsAt(CompiledPolicy policy, PolicyHook hook) => hook switch
    {
        PolicyHook.Untracked => policy.IsUntracked,
        PolicyHook.PreDnat => policy.IsPreDnat,
        PolicyHook.Forward => policy is { IsUntracked: false, IsPreDnat: false, IsForForwarded: true },
        _ => policy is { IsUntracked: false, IsPreDnat: false },
    };
}
