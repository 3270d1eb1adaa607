using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Policies that could not be read: in which tiers they may be, and whom they may select.</summary>
internal static class PolicyGaps
{
    /// <summary>The gaps that may hide policies that count in a view.</summary>
    public static IReadOnlyList<SnapshotGap> Of(PolicySnapshot snapshot, PolicyView view) => [.. snapshot.Gaps.Where(gap => gap.Kind switch
    {
        "NetworkPolicy" or "GlobalNetworkPolicy" or "KubernetesNetworkPolicy" or "ClusterNetworkPolicy" or "AdminNetworkPolicy" or "BaselineAdminNetworkPolicy" => true,
        "StagedNetworkPolicy" or "StagedGlobalNetworkPolicy" or "StagedKubernetesNetworkPolicy" => view != PolicyView.Enforced,
        _ => false,
    })];

    /// <summary>The tiers that they may be in; null: any.</summary>
    public static IReadOnlyList<string>? TiersOf(SnapshotGap gap) => gap switch
    {
        { Tier: { } tier } => [tier],
        { Kind: "KubernetesNetworkPolicy" or "StagedKubernetesNetworkPolicy" } => [TieredPolicy.DefaultTier],
        { Kind: "ClusterNetworkPolicy" } => [ClusterPolicyConversion.AdminTier, ClusterPolicyConversion.BaselineTier],
        { Kind: "AdminNetworkPolicy" } => ["adminnetworkpolicy"],
        { Kind: "BaselineAdminNetworkPolicy" } => ["baselineadminnetworkpolicy"],
        _ => null,
    };

    /// <summary>Whether they may select hosts too.</summary>
    public static bool MaySelectHosts(SnapshotGap gap) => gap.Kind is "GlobalNetworkPolicy" or "StagedGlobalNetworkPolicy";

    /// <summary>Whether one of them may select endpoints with these labels.</summary>
    public static bool MaySelect(SnapshotGap gap, EndpointLabels labels) =>
        MaySelectHosts(gap) || (labels.Namespace is { } ns && (IsOfCluster(gap) || gap.Covers(ns)));

    private static bool IsOfCluster(SnapshotGap gap) => gap.Kind is "ClusterNetworkPolicy" or "AdminNetworkPolicy" or "BaselineAdminNetworkPolicy";
}
