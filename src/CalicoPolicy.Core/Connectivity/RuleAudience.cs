using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Whom a rule may be for by the definitions of the compliance reports (calico-policy.md 3.2): the internet, other namespaces.</summary>
internal static class RuleAudience
{
    private const string OnlyGlobal = "global()";

    /// <summary>Whether the remote side of a rule is open to the internet, and to other namespaces.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="isIngress">The direction.</param>
    /// <param name="policy">Its policy; null for a rule of a profile.</param>
    /// <param name="snapshot">The snapshot.</param>
    public static (Truth Internet, Truth OtherNamespaces) Of(CompiledRule rule, bool isIngress, TieredPolicy? policy, PolicySnapshot snapshot)
    {
        var match = isIngress ? rule.Source : rule.Destination;
        var peer = isIngress ? rule.Rule.Source : rule.Rule.Destination;
        if (match.Domains.Length > 0) return (match.IsForOutsideOnly ? Truth.Yes : Truth.Maybe, match.IsForOutsideOnly ? Truth.No : Truth.Maybe);
        if (match.Service is { } service) return (OfService(service), IsElsewhere(peer.Services, policy) ? Truth.Yes : Truth.No);
        if (match.Selector is null && match.Nets is null) return (Truth.Yes, Truth.Yes);
        if (match.Selector is null) return (match.Nets!.All.Any(PublicAddresses.AreIn) ? Truth.Yes : Truth.No, Truth.No);
        return (OfSets(match, match.Selector, snapshot), NamesOthers(peer, policy) ? Truth.Yes : Truth.No);
    }

    private static Truth OfSets(PeerMatch match, SelectorEntry selector, PolicySnapshot snapshot)
    {
        var best = Truth.No;
        for (var set = 0; set < snapshot.Sets.Count && best != Truth.Yes; set++)
        {
            var picks = selector.OfSet(set);
            var isPublic = IsPublic(snapshot.Sets[set], match.CountsDomains);
            var one = picks < isPublic ? picks : isPublic;
            if (one > best) best = one;
        }

        return best;
    }

    private static Truth IsPublic(SnapshotSet set, bool countsDomains)
    {
        if (set.Nets.Any(PublicAddresses.AreIn) || (countsDomains && set.Domains.Count > 0)) return Truth.Yes;
        return set.IsComplete ? Truth.No : Truth.Maybe;
    }

    private static Truth OfService(ServiceMembers service) =>
        service.Addresses.Any(PublicAddresses.AreIn) ? Truth.Yes : service.IsKnown ? Truth.No : Truth.Maybe;

    private static bool IsElsewhere(ServiceMatch? service, TieredPolicy? policy) =>
        service is not null && !string.IsNullOrEmpty(service.Namespace) && service.Namespace != (policy is { IsNamespaced: true } ? policy.Namespace ?? "default" : null);

    /// <summary>A rule of a global policy that names no namespace is for all of them.</summary>
    private static bool NamesOthers(PolicyPeer peer, TieredPolicy? policy) =>
        string.IsNullOrWhiteSpace(peer.NamespaceSelector) ? policy is not { IsNamespaced: true } : peer.NamespaceSelector.Trim() != OnlyGlobal;
}
