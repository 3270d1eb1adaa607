using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>
/// The usual order. Policies come in the order of evaluation, each tier whole before the next: what no rule decides yet then meets
/// what it met at the start. They go the other way round.
/// </summary>
internal sealed class ChangeRanks(OrderingUniverse universe, OrderingPlace end)
{
    private readonly Dictionary<string, int> _tiers = OrderingUniverse.PlacesOf(end);

    /// <summary>A step of an object.</summary>
    public ChangeStep Step(ChangeSlot slot, int from, int to) => new([slot], from, to, RankOf(slot, from, to));

    /// <summary>The steps of an object.</summary>
    public IEnumerable<ChangeStep> Steps(ChangeSlot slot, bool isBridged) => isBridged
        ? [Step(slot, ChangeSlot.Before, ChangeSlot.Bridge), Step(slot, ChangeSlot.Bridge, ChangeSlot.After)]
        : [Step(slot, ChangeSlot.Before, ChangeSlot.After)];

    private ChangeRank RankOf(ChangeSlot slot, int from, int to) => slot.Role switch
    {
        SlotRole.Staged => slot.IsDeleted ? new(ChangeRank.Rest, 0, 0, slot.Number) : new(ChangeRank.Staged, 0, 0, slot.Number),
        SlotRole.Tier => OfTier(slot, from, to),
        SlotRole.Policy => OfPolicy(slot, from, to),
        _ => OfWorld(slot),
    };

    private static ChangeRank OfWorld(ChangeSlot slot) => slot.Change.Subject switch
    {
        Namespace => slot.IsDeleted ? new(ChangeRank.Rest, 3, 0, slot.Number) : new(slot.GoesFirst ? ChangeRank.Ground : ChangeRank.Used, 0, 0, slot.Number),
        HostEndpoint => new(ChangeRank.Hosts, 0, 0, slot.Number),
        _ when slot.GoesFirst => new(ChangeRank.Ground, 2, 0, slot.Number),
        _ when slot.GoesLast => new(ChangeRank.Rest, 1, 0, slot.Number),
        _ => new(ChangeRank.Used, 2, 0, slot.Number),
    };

    private ChangeRank OfTier(ChangeSlot slot, int from, int to)
    {
        var place = PlaceOf(slot.Key.Name);
        if (slot.IsDeleted) return to == ChangeSlot.After ? new(ChangeRank.Rest, 2, 0, slot.Number) : new(ChangeRank.Going, -place, -2, slot.Number);
        if (from == ChangeSlot.Bridge) return new(ChangeRank.Coming, place, 2, slot.Number);
        return slot.IsCreated && slot.GoesFirst ? new(ChangeRank.Ground, 1, 0, slot.Number) : new(ChangeRank.Coming, place, -2, slot.Number);
    }

    private ChangeRank OfPolicy(ChangeSlot slot, int from, int to)
    {
        var versions = universe.OfSlot[slot].ToList();
        if (versions.Count == 0) return new(slot.IsDeleted ? ChangeRank.Going : ChangeRank.Coming, 0, 0, slot.Number);
        var version = slot.IsDeleted ? versions[0] : versions[^1];
        var (place, part) = (PlaceOf(version.Policy.Tier), (from, to) switch { (ChangeSlot.Before, ChangeSlot.Bridge) => -1, (ChangeSlot.Bridge, _) => 1, _ => 0 });
        if (slot.IsDeleted) return new(ChangeRank.Going, -place, part, -version.Place);
        if (slot.IsCreated) return new(ChangeRank.Coming, place, part, version.Place);

        // What it did before it no longer does only when all that comes is there.
        return from == ChangeSlot.Bridge ? new(ChangeRank.Going, int.MinValue, 0, -version.Place) : new(ChangeRank.Coming, place, 0, version.Place);
    }

    private int PlaceOf(string tier) => _tiers.GetValueOrDefault(tier);
}
