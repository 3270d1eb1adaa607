using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Changes;

/// <summary>Lists of address blocks with fewer blocks for the very same addresses: some repeat, lie in another, or are halves of one.</summary>
/// <remarks>O(n log n) for n blocks.</remarks>
internal static class CollapsedNets
{
    /// <summary>
    /// The fewest blocks in address order; null where they are no fewer, where an item is no block, as then nobody knows what the list
    /// means, and where two halves stand for everything, which is written on purpose: Calico refuses everything in some places.
    /// </summary>
    public static IReadOnlyList<Cidr>? Blocks(IReadOnlyList<string> nets, CancellationToken cancellationToken)
    {
        if (nets.Count < 2 || Parse(nets) is not { } blocks) return null;
        var fewer = CidrAggregation.Collapse(blocks, cancellationToken);
        if (fewer.Count == nets.Count) return null;
        return fewer.Any(block => block.IsEverything && !blocks.Contains(block)) ? null : fewer;
    }

    /// <summary>
    /// The list with fewer items, each where the first of those that it stands for was, and in the words in which it was there already;
    /// null where there are no fewer (<see cref="Blocks"/>).
    /// </summary>
    public static IReadOnlyList<string>? Of(IReadOnlyList<string> nets, CancellationToken cancellationToken)
    {
        if (Blocks(nets, cancellationToken) is not { } fewer) return null;
        var texts = new string?[fewer.Count];
        var order = new List<int>(fewer.Count);
        var isPlaced = new bool[fewer.Count];
        foreach (var net in nets)
        {
            _ = Cidr.TryParse(net, out var block);
            var place = PlaceOf(block, fewer);
            if (!isPlaced[place]) order.Add(place);
            isPlaced[place] = true;
            if (fewer[place] == block) texts[place] ??= net;
        }

        return [.. order.Select(place => texts[place] ?? fewer[place].ToString())];
    }

    private static List<Cidr>? Parse(IReadOnlyList<string> nets)
    {
        var blocks = new List<Cidr>(nets.Count);
        foreach (var net in nets)
        {
            // IPv4 in the clothes of IPv6 is too odd to be touched.
            if (!Cidr.TryParse(net, out var block) || (!block.IsIPv6 && net.Contains(':', StringComparison.Ordinal))) return null;
            blocks.Add(block);
        }

        return blocks;
    }

    /// <summary>The last block that does not come after another one: of blocks without overlap, the one that holds it.</summary>
    private static int PlaceOf(Cidr block, IReadOnlyList<Cidr> fewer)
    {
        var (low, high) = (0, fewer.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Cidr.CompareByAddress(fewer[middle], block) <= 0) low = middle;
            else high = middle - 1;
        }

        return low;
    }
}
