using System.Runtime.InteropServices;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// Which of many owners of address blocks hold an address: the stretches between the edges of all blocks, each with those that hold it.
/// </summary>
/// <remarks>Made in O(blocks log blocks); a lookup is a binary search. Stretches that the same owners hold share one combination.</remarks>
internal sealed class AddressStretches
{
    private readonly Dictionary<int[], OwnerCombination> _combinations = new(new ByContent());
    private readonly OwnerCombination _nobody;
    private readonly (UInt128[] Starts, OwnerCombination[] Owners) _ipv4;
    private readonly (UInt128[] Starts, OwnerCombination[] Owners) _ipv6;

    /// <summary>Makes the stretches.</summary>
    /// <param name="blocks">The blocks of each owner; an owner's number is its place.</param>
    public AddressStretches(IReadOnlyList<IReadOnlyList<Cidr>> blocks)
    {
        _nobody = CombinationOf([]);
        _ipv4 = Sweep(blocks, isIPv6: false);
        _ipv6 = Sweep(blocks, isIPv6: true);
    }

    /// <summary>Those that hold an address.</summary>
    public OwnerCombination At(Cidr address)
    {
        var (starts, owners) = address.IsIPv6 ? _ipv6 : _ipv4;
        var place = Array.BinarySearch(starts, address.First);
        if (place < 0) place = ~place - 1;
        return place < 0 ? _nobody : owners[place];
    }

    private (UInt128[] Starts, OwnerCombination[] Owners) Sweep(IReadOnlyList<IReadOnlyList<Cidr>> blocks, bool isIPv6)
    {
        var edges = new List<(UInt128 At, bool Ends, int Owner)>();
        for (var owner = 0; owner < blocks.Count; owner++)
        {
            foreach (var block in blocks[owner])
            {
                if (block.IsIPv6 != isIPv6) continue;
                edges.Add((block.First, false, owner));
                if (block.Last != UInt128.MaxValue) edges.Add((block.Last + 1, true, owner));
            }
        }

        edges.Sort((left, right) => left.At.CompareTo(right.At));
        var open = new SortedDictionary<int, int>();
        var starts = new List<UInt128>();
        var owners = new List<OwnerCombination>();
        for (var index = 0; index < edges.Count;)
        {
            var at = edges[index].At;
            for (; index < edges.Count && edges[index].At == at; index++)
            {
                var (_, ends, owner) = edges[index];
                var count = open.GetValueOrDefault(owner) + (ends ? -1 : 1);
                if (count == 0) open.Remove(owner);
                else open[owner] = count;
            }

            starts.Add(at);
            owners.Add(CombinationOf([.. open.Keys]));
        }

        return ([.. starts], [.. owners]);
    }

    private OwnerCombination CombinationOf(int[] owners)
    {
        if (_combinations.TryGetValue(owners, out var known)) return known;
        var combination = new OwnerCombination(_combinations.Count, owners);
        _combinations.Add(owners, combination);
        return combination;
    }

    private sealed class ByContent : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? one, int[]? other) => one.AsSpan().SequenceEqual(other);

        public int GetHashCode(int[] owners)
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes(owners.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
