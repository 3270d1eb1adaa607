namespace CalicoPolicy.Core.Dataplane;

/// <summary>How many there are in each IP family.</summary>
/// <param name="IPv4">Of IPv4.</param>
/// <param name="IPv6">Of IPv6.</param>
internal readonly record struct FamilyCounts(long IPv4, long IPv6)
{
    /// <summary>How many there are in one.</summary>
    public long Of(bool isIPv6) => isIPv6 ? IPv6 : IPv4;

    /// <summary>One more address or block, or so many.</summary>
    public FamilyCounts With(bool isIPv6, long more) => isIPv6 ? this with { IPv6 = IPv6 + more } : this with { IPv4 = IPv4 + more };

    /// <summary>Both together.</summary>
    public static FamilyCounts operator +(FamilyCounts one, FamilyCounts other) => new(one.IPv4 + other.IPv4, one.IPv6 + other.IPv6);
}
