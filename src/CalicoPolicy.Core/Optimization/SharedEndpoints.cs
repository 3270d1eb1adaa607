using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization;

/// <summary>Whether two policies are for the same endpoints: surely, or perhaps.</summary>
internal static class SharedEndpoints
{
    /// <summary>Whether something may be selected by both. A negative answer is always right.</summary>
    public static bool MayBe(TieredPolicy left, TieredPolicy right, SelectorCache selectors) =>
        CanBothHold(left.Selector, right.Selector, selectors)
        && CanBothHold(left.ServiceAccountSelector, right.ServiceAccountSelector, selectors)
        && CanBothHold(Namespaces(left), Namespaces(right), selectors);

    /// <summary>Whether all that the second policy selects is selected by the first, its selectors being the same or none. A positive answer is always right.</summary>
    public static bool Includes(TieredPolicy outer, TieredPolicy inner, SelectorCache selectors, KnownNamespaces namespaces) =>
        IsSameOrNone(outer.Selector, inner.Selector, selectors)
        && IsSameOrNone(outer.ServiceAccountSelector, inner.ServiceAccountSelector, selectors)
        && IncludesNamespaces(outer, inner, selectors, namespaces);

    private static bool IncludesNamespaces(TieredPolicy outer, TieredPolicy inner, SelectorCache selectors, KnownNamespaces namespaces)
    {
        if (outer is not GlobalPolicy global) return inner.IsNamespaced && (inner.Namespace ?? "default") == (outer.Namespace ?? "default");
        if (PolicyScope.IsUnbounded(global.NamespaceSelector, selectors)) return true;
        if (inner is GlobalPolicy other) return selectors.Canonical(global.NamespaceSelector) == selectors.Canonical(other.NamespaceSelector);
        return selectors.Find(global.NamespaceSelector) is { } selector
            && namespaces.LabelsOf(inner.Namespace ?? "default").Meet(selector.Root) == true;
    }

    private static bool IsSameOrNone(string? outer, string? inner, SelectorCache selectors) =>
        PolicyScope.IsUnbounded(outer, selectors) || selectors.Canonical(outer) == selectors.Canonical(inner);

    private static string? Namespaces(TieredPolicy policy) => policy is GlobalPolicy global
        ? global.NamespaceSelector
        : $"{AutomaticLabels.Name} == '{policy.Namespace ?? "default"}'";

    /// <summary>What is no selector is taken to hold for anything.</summary>
    private static bool CanBothHold(string? left, string? right, SelectorCache selectors) =>
        selectors.Find(left) is not { } one || selectors.Find(right) is not { } two
        || Satisfiability.CanHold(new AndNode(one.Root, two.Root), negated: false);
}
