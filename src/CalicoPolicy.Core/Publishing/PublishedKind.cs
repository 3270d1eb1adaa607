using System.Collections.Frozen;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>A kind that is published: when, and how kubectl names it beyond doubt.</summary>
/// <param name="Wave">When.</param>
/// <param name="FullName">The resource with version and group; <c>networkpolicies</c> alone would be Kubernetes' or Calico's.</param>
internal sealed record PublishedKind(PublicationWave Wave, string FullName)
{
    private const string Calico = ResourceKinds.CalicoApiVersion;

    private static readonly FrozenDictionary<(string ApiVersion, string Kind), PublishedKind> ByKind = new Dictionary<(string, string), PublishedKind>
    {
        [("v1", "Namespace")] = new(PublicationWave.Namespaces, "namespaces"),
        [(Calico, "Tier")] = OfCalico(PublicationWave.Tiers, "tiers"),
        [(Calico, "NetworkSet")] = OfCalico(PublicationWave.Sets, "networksets"),
        [(Calico, "GlobalNetworkSet")] = OfCalico(PublicationWave.Sets, "globalnetworksets"),
        [(Calico, "NetworkPolicy")] = OfCalico(PublicationWave.Policies, "networkpolicies"),
        [(Calico, "GlobalNetworkPolicy")] = OfCalico(PublicationWave.Policies, "globalnetworkpolicies"),
        [(Calico, "StagedNetworkPolicy")] = OfCalico(PublicationWave.Policies, "stagednetworkpolicies"),
        [(Calico, "StagedGlobalNetworkPolicy")] = OfCalico(PublicationWave.Policies, "stagedglobalnetworkpolicies"),
        [(Calico, "StagedKubernetesNetworkPolicy")] = OfCalico(PublicationWave.Policies, "stagedkubernetesnetworkpolicies"),
        [("networking.k8s.io/v1", "NetworkPolicy")] = new(PublicationWave.Policies, "networkpolicies.v1.networking.k8s.io"),
        [("policy.networking.k8s.io/v1alpha2", "ClusterNetworkPolicy")] =
            new(PublicationWave.Policies, "clusternetworkpolicies.v1alpha2.policy.networking.k8s.io"),
        [(Calico, "HostEndpoint")] = OfCalico(PublicationWave.HostEndpoints, "hostendpoints"),
    }.ToFrozenDictionary();

    /// <summary>The kind of a resource; null where it is not published.</summary>
    public static PublishedKind? Of(Resource resource) => ByKind.GetValueOrDefault((resource.ApiVersion, resource.Kind));

    private static PublishedKind OfCalico(PublicationWave wave, string plural) => new(wave, plural + ".v3.projectcalico.org");
}
