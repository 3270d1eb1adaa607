using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The address blocks that one side of a rule names, of one family each, in order and without overlap.</summary>
/// <remarks>O(log blocks) a lookup.</remarks>
internal sealed class AddressBlocks
{
    private readonly Cidr[] _ipv4;
    private readonly Cidr[] _ipv6;
    private readonly Truth _podIPv4;
    private readonly Truth _podIPv6;

    private AddressBlocks(IReadOnlyList<Cidr> blocks, PodAddresses pods)
    {
        var fewest = CidrAggregation.Collapse(blocks);
        _ipv4 = [.. fewest.Where(block => !block.IsIPv6)];
        _ipv6 = [.. fewest.Where(block => block.IsIPv6)];
        _podIPv4 = OfPods(_ipv4, pods);
        _podIPv6 = OfPods(_ipv6, pods);
    }

    /// <summary>The blocks of a list; null for an empty one. What is no block is passed over, as Calico does.</summary>
    public static AddressBlocks? Of(IReadOnlyList<string> nets, PodAddresses pods)
    {
        if (nets.Count == 0) return null;
        var blocks = new List<Cidr>(nets.Count);
        foreach (var net in nets)
        {
            if (Cidr.TryParse(net, out var block)) blocks.Add(block);
        }

        return blocks.Count == 0 ? null : new(blocks, pods);
    }

    /// <summary>The blocks of a family.</summary>
    public IReadOnlyList<Cidr> Of(bool isIPv6) => isIPv6 ? _ipv6 : _ipv4;

    /// <summary>All blocks, the fewest that hold the same addresses.</summary>
    public IReadOnlyList<Cidr> All => [.. _ipv4, .. _ipv6];

    /// <summary>Whether there are blocks of the family.</summary>
    public bool Has(bool isIPv6) => (isIPv6 ? _ipv6 : _ipv4).Length > 0;

    /// <summary>Whether a block holds the whole family.</summary>
    public bool HasEverything(bool isIPv6) => (isIPv6 ? _ipv6 : _ipv4) is [{ IsEverything: true }];

    /// <summary>Whether the address of an end is in a block.</summary>
    public Truth Hold(ResolvedEnd end, bool isIPv6, ref Unknowns unknowns)
    {
        if (HasEverything(isIPv6)) return Truth.Yes;
        if (end.Address is { } address) return Hold(address) ? Truth.Yes : Truth.No;
        var answer = end.IsUnaddressedPod ? isIPv6 ? _podIPv6 : _podIPv4 : Has(isIPv6) ? Truth.Maybe : Truth.No;
        if (answer == Truth.Maybe) unknowns |= Unknowns.Address;
        return answer;
    }

    private bool Hold(Cidr address)
    {
        var blocks = address.IsIPv6 ? _ipv6 : _ipv4;
        var (low, high) = (0, blocks.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (address.First < blocks[middle].First)
                high = middle - 1;
            else if (address.First > blocks[middle].Last)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }

    private static Truth OfPods(Cidr[] blocks, PodAddresses pods) =>
        Array.Exists(blocks, pods.AreIn) ? Truth.Yes : Array.Exists(blocks, pods.MayBeIn) ? Truth.Maybe : Truth.No;
}
