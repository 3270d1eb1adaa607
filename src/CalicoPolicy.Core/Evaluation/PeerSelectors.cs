using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The selectors that the engine matches a side of a rule with.</summary>
internal static class PeerSelectors
{
    /// <summary>Those of a side.</summary>
    /// <param name="ns">The policy's namespace; empty for global policies and profiles.</param>
    /// <param name="peer">The side.</param>
    public static EntitySelectors Of(string ns, PolicyPeer peer) => EngineSelectors.ForRuleEntity(ns, new()
    {
        Selector = peer.Selector ?? string.Empty,
        NotSelector = peer.NotSelector ?? string.Empty,
        NamespaceSelector = peer.NamespaceSelector ?? string.Empty,
        ServiceAccountNames = peer.ServiceAccounts?.Names ?? [],
        ServiceAccountSelector = peer.ServiceAccounts?.Selector ?? string.Empty,
    });
}
