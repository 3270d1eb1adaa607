using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>
/// Changes that have to do with each other. Two have where they change the policies of the same endpoints in the same direction, where
/// one opens on one side of some traffic what the other closes on the other, or where one waits for the other.
/// </summary>
internal sealed class ChangeGroups
{
    private readonly int[] _parents;

    private ChangeGroups(int count) => _parents = [.. Enumerable.Range(0, count)];

    /// <summary>The groups, each with its members in the order of their numbers.</summary>
    public static IReadOnlyList<IReadOnlyList<ChangeSlot>> Of(IReadOnlyList<ChangeSlot> slots, IReadOnlyList<FamilyRows> families, StepSides sides, ChangeRules rules, int slotCount, CancellationToken cancellationToken)
    {
        var groups = new ChangeGroups(slotCount);
        var inside = slots.ToHashSet();
        for (var family = 0; family < families.Count; family++)
        {
            var owners = new Dictionary<int, ChangeSlot>();
            foreach (var slot in slots)
            {
                foreach (var side in sides.Of(slot, family))
                {
                    if (!owners.TryAdd(side, slot)) groups.Join(owners[side], slot);
                }
            }

            groups.JoinAcross(families[family], owners, cancellationToken);
        }

        foreach (var slot in slots)
        {
            foreach (var need in rules.NeedsOf(slot))
            {
                if (inside.Contains(need)) groups.Join(slot, need);
            }
        }

        // A tier that ends otherwise for a while is one for all that is in it.
        foreach (var tier in slots.Where(slot => slot.Role == SlotRole.Tier && slot.BridgeVersion is not null))
        {
            foreach (var slot in slots.Where(slot => slot.Role == SlotRole.Policy && ((slot.Change.Subject as TieredPolicy)?.Tier ?? string.Empty) == tier.Key.Name)) groups.Join(tier, slot);
        }

        return [.. slots.GroupBy(slot => groups.RootOf(slot.Number)).Select(group => group.ToList())];
    }

    private void JoinAcross(FamilyRows rows, Dictionary<int, ChangeSlot> owners, CancellationToken cancellationToken)
    {
        var known = new Dictionary<(int, int, int, int), bool>();
        var moving = owners.Keys.Where(side => !ReferenceEquals(rows.StartOf(side), rows.EndOf(side)) && !rows.StartOf(side).AsSpan().SequenceEqual(rows.EndOf(side))).Order().ToList();
        var ingress = moving.Where(side => side % 2 == 1).ToList();
        foreach (var one in moving.Where(side => side % 2 == 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (start, end) = (rows.StartOf(one), rows.EndOf(one));
            foreach (var other in ingress)
            {
                if (RootOf(owners[one].Number) == RootOf(owners[other].Number)) continue;
                var (source, destination) = (one / 2, other / 2);
                var key = (start[destination], end[destination], rows.StartOf(other)[source], rows.EndOf(other)[source]);
                if (key.Item1 == key.Item2 || key.Item3 == key.Item4) continue;
                if (!known.TryGetValue(key, out var meet))
                    known.Add(key, meet = Meet(rows.ReachOf(key.Item1), rows.ReachOf(key.Item2), rows.ReachOf(key.Item3), rows.ReachOf(key.Item4)));
                if (meet) Join(owners[one], owners[other]);
            }
        }
    }

    /// <summary>Whether one side opens what the other closes.</summary>
    private static bool Meet(Reach start, Reach end, Reach otherStart, Reach otherEnd) =>
        !Gained(start, end).Intersect(Gained(otherEnd, otherStart)).IsEmpty || !Gained(end, start).Intersect(Gained(otherStart, otherEnd)).IsEmpty;

    private static TrafficSet Gained(Reach before, Reach after) => after.Allowed.Union(after.Uncertain).Except(before.Allowed);

    private void Join(ChangeSlot one, ChangeSlot other)
    {
        var (left, right) = (RootOf(one.Number), RootOf(other.Number));
        if (left != right) _parents[Math.Max(left, right)] = Math.Min(left, right);
    }

    private int RootOf(int number)
    {
        while (_parents[number] != number) number = _parents[number] = _parents[_parents[number]];
        return number;
    }
}
