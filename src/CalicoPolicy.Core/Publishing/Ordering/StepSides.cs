using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>The sides on which the change of an object can make a difference.</summary>
/// <remarks>O(versions x peers) for policies; sets and tiers those of the policies that use them.</remarks>
internal sealed class StepSides
{
    private static readonly int[] None = [];

    private readonly OrderingUniverse _universe;
    private readonly IReadOnlyList<FamilyRows> _families;
    private readonly OrderingWorld[] _worlds;
    private readonly int[][][] _sides;
    private readonly Dictionary<(int Family, int Version), HashSet<int>> _ofVersions = [];

    public StepSides(OrderingUniverse universe, IReadOnlyList<FamilyRows> families, OrderingPlace start, OrderingPlace end, CancellationToken cancellationToken)
    {
        (_universe, _families) = (universe, families);
        _worlds = start.World == end.World ? [start.World] : [start.World, end.World];
        _sides = [.. universe.Slots.Select(_ => new int[families.Count][])];
        for (var family = 0; family < families.Count; family++)
        {
            foreach (var slot in universe.Slots)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _sides[slot.Number][family] = Find(slot, family);
            }
        }
    }

    /// <summary>The sides of an object.</summary>
    public IReadOnlyCollection<int> Of(ChangeSlot slot, int family) => _sides[slot.Number][family];

    /// <summary>The sides of a step.</summary>
    public IReadOnlyCollection<int> Of(ChangeStep step, int family)
    {
        if (step.Slots.Count == 1) return Of(step.Slot, family);
        var all = new SortedSet<int>();
        foreach (var slot in step.Slots) all.UnionWith(Of(slot, family));
        return all;
    }

    /// <summary>Whether the change of an object can make a difference at all.</summary>
    public bool Matters(ChangeSlot slot) => Array.Exists(_sides[slot.Number], sides => sides.Length > 0);

    private int[] Find(ChangeSlot slot, int family)
    {
        if (slot.Role != SlotRole.Tier && (slot.GoesFirst || slot.GoesLast)) return None;
        var sides = new HashSet<int>();
        switch (slot.Role)
        {
            case SlotRole.Policy:
                foreach (var version in _universe.OfSlot[slot]) sides.UnionWith(Of(version, family));
                break;
            case SlotRole.Tier:
                foreach (var version in _universe.Versions)
                {
                    if (version.Policy.Tier == slot.Change.Subject.Name) sides.UnionWith(Of(version, family));
                }

                break;
            case SlotRole.World when slot.Change.Subject is AddressSet:
                foreach (var version in _universe.Versions)
                {
                    if (Array.Exists(_worlds, world => SetUses.Uses(world, version, slot))) sides.UnionWith(Of(version, family));
                }

                break;
            case SlotRole.World:
                for (var side = 0; side < _families[family].SideCount; side++) sides.Add(side);
                break;
        }

        return [.. sides.Order()];
    }

    private HashSet<int> Of(PolicyVersion version, int family)
    {
        if (_ofVersions.TryGetValue((family, version.Number), out var known)) return known;
        known = [];
        foreach (var world in _worlds) _families[family].AddSides(version, world, known);
        _ofVersions.Add((family, version.Number), known);
        return known;
    }
}
