using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Network sets of an input that share addresses under different labels: once for each pair, at the set that comes later by
/// namespace and name, whatever the order of the files, and <see cref="MostOfOne"/> pairs of a set at most. Sets of different namespaces do not count, since each namespace's own
/// set comes first there; nor does a block of every address, within which all others lie.
/// </summary>
/// <remarks>
/// O(n log n) for n blocks: of two that overlap one holds the other, so that in address order a stack has all that hold a block.
/// Of it the innermost <see cref="MostHolders"/> are looked at.
/// </remarks>
internal sealed class SetOverlaps
{
    /// <summary>The most pairs that are kept of a set.</summary>
    public const int MostOfOne = 10;

    private const int MostHolders = 64;

    private readonly RuleContext _context;
    private readonly Dictionary<AddressSet, SortedList<int, SetOverlap>> _overlaps = new(ReferenceEqualityComparer.Instance);

    private SetOverlaps(RuleContext context)
    {
        _context = context;
        var blocks = Blocks(context);
        blocks.Sort(static (left, right) => Cidr.CompareByAddress(left.Block, right.Block) is not 0 and var order ? order
            : left.Ordinal != right.Ordinal ? left.Ordinal.CompareTo(right.Ordinal) : left.Index.CompareTo(right.Index));
        var holders = new List<SetBlock>();
        foreach (var block in blocks)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            while (holders.Count > 0 && !holders[^1].Block.Contains(block.Block)) holders.RemoveAt(holders.Count - 1);
            for (var index = holders.Count - 1; index >= Math.Max(0, holders.Count - MostHolders); index--) Add(holders[index], block);

            // A set's own blocks within each other say nothing new of its overlaps.
            if (holders.Count == 0 || holders[^1].Ordinal != block.Ordinal) holders.Add(block);
        }
    }

    /// <summary>The overlaps of a run's sets.</summary>
    public static SetOverlaps Of(RuleContext context) => context.Shared(static made => new SetOverlaps(made));

    /// <summary>The overlaps of a set with sets before it by namespace and name, in that order.</summary>
    public IEnumerable<SetOverlap> With(AddressSet set) => _overlaps.TryGetValue(set, out var found) ? found.Values : [];

    private static List<SetBlock> Blocks(RuleContext context)
    {
        var blocks = new List<SetBlock>();
        var ordinal = 0;
        var sets = context.Resources.OfType<AddressSet>()
            .OrderBy(set => set.IsNamespaced ? set.Namespace ?? "default" : "", StringComparer.Ordinal)
            .ThenBy(set => set.Name, StringComparer.Ordinal);
        foreach (var set in sets)
        {
            ordinal++;
            for (var index = 0; index < set.Nets.Count; index++)
            {
                if (Cidr.TryParse(set.Nets[index], out var block) && !block.IsEverything) blocks.Add(new(set, ordinal, index, block));
            }
        }

        return blocks;
    }

    private void Add(SetBlock one, SetBlock other)
    {
        var (first, last) = one.Ordinal < other.Ordinal ? (one, other) : (other, one);

        // Where the later of the two is only there for others, the pair is the earlier's.
        if (!_context.Judges(last.Set)) (first, last) = (last, first);
        if (first.Ordinal == last.Ordinal || !MayConfuse(first.Set, last.Set)) return;
        if (!_overlaps.TryGetValue(last.Set, out var found)) _overlaps.Add(last.Set, found = []);
        if (found.Count < MostOfOne) found.TryAdd(first.Ordinal, new(last.Index, last.Block, first.Block, first.Set));
    }

    private static bool MayConfuse(AddressSet left, AddressSet right) =>
        (!left.IsNamespaced || !right.IsNamespaced || (left.Namespace ?? "default") == (right.Namespace ?? "default"))
        && !(left.Kind == right.Kind && left.Name == right.Name) && !left.Labels.Equals(right.Labels);

    private readonly record struct SetBlock(AddressSet Set, int Ordinal, int Index, Cidr Block);
}
