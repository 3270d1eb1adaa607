using CalicoPolicy.Core.Documents.Mapping;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>The same policy as another kind with the same fields.</summary>
internal static class PolicyTwin
{
    /// <summary>A policy of one namespace.</summary>
    public static TieredPolicy Of(TieredPolicy from, TieredPolicy to) => (TieredPolicy)Around(from, to) with
    {
        DeclaredTier = from.DeclaredTier,
        Order = from.Order,
        Selector = from.Selector,
        ServiceAccountSelector = from.ServiceAccountSelector,
        DeclaredTypes = from.DeclaredTypes,
        Ingress = RecommendationMarks.Without(from.Ingress),
        Egress = RecommendationMarks.Without(from.Egress),
        PerformanceHints = from.PerformanceHints,
    };

    /// <summary>A policy across namespaces.</summary>
    public static GlobalPolicy Of(GlobalPolicy from, GlobalPolicy to) => (GlobalPolicy)Of((TieredPolicy)from, to) with
    {
        NamespaceSelector = from.NamespaceSelector,
        DoNotTrack = from.DoNotTrack,
        PreDnat = from.PreDnat,
        ApplyOnForward = from.ApplyOnForward,
    };

    /// <summary>A policy of Kubernetes.</summary>
    public static KubernetesPolicy Of(KubernetesPolicy from, KubernetesPolicy to) => (KubernetesPolicy)Around(from, to) with
    {
        PodSelector = from.PodSelector,
        DeclaredTypes = from.DeclaredTypes,
        Ingress = from.Ingress,
        Egress = from.Egress,
    };

    /// <summary>A staged policy without its spec, but for the tier and what is staged (calico-policy.md 1.7).</summary>
    public static Resource WithTierOnly(Resource policy) => policy switch
    {
        StagedNetworkPolicy from => Bare(from, new StagedNetworkPolicy { DeclaredTier = from.DeclaredTier, DeclaredStagedAction = from.DeclaredStagedAction }),
        StagedGlobalNetworkPolicy from => Bare(from, new StagedGlobalNetworkPolicy { DeclaredTier = from.DeclaredTier, DeclaredStagedAction = from.DeclaredStagedAction }),
        StagedKubernetesNetworkPolicy from => Bare(from, new StagedKubernetesNetworkPolicy { DeclaredStagedAction = from.DeclaredStagedAction }),
        _ => throw new ArgumentException($"{policy} is not staged.", nameof(policy)),
    };

    private static Resource Bare(Resource from, Resource to) => Around(from, to) with { UnknownSpecFields = [] };

    /// <summary>Everything but the known fields of the spec.</summary>
    private static Resource Around(Resource from, Resource to) => to with
    {
        Metadata = RecommendationMarks.Without(ServerMetadata.Without(from.Metadata)) with { OwnerReferences = [] },
        UnknownFields = ServerMetadata.Without(from.UnknownFields),
        UnknownSpecFields = from.UnknownSpecFields,
        Location = from.Location,
        Origins = from.Origins,
    };
}
