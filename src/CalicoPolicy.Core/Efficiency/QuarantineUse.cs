using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>Policies and selectors that are for quarantine (decision 28): they wait for their pods, and cut off whom they get.</summary>
internal static class QuarantineUse
{
    /// <summary>Whether a policy is in a tier for quarantine, or a selector asks for its label.</summary>
    public static bool Is(TieredPolicy policy, Selector? selector) => policy.Tier.Contains(QuarantineTemplate.DefaultTier, StringComparison.Ordinal)
        || (selector is not null && SelectorLabels.KeysIn(selector.Root).Any(key => key.EndsWith(QuarantineTemplate.DefaultLabel.Key, StringComparison.Ordinal)));
}
