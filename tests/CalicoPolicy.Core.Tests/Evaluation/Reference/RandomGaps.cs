using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>Takes some of a cluster's objects away, and names the gaps.</summary>
internal static class RandomGaps
{
    private static readonly string[] Kinds =
    [
        "NetworkPolicy", "GlobalNetworkPolicy", "StagedNetworkPolicy", "StagedGlobalNetworkPolicy", "KubernetesNetworkPolicy", "StagedKubernetesNetworkPolicy", "ClusterNetworkPolicy",
        "Tier", "Namespace", "ServiceAccount", "Pod", "HostEndpoint", "NetworkSet", "GlobalNetworkSet", "Service", "EndpointSlice", "Profile", "Node",
        "FelixConfiguration", "Installation", "IPPool",
    ];

    public static (IReadOnlyList<Resource> Kept, IReadOnlyList<SnapshotGap> Gaps) Of(IReadOnlyList<Resource> resources, Dice dice)
    {
        var kept = resources.ToList();
        var gaps = new List<SnapshotGap>();
        for (var count = dice.OneIn(4) ? 2 : 1; count > 0; count--)
        {
            // Mostly of a kind that is there.
            var kind = dice.OneIn(3) || kept.Count == 0 ? dice.One(Kinds) : KindOf(dice.One(kept));
            if (!Kinds.Contains(kind)) continue;
            var sample = resources.FirstOrDefault(resource => KindOf(resource) == kind);
            var isNamespaced = sample?.IsNamespaced ?? false;
            var ns = isNamespaced && dice.OneIn(2) ? dice.One("prod", "dev", "ops") : null;
            var tier = sample is TieredPolicy policy && dice.OneIn(2) ? policy.Tier : null;
            var gap = new SnapshotGap(kind, ns, tier, "made up") { ExceptNamespaces = isNamespaced && ns is null && dice.OneIn(2) ? dice.Some(["prod", "dev"], 2) : [] };
            gaps.Add(gap);
            kept.RemoveAll(resource => IsHidden(resource, gap) && !dice.OneIn(3));
        }

        return (kept, gaps);
    }

    private static string KindOf(Resource resource) => resource is KubernetesNetworkPolicy ? "KubernetesNetworkPolicy" : resource.Kind;

    private static bool IsHidden(Resource resource, SnapshotGap gap)
    {
        if (KindOf(resource) != gap.Kind) return false;
        if (gap.Tier is not null && ((TieredPolicy)resource).Tier != gap.Tier) return false;
        if (!resource.IsNamespaced) return true;
        return gap.Namespace is null ? !gap.ExceptNamespaces.Contains(resource.Namespace) : resource.Namespace == gap.Namespace;
    }
}
