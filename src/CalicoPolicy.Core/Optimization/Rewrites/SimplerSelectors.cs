using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization.Rewrites;

/// <summary>The simpler forms of the selectors of an input: each text is worked out once, however many policies have it.</summary>
internal sealed class SimplerSelectors(SelectorCache selectors)
{
    private readonly Dictionary<string, string?> _simpler = new(StringComparer.Ordinal);

    /// <summary>The policy with simpler selectors, as far as they are proven to come to the same; the very same where there are none.</summary>
    public TieredPolicy Of(TieredPolicy policy)
    {
        var changed = policy;
        if (Of(policy.Selector) is { } selector) changed = Proven(changed, changed with { Selector = selector });
        if (Of(policy.ServiceAccountSelector) is { } accounts) changed = Proven(changed, changed with { ServiceAccountSelector = accounts });
        if (changed is GlobalPolicy global && Of(global.NamespaceSelector) is { } namespaces) changed = Proven(changed, global with { NamespaceSelector = namespaces });
        return PeerChanges.Of(changed, (_, _, peer) => Of(policy, peer));
    }

    private PolicyPeer Of(TieredPolicy policy, PolicyPeer peer)
    {
        if (Of(peer.Selector) is { } selector) peer = Proven(policy, peer, peer with { Selector = selector });
        if (Of(peer.NotSelector) is { } not) peer = Proven(policy, peer, peer with { NotSelector = not });
        if (Of(peer.NamespaceSelector) is { } namespaces) peer = Proven(policy, peer, peer with { NamespaceSelector = namespaces });
        if (peer.ServiceAccounts is { } given && Of(given.Selector) is { } accounts)
            peer = Proven(policy, peer, peer with { ServiceAccounts = given with { Selector = accounts } });
        return peer;
    }

    private static TieredPolicy Proven(TieredPolicy before, TieredPolicy after) => EngineProof.IsSameSelection(before, after) ? after : before;

    private static PolicyPeer Proven(TieredPolicy policy, PolicyPeer before, PolicyPeer after) => EngineProof.IsSamePeer(policy, before, after) ? after : before;

    private string? Of(string? text)
    {
        if (selectors.Find(text) is not { } selector) return null;
        if (!_simpler.TryGetValue(text!, out var simpler)) _simpler.Add(text!, simpler = SelectorSimplifier.Suggest(selector));
        return simpler;
    }
}
