using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization;

/// <summary>What a policy's or a side's selectors amount to.</summary>
internal static class PolicyScope
{
    /// <summary>
    /// Whether the traffic that the rules see may be on its way through a host, so that the policy's own side is not the endpoint
    /// that the policy selects.
    /// </summary>
    public static bool GovernsForwarded(TieredPolicy policy) =>
        policy is GlobalPolicy { ApplyOnForward: true } or GlobalPolicy { DoNotTrack: true } or GlobalPolicy { PreDnat: true };

    /// <summary>Whether the policy is in force on host endpoints only.</summary>
    public static bool IsForHostsOnly(TieredPolicy policy) => policy is GlobalPolicy { DoNotTrack: true } or GlobalPolicy { PreDnat: true };

    /// <summary>Whether a staged policy stands for a removal, or was dismissed, so that what else it says counts for nothing.</summary>
    public static bool IsGivenUp(Resource policy) =>
        policy is IStagedPolicy staged && (staged.StagedAction == StagedAction.Delete || staged.StagedAction == StagedAction.Ignore);

    /// <summary>Whether a policy's selector sets no bounds: empty, or true for everything.</summary>
    public static bool IsUnbounded(string? text, SelectorCache selectors) =>
        string.IsNullOrEmpty(text) || selectors.Find(text) is { MatchesEverything: true };

    /// <summary>A policy's selector in its canonical form; empty where it sets no bounds, in whatever words.</summary>
    public static string Bounds(string? text, SelectorCache selectors) => IsUnbounded(text, selectors) ? string.Empty : selectors.Canonical(text);

    /// <summary>Whether every pod passes a selector of the kind: <c>all()</c>, or a label that Calico puts on all of them.</summary>
    public static bool HoldsForEveryPod(SelectorNode node, SelectorPlaces place) => node switch
    {
        AllNode => true,
        HasNode has => AutomaticLabels.PlacesOf(has.Label).HasFlag(place),
        LabelValueNode { Label: AutomaticLabels.Orchestrator, Operator: LabelOperator.Equal, Value: "k8s" } => place == SelectorPlaces.Endpoint,
        AndNode all => all.Operands.All(operand => HoldsForEveryPod(operand, place)),
        _ => false,
    };

    /// <summary>
    /// Whether a side's selectors pick every workload: none of them narrows it, neither to the policy's own namespace nor to
    /// things without one.
    /// </summary>
    public static bool PicksEveryPod(TieredPolicy policy, PolicyPeer peer, SelectorCache selectors)
    {
        var hasNamespaces = !string.IsNullOrEmpty(peer.NamespaceSelector);
        if (string.IsNullOrEmpty(peer.Selector) && !hasNamespaces) return false;
        if (policy.IsNamespaced && !hasNamespaces) return false;
        if (peer.ServiceAccounts is not null || !string.IsNullOrEmpty(peer.NotSelector)) return false;
        return Passes(peer.Selector, SelectorPlaces.Endpoint, selectors) && Passes(peer.NamespaceSelector, SelectorPlaces.Namespace, selectors);
    }

    /// <summary>The one namespace that a namespace selector names; null where it is not just a name.</summary>
    public static string? SingleNamespace(string? namespaceSelector, SelectorCache selectors) =>
        SingleNamespace(selectors.Find(namespaceSelector)?.Root);

    /// <inheritdoc cref="SingleNamespace(string, SelectorCache)" />
    public static string? SingleNamespace(SelectorNode? namespaceSelector) => namespaceSelector switch
    {
        LabelValueNode { Label: AutomaticLabels.Name or AutomaticLabels.MetadataName, Operator: LabelOperator.Equal } one => one.Value,
        LabelSetNode { Label: AutomaticLabels.Name or AutomaticLabels.MetadataName, Operator: LabelOperator.In, Values.Count: 1 } set => set.Values[0],
        _ => null,
    };

    /// <summary>Whether what a side of a rule picks lies in the policy's own namespace if the policy has one, and anywhere otherwise.</summary>
    public static bool IsKeptToNamespace(PolicyPeer peer) => string.IsNullOrEmpty(peer.NamespaceSelector)
        && (!string.IsNullOrEmpty(peer.Selector) || !string.IsNullOrEmpty(peer.NotSelector) || peer.ServiceAccounts is not null)
        || peer.Services is { Namespace: null or "" };

    /// <summary>Both conditions as one selector; a condition without bounds is left out.</summary>
    public static string Both(string? left, string? right, SelectorCache selectors)
    {
        if (IsUnbounded(left, selectors)) return right ?? string.Empty;
        if (IsUnbounded(right, selectors)) return left!;
        return $"{Operand(left!, selectors)} && {Operand(right!, selectors)}";
    }

    private static bool Passes(string? text, SelectorPlaces place, SelectorCache selectors) =>
        string.IsNullOrEmpty(text) || (selectors.Find(text) is { } selector && HoldsForEveryPod(selector.Root, place));

    /// <summary>A condition as it stands beside <c>&amp;&amp;</c>.</summary>
    public static string Operand(string text, SelectorCache selectors) => selectors.Find(text)?.Root is OrNode ? $"({text})" : text;
}
