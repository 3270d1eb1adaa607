using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Scope;

/// <summary>What Calico's API takes of a policy's own selectors (calico-dataplane.md 2).</summary>
internal static class SelectorLimits
{
    /// <summary>The longest selector, in characters.</summary>
    public const int Longest = 1024;

    /// <summary>Whether a policy's own selectors are short enough.</summary>
    public static bool Fit(TieredPolicy policy) => Fit(policy.Selector) && Fit(policy.ServiceAccountSelector) && Fit((policy as GlobalPolicy)?.NamespaceSelector);

    private static bool Fit(string? selector) => selector is null || selector.Length <= Longest;
}
