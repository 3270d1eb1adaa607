using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Cluster;

/// <summary>The tiers whose policies are asked for.</summary>
/// <param name="Names">Their names.</param>
internal sealed record TierList(IReadOnlyList<string> Names)
{
    /// <summary>Whether there may be others, since the tiers could not be read.</summary>
    public bool MayLackSome { get; init; }

    /// <summary>Whether policies of other tiers are not wanted.</summary>
    public bool IsChoice { get; init; }

    /// <summary>The tiers of a cluster, and the default one, which may have no object.</summary>
    public static TierList Of(KindResult tiers) =>
        new([.. tiers.Resources.Select(tier => tier.Name).Append(TieredPolicy.DefaultTier).Distinct(StringComparer.Ordinal)]) { MayLackSome = tiers.Gaps.Count > 0 };
}
