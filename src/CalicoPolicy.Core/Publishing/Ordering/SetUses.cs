using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>Which policies use a network set, and whether something is in a namespace.</summary>
internal static class SetUses
{
    /// <summary>Whether a rule of a version may pick the set of a slot as a world has it.</summary>
    public static bool Uses(OrderingWorld world, PolicyVersion version, ChangeSlot slot)
    {
        var place = world.PlaceOf(slot.Key);
        return place >= 0 && world.Uses(version, place);
    }

    /// <summary>Says of what policies are evaluated on which changes have no effect at first, or none at last.</summary>
    /// <param name="universe">All versions.</param>
    /// <param name="before">The world before all these changes.</param>
    /// <param name="after">The world after them.</param>
    /// <param name="slots">The changes.</param>
    public static void Mark(OrderingUniverse universe, OrderingWorld before, OrderingWorld after, IEnumerable<ChangeSlot> slots)
    {
        foreach (var slot in slots)
        {
            switch (slot.Change.Subject)
            {
                case AddressSet:
                    slot.GoesFirst = !universe.Versions.Any(version => IsOf(version, ChangeSlot.Before) && (Uses(before, version, slot) || Uses(after, version, slot)));
                    slot.GoesLast = !slot.GoesFirst && !universe.Versions.Any(version => IsOf(version, ChangeSlot.After) && (Uses(before, version, slot) || Uses(after, version, slot)));
                    break;
                case Namespace ns:
                    slot.GoesLast = slot.IsDeleted;
                    slot.GoesFirst = !slot.IsDeleted && IsEmpty(before.Engine.Snapshot, ns.Name) && (slot.IsCreated || IsEmpty(after.Engine.Snapshot, ns.Name));
                    break;
            }
        }
    }

    private static bool IsOf(PolicyVersion version, int level) => version.Slot is null || version.Level == level;

    private static bool IsEmpty(PolicySnapshot snapshot, string ns) =>
        !snapshot.Endpoints.Any(endpoint => endpoint.Namespace == ns) && !snapshot.Sets.Any(set => set.Resource.IsNamespaced && (set.Resource.Namespace ?? "default") == ns);
}
