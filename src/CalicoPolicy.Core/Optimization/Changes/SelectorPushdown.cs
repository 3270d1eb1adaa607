using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization.Changes;

/// <summary>Moves what all rules ask of the policy's own endpoints into the policy.</summary>
internal static class SelectorPushdown
{
    /// <summary>The policy; null where the policy has no field that says the same.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="rules">Its rules, which all pick the same endpoints.</param>
    /// <param name="selectors">The run's selectors.</param>
    public static TieredPolicy? Of(TieredPolicy policy, IReadOnlyList<RulePlace> rules, SelectorCache selectors)
    {
        var own = rules[0].Own;
        if (!string.IsNullOrEmpty(own.NamespaceSelector) && (policy is not GlobalPolicy || !IsPlain(own.NamespaceSelector, selectors))) return null;
        if (own.Services is not null) return null;
        var selector = PolicyScope.Both(policy.Selector, own.Selector, selectors);
        if (!string.IsNullOrEmpty(own.NotSelector)) selector = PolicyScope.Both(selector, $"!({own.NotSelector})", selectors);
        var changed = policy with { Selector = selector.Length == 0 ? policy.Selector : selector };
        if (own.ServiceAccounts is { } accounts)
            changed = changed with { ServiceAccountSelector = PolicyScope.Both(changed.ServiceAccountSelector, OwnSide.Accounts(accounts, selectors), selectors) };
        if (changed is GlobalPolicy global && !string.IsNullOrEmpty(own.NamespaceSelector))
            changed = global with { NamespaceSelector = PolicyScope.Both(global.NamespaceSelector, own.NamespaceSelector, selectors) };
        foreach (var place in rules)
        {
            var kept = place.Own with { Selector = null, NotSelector = null, NamespaceSelector = null, ServiceAccounts = null };
            changed = PolicyChanges.With(changed, place, place.OwnField, kept);
        }

        return changed;
    }

    /// <summary>Whether a namespace selector is about namespaces: <c>global()</c> has no place in a policy's own.</summary>
    private static bool IsPlain(string text, SelectorCache selectors) =>
        selectors.Find(text) is { } selector && !selector.Canonical.Contains("global()", StringComparison.Ordinal);
}
