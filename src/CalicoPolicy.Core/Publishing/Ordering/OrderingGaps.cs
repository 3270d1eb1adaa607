using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>What a snapshot does not show, so that nobody can say what changes do to it (decision 8).</summary>
internal static class OrderingGaps
{
    private static readonly string[] Kinds = ["Tier", "Pod", "Namespace", "ServiceAccount", "NetworkSet", "GlobalNetworkSet", "GlobalThreatFeed", "HostEndpoint", "Profile"];

    /// <summary>The gaps in words; null where there are none that matter.</summary>
    public static string? Of(PolicySnapshot snapshot)
    {
        var gaps = PolicyGaps.Of(snapshot, PolicyView.Enforced).Concat(snapshot.Gaps.Where(gap => Kinds.Contains(gap.Kind))).Distinct().Select(gap => gap.ToString()).Order(StringComparer.Ordinal).ToList();
        return gaps.Count == 0 ? null : $"Not everything could be read ({string.Join("; ", gaps)}): what becomes of traffic on the way that depends on it is not checked.";
    }
}
