using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Two network sets under different labels that share addresses: rules for either label match them, and flow logs name one set only
/// (Calico's documentation, network sets: avoid overlaps). Found once for a pair, at the later by namespace and name.
/// </summary>
internal sealed class CP3008OverlappingSets : FindingRule<AddressSet>
{
    private const int Named = 3;

    public CP3008OverlappingSets()
        : base(new("CP3008", "OverlappingSets", FindingSeverity.Medium, "Network sets with different labels share addresses."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(AddressSet set, RuleContext context)
    {
        foreach (var overlap in SetOverlaps.Of(context).With(set))
        {
            yield return new(
                FieldPath.Root["spec"]["nets"][overlap.Index],
                $"{Relation(overlap)} of {overlap.Other}, which has other labels: rules for either set match the shared addresses, and flow logs "
                    + $"name one of them: {Winner(set, overlap)}.{Touched(set, overlap.Other, context)}",
                $"Keep the shared addresses in one of the sets, split off what both are for into a set with the labels of both, or give both sets "
                    + "the same labels.")
            { Content = overlap.Other.ToString() };
        }
    }

    /// <summary>How many addresses are shared, and whose they are in the snapshot.</summary>
    private static string Touched(AddressSet set, AddressSet other, RuleContext context)
    {
        if (Inventory.Of(context) is not { } inventory) return string.Empty;
        var shared = SharedBlocks.Of(Blocks(set), Blocks(other));
        var endpoints = inventory.Addresses.In(shared);
        var count = SharedBlocks.CountOf(shared) is { } number && number <= long.MaxValue ? RuleCost.Count((long)number, "address", "addresses") : "More addresses than can be counted";
        var touched = endpoints.Aggregate(EndpointCount.None, (all, one) => all + EndpointCount.Of(one));
        return $" {count} {(shared.Count == 1 && shared[0].IsAddress ? "is" : "are")} shared, "
            + (endpoints.Count == 0 ? "no endpoint's of the snapshot." : $"those of {touched} of the snapshot among them ({RuleCost.Listed([.. endpoints.Select(one => one.ToString()).Order(StringComparer.Ordinal)], Named)}).");
    }

    private static IEnumerable<Cidr> Blocks(AddressSet set)
    {
        foreach (var net in set.Nets)
        {
            // A block of every address is no overlap (SetOverlaps).
            if (Cidr.TryParse(net, out var block) && !block.IsEverything) yield return block;
        }
    }

    private static string Relation(SetOverlap overlap) => overlap.Block.Length == overlap.OtherBlock.Length
        ? $"{overlap.Block} is in nets"
        : overlap.Block.Length > overlap.OtherBlock.Length
            ? $"{overlap.Block} lies in {overlap.OtherBlock}"
            : $"{overlap.Block} holds {overlap.OtherBlock}";

    /// <summary>The order in which Calico attributes an address to sets: own namespace, longest prefix, name.</summary>
    private static string Winner(AddressSet set, SetOverlap overlap)
    {
        if (set.IsNamespaced != overlap.Other.IsNamespaced)
            return $"{(set.IsNamespaced ? set : overlap.Other)} for flows of its namespace, the global one for others";
        if (overlap.Block.Length != overlap.OtherBlock.Length)
            return $"{(overlap.Block.Length > overlap.OtherBlock.Length ? set : overlap.Other)}, whose block is the smaller";
        return $"{(string.CompareOrdinal(set.Name, overlap.Other.Name) < 0 ? set : overlap.Other)}, which comes first by name";
    }
}
