using System.Collections.Frozen;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>A kind that is published.</summary>
/// <param name="Wave">When.</param>
internal sealed record PublishedKind(PublicationWave Wave)
{
    private const string Calico = ResourceKinds.CalicoApiVersion;

    private static readonly FrozenDictionary<(string ApiVersion, string Kind), PublishedKind> ByKind = new Dictionary<(string, string), PublishedKind>
    {
        [("v1", "Namespace")] = new(PublicationWave.Namespaces),
        [(Calico, "Tier")] = new(PublicationWave.Tiers),
        [(Calico, "NetworkSet")] = new(PublicationWave.Sets),
        [(Calico, "GlobalNetworkSet")] = new(PublicationWave.Sets),
        [(Calico, "NetworkPolicy")] = new(PublicationWave.Policies),
        [(Calico, "GlobalNetworkPolicy")] = new(PublicationWave.Policies),
        [(Calico, "StagedNetworkPolicy")] = new(PublicationWave.Policies),
        [(Calico, "StagedGlobalNetworkPolicy")] = new(PublicationWave.Policies),
        [(Calico, "StagedKubernetesNetworkPolicy")] = new(PublicationWave.Policies),
        [("networking.k8s.io/v1", "NetworkPolicy")] = new(PublicationWave.Policies),
        [("policy.networking.k8s.io/v1alpha2", "ClusterNetworkPolicy")] = new(PublicationWave.Policies),
        [(Calico, "HostEndpoint")] = new(PublicationWave.HostEndpoints),
    }.ToFrozenDictionary();

    /// <summary>What stands for kinds that are not published.</summary>
    public static PublishedKind None { get; } = new(PublicationWave.None);

    /// <summary>The kind of a resource; null where it is not published.</summary>
    public static PublishedKind? Of(Resource resource) => ByKind.GetValueOrDefault((resource.ApiVersion, resource.Kind));
}
