using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>Which objects of a group are worth a bridge, fewest first.</summary>
internal sealed class BridgeChoice(OrderingUniverse universe, IReadOnlyList<FamilyRows> families, StepSides sides, OrderingPlace start, OrderingPlace end)
{
    /// <summary>Sets of objects to bridge, to be tried one after the other.</summary>
    /// <param name="group">The group.</param>
    public IEnumerable<IReadOnlyList<ChangeSlot>> Of(IReadOnlyList<ChangeSlot> group)
    {
        var tiers = group.Where(slot => slot is { Role: SlotRole.Tier, BridgeVersion: not null }).ToList();
        var shells = Shells(group, tiers.Select(tier => tier.Key.Name).ToHashSet(StringComparer.Ordinal));
        var replaced = group.Where(slot => slot is { Role: SlotRole.Policy, BridgeVersion: not null, IsCreated: false, IsDeleted: false }).ToList();
        var all = group.Where(slot => slot.BridgeVersion is not null).ToList();
        List<IReadOnlyList<ChangeSlot>> sets = [tiers, replaced, shells, [.. tiers, .. shells], [.. tiers, .. shells, .. replaced]];
        if (group.Count + all.Count <= GroupSearch.Few) sets.Add(all);
        return sets.Where(set => set.Count > 0).DistinctBy(set => string.Join(' ', set.Select(slot => slot.Number).Order()));
    }

    /// <summary>
    /// Policies that come as the last of several where none was, or go so: as long as one of these passes everything on, the end of the
    /// tier does nothing.
    /// </summary>
    private List<ChangeSlot> Shells(IReadOnlyList<ChangeSlot> group, HashSet<string> bridged)
    {
        var chosen = new HashSet<ChangeSlot>();
        for (var family = 0; family < families.Count; family++)
        {
            foreach (var side in group.SelectMany(slot => sides.Of(slot, family)).Distinct())
            {
                foreach (var tier in universe.TierNames)
                {
                    if (bridged.Contains(tier)) continue;
                    var (before, after) = (Active(side, family, tier, start), Active(side, family, tier, end));
                    var last = before.Count == 0 && after.Count > 1 ? after[^1] : after.Count == 0 && before.Count > 1 ? before[^1] : null;
                    if (last?.Slot is { BridgeVersion: not null } slot && (slot.IsCreated || slot.IsDeleted)) chosen.Add(slot);
                }
            }
        }

        return [.. chosen.OrderBy(slot => slot.Number)];
    }

    private List<PolicyVersion> Active(int side, int family, string tier, OrderingPlace place)
    {
        if (families[family].GovernedOf(side, place.World) is not { } endpoint) return [];
        return place.World.Applicable(endpoint.LabelClass, side % 2 == 1, PolicyHook.Normal).TryGetValue(tier, out var list)
            ? [.. list.Select(entry => entry.Version).Where(version => version.IsActive(place.Levels))]
            : [];
    }
}
