using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The policies that apply to endpoints of one class in one direction, tier by tier; tiers without any are left out.</summary>
internal sealed class EndpointProgram
{
    private EndpointProgram(ProgramTier[] tiers) => Tiers = tiers;

    public ProgramTier[] Tiers { get; }

    /// <summary>The program of a class.</summary>
    /// <param name="tiers">All tiers in their order.</param>
    /// <param name="labelClass">The class.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="isIngress">The direction.</param>
    /// <param name="hook">Which policies of a host's interface are meant; those of workloads are <see cref="PolicyHook.Normal"/>.</param>
    public static EndpointProgram Of(CompiledTier[] tiers, int labelClass, EndpointLabels labels, bool isIngress, PolicyHook hook)
    {
        var kept = new List<ProgramTier>();
        foreach (var tier in tiers)
        {
            var policies = new List<(CompiledPolicy Policy, Truth Applies)>();
            foreach (var policy in tier.Policies)
            {
                if (!policy.Governs(isIngress) || !IsAt(policy, hook)) continue;
                var applies = policy.Selector?.OfClass(labelClass) ?? Truth.Yes;
                if (applies != Truth.No) policies.Add((policy, applies));
            }

            var hasGap = tier.Gaps.Any(gap => PolicyGaps.MaySelect(gap, labels));
            if (policies.Count > 0 || hasGap) kept.Add(new(tier, [.. policies], hasGap));
        }

        // A tier whose place is not known may come before any other.
        return new([.. kept.OrderBy(tier => tier.Tier.IsKnown ? 1 : 0)]);
    }

    private static bool IsAt(CompiledPolicy policy, PolicyHook hook) => hook switch
    {
        PolicyHook.Untracked => policy.IsUntracked,
        PolicyHook.PreDnat => policy.IsPreDnat,
        PolicyHook.Forward => policy is { IsUntracked: false, IsPreDnat: false, IsForForwarded: true },
        _ => policy is { IsUntracked: false, IsPreDnat: false },
    };
}
