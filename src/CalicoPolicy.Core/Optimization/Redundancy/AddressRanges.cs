using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>A set of addresses of both families: stretches in order, without two that touch. Immutable.</summary>
/// <remarks>An operation costs O(stretches).</remarks>
internal sealed class AddressRanges
{
    private readonly (UInt128 First, UInt128 Last)[] _ipv4;
    private readonly (UInt128 First, UInt128 Last)[] _ipv6;

    private AddressRanges((UInt128 First, UInt128 Last)[] ipv4, (UInt128 First, UInt128 Last)[] ipv6) => (_ipv4, _ipv6) = (ipv4, ipv6);

    /// <summary>Every address.</summary>
    public static AddressRanges All { get; } = new([(0, uint.MaxValue)], [(0, UInt128.MaxValue)]);

    /// <summary>The addresses of blocks, which may lie in one another.</summary>
    public static AddressRanges Of(IEnumerable<Cidr> blocks)
    {
        List<(UInt128 First, UInt128 Last)> ipv4 = [], ipv6 = [];
        foreach (var block in CidrAggregation.Collapse(blocks)) Add(block.IsIPv6 ? ipv6 : ipv4, block.First, block.Last);
        return new([.. ipv4], [.. ipv6]);
    }

    /// <summary>Whether it has no address of the family.</summary>
    public bool IsEmpty(bool isIPv6) => Of(isIPv6).Length == 0;

    /// <summary>Whether every address of the family that is in the other set is in this one.</summary>
    public bool Contains(AddressRanges other, bool isIPv6)
    {
        if (ReferenceEquals(this, All) || ReferenceEquals(this, other)) return true;
        var (mine, theirs) = (Of(isIPv6), other.Of(isIPv6));
        var at = 0;
        foreach (var (first, last) in theirs)
        {
            while (at < mine.Length && mine[at].Last < first) at++;
            if (at == mine.Length || mine[at].First > first || mine[at].Last < last) return false;
        }

        return true;
    }

    /// <summary>Whether some address of the family is in both sets.</summary>
    public bool Overlaps(AddressRanges other, bool isIPv6)
    {
        var (mine, theirs) = (Of(isIPv6), other.Of(isIPv6));
        for (int at = 0, with = 0; at < mine.Length && with < theirs.Length;)
        {
            if (mine[at].Last < theirs[with].First) at++;
            else if (theirs[with].Last < mine[at].First) with++;
            else return true;
        }

        return false;
    }

    /// <summary>The addresses that are in both sets.</summary>
    public AddressRanges Intersect(AddressRanges other) => ReferenceEquals(this, other) || ReferenceEquals(other, All) ? this
        : ReferenceEquals(this, All) ? other
        : new(Intersect(_ipv4, other._ipv4), Intersect(_ipv6, other._ipv6));

    /// <summary>The addresses that are in this set alone.</summary>
    public AddressRanges Except(AddressRanges other) => new(Except(_ipv4, other._ipv4), Except(_ipv6, other._ipv6));

    private (UInt128 First, UInt128 Last)[] Of(bool isIPv6) => isIPv6 ? _ipv6 : _ipv4;

    private static (UInt128 First, UInt128 Last)[] Intersect((UInt128 First, UInt128 Last)[] one, (UInt128 First, UInt128 Last)[] two)
    {
        var both = new List<(UInt128 First, UInt128 Last)>();
        for (int at = 0, with = 0; at < one.Length && with < two.Length;)
        {
            var (first, last) = (UInt128.Max(one[at].First, two[with].First), UInt128.Min(one[at].Last, two[with].Last));
            if (first <= last) both.Add((first, last));
            if (one[at].Last < two[with].Last) at++;
            else with++;
        }

        return [.. both];
    }

    private static (UInt128 First, UInt128 Last)[] Except((UInt128 First, UInt128 Last)[] one, (UInt128 First, UInt128 Last)[] two)
    {
        var rest = new List<(UInt128 First, UInt128 Last)>();
        var with = 0;
        foreach (var (first, last) in one)
        {
            var (start, isLeft) = (first, true);
            while (with < two.Length && two[with].Last < first) with++;
            for (var index = with; index < two.Length && two[index].First <= last; index++)
            {
                if (two[index].First > start) rest.Add((start, two[index].First - 1));
                isLeft = two[index].Last < last;
                if (!isLeft) break;
                start = two[index].Last + 1;
            }

            if (isLeft) rest.Add((start, last));
        }

        return [.. rest];
    }

    private static void Add(List<(UInt128 First, UInt128 Last)> stretches, UInt128 first, UInt128 last)
    {
        if (stretches.Count > 0 && stretches[^1].Last + 1 == first) stretches[^1] = (stretches[^1].First, last);
        else stretches.Add((first, last));
    }
}
