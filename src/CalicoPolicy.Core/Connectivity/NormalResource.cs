using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Writes out or leaves out what a resource says by default, so that saying it makes no difference.</summary>
internal static class NormalResource
{
    // A tier without an order stands there (decision 1).
    private const double DefaultTierOrder = 1_000_000;

    // Kubernetes sets the one on each namespace, Calico (3.30 and later) the other on each policy.
    private const string NamespaceLabel = "kubernetes.io/metadata.name";
    private const string TierLabel = "projectcalico.org/tier";

    public static Resource Of(Resource resource) => resource switch
    {
        StagedNetworkPolicy policy => Policy(policy with { DeclaredStagedAction = Declared(policy.DeclaredStagedAction) }),
        StagedGlobalNetworkPolicy policy => Policy(policy with { DeclaredStagedAction = Declared(policy.DeclaredStagedAction) }),
        TieredPolicy policy => Policy(policy),
        StagedKubernetesNetworkPolicy policy => Policy(policy with { DeclaredStagedAction = Declared(policy.DeclaredStagedAction) }),
        KubernetesPolicy policy => Policy(policy),
        Namespace ns => ns with { Metadata = Unlabelled(ns, NamespaceLabel, ns.Name) },
        Tier tier => tier with { Order = tier.Order ?? DefaultTierOrder, DeclaredDefaultAction = tier.DefaultAction },
        _ => resource,
    };

    private static StagedAction? Declared(StagedAction? action) => action == StagedAction.Set ? null : action;

    private static TieredPolicy Policy(TieredPolicy policy) => policy with
    {
        DeclaredTier = policy.Tier == TieredPolicy.DefaultTier ? null : policy.Tier,
        DeclaredTypes = IsDeletion(policy) ? policy.DeclaredTypes : policy.Types,
        Selector = IsAll(policy) ? null : policy.Selector,
        Metadata = Unlabelled(policy, TierLabel, policy.Tier),
    };

    /// <summary>The metadata without a label that a server puts there by itself, where it says what that server says.</summary>
    private static ObjectMetadata Unlabelled(Resource resource, string label, string value) =>
        resource.Labels.TryGetValue(label, out var there) && there == value ? resource.Metadata with { Labels = resource.Labels.Without(key => key == label) } : resource.Metadata;

    private static KubernetesPolicy Policy(KubernetesPolicy policy) =>
        IsDeletion(policy) ? policy : policy with { DeclaredTypes = policy.Types };

    // What stages a deletion has no types, and means none.
    private static bool IsDeletion(Resource policy) => policy is IStagedPolicy { StagedAction: var action } && action == StagedAction.Delete;

    /// <summary>
    /// Whether the selector says no more than none would. In a global policy with a namespace selector all() keeps host endpoints out
    /// (calico-dataplane.md 1.6), which no selector does not.
    /// </summary>
    private static bool IsAll(TieredPolicy policy) =>
        policy.Selector is { } text
        && (text.Length == 0 || (Selectors.Selector.TryParse(text, out var selector, out _) && selector.Equals(Selectors.Selector.All)))
        && (text.Length == 0 || policy is not GlobalPolicy { NamespaceSelector.Length: > 0 });
}
