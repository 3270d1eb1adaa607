using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// The tiers that are too many for Windows: those that come after the fifth which governs a Windows pod, or after the fifth with
/// policies where all nodes are Windows'. A tier without enforced policies is none that the node knows of.
/// </summary>
/// <remarks>O(policies x Windows pods) where the input uses more tiers than that; nothing otherwise.</remarks>
internal sealed class WindowsTiers
{
    /// <summary>How many there may be (Calico Enterprise's documentation, limitations of Calico for Windows).</summary>
    public const int Most = 5;

    private readonly Dictionary<TieredPolicy, int> _extra = new(ReferenceEqualityComparer.Instance);

    private WindowsTiers(RuleContext context, bool isWindowsOnly)
    {
        var tiers = TierIndex.Of(context);
        List<string> ordered =
        [
            .. tiers.UsedTiers.OrderBy(tier => tiers.OrderOf(tier) ?? Tier.DefaultOrder).ThenBy(tier => tier, StringComparer.Ordinal),
        ];
        if (ordered.Count <= Most) return;
        if (isWindowsOnly)
        {
            Add(ordered, tiers, _ => true, context);
            return;
        }

        var pods = WindowsPods.Of(context);
        foreach (var pod in pods.All) Add(ordered, tiers, policy => pods.Selects(policy, pod), context);
    }

    /// <summary>The tiers of a run.</summary>
    public static WindowsTiers Of(RuleContext context, bool isWindowsOnly) => context.Shared(made => new WindowsTiers(made, isWindowsOnly));

    /// <summary>How many tiers there are, where a policy is the first of one too many; null otherwise.</summary>
    public int? FindCount(TieredPolicy policy) => _extra.TryGetValue(policy, out var count) ? count : null;

    private void Add(List<string> ordered, TierIndex tiers, Func<TieredPolicy, bool> isGoverning, RuleContext context)
    {
        var first = new List<TieredPolicy>();
        foreach (var tier in ordered)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var policy = tiers.PoliciesOf(tier).FirstOrDefault(policy => !policy.IsStaged && !PolicyScope.IsForHostsOnly(policy) && isGoverning(policy));
            if (policy is not null) first.Add(policy);
        }

        foreach (var policy in first.Skip(Most)) _extra[policy] = Math.Max(_extra.GetValueOrDefault(policy), first.Count);
    }
}
