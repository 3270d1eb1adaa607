using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization.Scope;

/// <summary>What rules mean in a policy of another namespace, or of none.</summary>
internal static class RuleScope
{
    /// <summary>Whether each rule of a policy means the same in a global policy as in one of a namespace, going by what the engine matches.</summary>
    public static bool IsFreeOfNamespace(TieredPolicy policy, string ns) =>
        RulePlace.Of(policy).All(place => place.Rule.IsFullyKnown() && IsFree(place.Rule.Source, ns) && IsFree(place.Rule.Destination, ns));

    /// <summary>Whether a policy has rules in a direction that it does not govern; they do nothing as long as that stays so.</summary>
    public static bool HasIdleRules(TieredPolicy policy) =>
        (policy.Ingress.Count > 0 && !policy.Types.Contains(PolicyType.Ingress)) || (policy.Egress.Count > 0 && !policy.Types.Contains(PolicyType.Egress));

    /// <summary>Whether a side asks for one of Calico's own labels where nothing carries it (CP3003), or for what cannot be (CP3018): a mistake to be mended by people.</summary>
    public static bool IsLikelyMistake(PolicyPeer peer, SelectorCache selectors) =>
        IsMisplaced(peer.Selector, SelectorPlaces.Endpoint, selectors) || IsMisplaced(peer.NotSelector, SelectorPlaces.Endpoint, selectors)
        || IsMisplaced(peer.NamespaceSelector, SelectorPlaces.Namespace, selectors)
        || IsMisplaced(peer.ServiceAccounts?.Selector, SelectorPlaces.ServiceAccount, selectors);

    private static bool IsFree(PolicyPeer peer, string ns) =>
        peer.IsAny || (PeerSelectors.Of(ns, peer) == PeerSelectors.Of(string.Empty, peer) && peer.Services is not { Namespace: null or "" });

    private static bool IsMisplaced(string? text, SelectorPlaces place, SelectorCache selectors)
    {
        if (string.IsNullOrEmpty(text)) return false;
        if (selectors.Find(text) is not { } selector || !selectors.IsSatisfiable(selector)) return true;
        return SelectorLabels.UsesIn(selector.Root).Any(use => AutomaticLabels.PlacesOf(use.Test.Label) is not SelectorPlaces.None and var places && !places.HasFlag(place));
    }
}
