using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>One search for an order: what has no effect first and last, and between them group by group.</summary>
internal sealed class OrderingRun
{
    // Each state of these is a world of its own, for which all policies are compiled.
    private const int MostUsed = 8;

    private readonly IReadOnlyList<ChangeSlot> _slots;
    private readonly CancellationToken _cancellationToken;
    private readonly OrderingUniverse _universe;
    private readonly OrderingPlace _start;
    private readonly OrderingPlace _end;
    private readonly IReadOnlyList<FamilyRows> _families;
    private readonly StepSides _sides;
    private readonly ChangeRules _rules;
    private readonly ChangeRanks _ranks;
    private readonly OrderingState _state;
    private readonly List<string> _unchecked = [];

    public OrderingRun(PolicySnapshot start, IReadOnlyList<ChangeSlot> slots, ChangeOrderingOptions options, CancellationToken cancellationToken)
    {
        (_slots, _cancellationToken) = (slots, cancellationToken);
        _universe = new(start, slots, cancellationToken);
        _rules = new(slots);
        var before = _universe.WorldOf(Levels(_ => false));
        var after = _universe.WorldOf(Levels(slot => slot.Role == SlotRole.World));
        SetUses.Mark(_universe, before, after, slots.Where(slot => slot.Role == SlotRole.World));
        foreach (var slot in slots.OrderBy(slot => slot.Role == SlotRole.Staged)) MarkOther(slot);
        _start = _universe.At(Levels(slot => slot.GoesFirst));
        _end = _universe.At(Levels(slot => !slot.GoesLast));
        _families = [.. ConnectivityRows.FamiliesOf(before.Engine.Snapshot).Union(ConnectivityRows.FamiliesOf(after.Engine.Snapshot)).Order().Select(isIPv6 => new FamilyRows(_start, _end, isIPv6, cancellationToken))];
        _sides = new(_universe, _families, _start, _end, cancellationToken);
        _ranks = new(_universe, _end);
        var cells = _families.Select((family, number) => slots.SelectMany(slot => _sides.Of(slot, number)).Distinct().LongCount() * family.Peers.Count).Sum();
        if (cells > ChangeOrdering.MostCells)
        {
            _unchecked.Add(FormattableString.Invariant($"The changes meet {cells} pairs of endpoints and peers, more than the {ChangeOrdering.MostCells} that are checked: the writes are in the usual order."));
            _families = [];
            _sides = new(_universe, _families, _start, _end, cancellationToken);
        }

        _state = new(_universe, _families, _sides, options.MostWork, cancellationToken);
        if (OrderingGaps.Of(start) is { } gaps && slots.Any(_sides.Matters)) _unchecked.Add(gaps);
        if (ForwardedTraffic.IsTouched(_universe, before.Engine.Snapshot, after.Engine.Snapshot))
            _unchecked.Add("Policies decide on traffic that hosts forward (applyOnForward, preDNAT, doNotTrack), and these, their tiers, sets or host endpoints change: what they do on the way to such traffic is not checked.");
    }

    /// <summary>The order.</summary>
    public OrderedChanges Order()
    {
        var bridged = new HashSet<ChangeSlot>();
        var middle = _slots.Where(slot => !slot.GoesFirst && !slot.GoesLast).ToList();
        foreach (var slot in _slots.Where(slot => slot.GoesFirst)) _state.Put(slot, ChangeSlot.After);
        var applied = new List<AppliedStep>();
        foreach (var (slots, steps) in Groups(middle)) applied.AddRange(Best(slots, steps, bridged).Select(step => _state.Apply(step)));
        return Result(applied, bridged);
    }

    private IEnumerable<(IReadOnlyList<ChangeSlot> Slots, IReadOnlyList<ChangeStep> Together)> Groups(List<ChangeSlot> middle)
    {
        // Tiers that are written first or last may still end otherwise in between.
        var tiers = _slots.Where(slot => slot.Role == SlotRole.Tier && (slot.GoesFirst || slot.GoesLast) && slot.BridgeVersion is not null && HasSeveral(slot)).ToList();
        var used = middle.Where(slot => slot.Role == SlotRole.World).ToList();
        var together = used.Count > Math.Min(MostUsed, _universe.WorldsLeft - 1) ? used : [];
        if (together.Count > 0)
            _unchecked.Add(FormattableString.Invariant($"{together.Count} namespaces, sets and host endpoints that are in use before and after change one after the other: only what is before and after all of them is checked."));
        var groups = ChangeGroups.Of([.. middle, .. tiers], _families, _sides, _rules, _slots.Count, _cancellationToken);
        if (together.Count > 0)
        {
            var joined = groups.Where(group => group.Any(together.Contains)).SelectMany(group => group).OrderBy(slot => slot.Number).ToList();
            groups = [joined, .. groups.Where(group => !group.Any(together.Contains))];
        }

        var rest = together.ToHashSet();
        IReadOnlyList<ChangeStep> one = together.Count == 0 ? [] : [new(together.OrderBy(slot => _ranks.Step(slot, ChangeSlot.Before, ChangeSlot.After).Rank).ToList(), ChangeSlot.Before, ChangeSlot.After, new(ChangeRank.Used, 0, 0, 0))];
        return groups.Select(group => (Slots: (IReadOnlyList<ChangeSlot>)[.. group.Where(slot => !rest.Contains(slot))], Together: group.Any(rest.Contains) ? one : []))
            .OrderBy(group => StepsOf(group.Slots, [], group.Together).Select(step => step.Rank).DefaultIfEmpty().Min());
    }

    private bool HasSeveral(ChangeSlot tier) => _slots.Count(slot => slot.Role == SlotRole.Policy && (slot.Change.Subject as TieredPolicy)?.Tier == tier.Key.Name) > 1;

    /// <summary>The best order of a group's steps, with the fewest bridges that make it so.</summary>
    private IReadOnlyList<ChangeStep> Best(IReadOnlyList<ChangeSlot> group, IReadOnlyList<ChangeStep> together, HashSet<ChangeSlot> bridged)
    {
        var search = new GroupSearch(_state, _rules, _sides, _families.Count);
        IReadOnlyList<ChangeSlot> chosen = [];
        GroupSearch.Found? best = null;
        var bridges = new BridgeChoice(_universe, _families, _sides, _start, _end);
        if (group.Count <= GroupSearch.Few)
        {
            best = Find([]);
            foreach (var choice in best.Cost > 0 ? bridges.Of(group) : [])
            {
                if (best.Cost == 0 || _state.IsHalfSpent) break;
                if (Find(choice) is var next && next.Cost < best.Cost) (best, chosen) = (next, choice);
            }
        }
        else
        {
            // Of many, what is wrong without bridges costs more to find out than whether they help.
            var choices = new List<IReadOnlyList<ChangeSlot>> { Array.Empty<ChangeSlot>() };
            choices.AddRange(bridges.Of(group));
            foreach (var choice in choices)
            {
                Stand(choice);
                if ((best = search.FindFaultless(StepsOf(group, choice, together))) is null) continue;
                chosen = choice;
                break;
            }

            if (best is null)
            {
                best = Find([]);
                if (choices.Count > 1 && !_state.IsHalfSpent && Find(choices[^1]) is var next && next.Cost < best.Cost) (best, chosen) = (next, choices[^1]);
            }
        }

        // What is not missed is left out.
        foreach (var slot in chosen.Count <= MostUsed && chosen.Count > 1 ? chosen : [])
        {
            IReadOnlyList<ChangeSlot> fewer = [.. chosen.Where(other => other != slot)];
            if (_state.IsHalfSpent) break;
            Stand(fewer);
            var next = best.Cost == 0 ? search.FindFaultless(StepsOf(group, fewer, together)) : search.Find(StepsOf(group, fewer, together));
            if (next is not null && next.Cost <= best.Cost) (best, chosen) = (next, fewer);
        }

        bridged.UnionWith(chosen);
        Stand(chosen);
        return best.Steps;

        GroupSearch.Found Find(IReadOnlyList<ChangeSlot> bridges)
        {
            Stand(bridges);
            return search.Find(StepsOf(group, bridges, together));
        }

        // A new tier is there before its policies, as it is to be or as a bridge.
        void Stand(IReadOnlyList<ChangeSlot> bridges)
        {
            foreach (var slot in group.Where(slot => slot.Role == SlotRole.Tier && slot.GoesFirst)) _state.Put(slot, bridges.Contains(slot) ? ChangeSlot.Bridge : ChangeSlot.After);
        }
    }

    private IReadOnlyList<ChangeStep> StepsOf(IReadOnlyList<ChangeSlot> group, IReadOnlyList<ChangeSlot> bridges, IReadOnlyList<ChangeStep> together)
    {
        var wanted = bridges.ToHashSet();
        return
        [
            .. group.SelectMany(slot => slot switch
            {
                { GoesFirst: true } => wanted.Contains(slot) ? [_ranks.Step(slot, ChangeSlot.Bridge, ChangeSlot.After)] : [],
                { GoesLast: true } => wanted.Contains(slot) ? [_ranks.Step(slot, ChangeSlot.Before, ChangeSlot.Bridge)] : [],
                _ => _ranks.Steps(slot, wanted.Contains(slot)),
            }).Concat(together).OrderBy(step => step.Rank).ThenBy(step => step.Slot.Number),
        ];
    }

    private OrderedChanges Result(List<AppliedStep> applied, HashSet<ChangeSlot> bridged)
    {
        var steps = new List<PlannedChange>();
        foreach (var slot in Sorted(slot => slot.GoesFirst)) steps.Add(slot.Write(ChangeSlot.Before, bridged.Contains(slot) ? ChangeSlot.Bridge : ChangeSlot.After));
        var windows = new WindowList(_families);
        var openEnded = new HashSet<Pair>();
        foreach (var one in applied)
        {
            windows.Note(one, steps.Count, steps.Count + one.Step.Slots.Count - 1);
            openEnded.UnionWith(one.OpenEnded);
            steps.AddRange(one.Step.Slots.Select(slot => slot.Write(one.Step.From, one.Step.To)));
        }

        foreach (var slot in Sorted(slot => slot.GoesLast)) steps.Add(slot.Write(bridged.Contains(slot) ? ChangeSlot.Bridge : ChangeSlot.Before, ChangeSlot.After));
        if (_state.IsBlind) _unchecked.Add("There are too many changes to check every state: from some write on they are in the usual order.");
        if (openEnded.Count > 0)
        {
            var pair = openEnded.Min(PairOrder.Instance);
            var peers = _families[pair.Family].Peers;
            _unchecked.Add(FormattableString.Invariant($"Of {openEnded.Count} pairs of peers it is not known what the start or the end allows, as of {peers[pair.Source]} to {peers[pair.Destination]}: what becomes of that traffic on the way is not checked."));
        }

        return new() { Steps = steps, Windows = windows.Windows(steps), Unchecked = _unchecked, Work = _state.Work };
    }

    private IEnumerable<ChangeSlot> Sorted(Func<ChangeSlot, bool> which) => _slots.Where(which).OrderBy(slot => (slot.GoesFirst ? _ranks.Steps(slot, isBridged: false).First() : _ranks.Steps(slot, isBridged: false).Last()).Rank);

    private byte[] Levels(Func<ChangeSlot, bool> isAfter) => [.. _slots.Select(slot => (byte)(isAfter(slot) ? ChangeSlot.After : ChangeSlot.Before))];

    /// <summary>Tiers that no policy in force is in before or after, and staged policies.</summary>
    private void MarkOther(ChangeSlot slot)
    {
        switch (slot.Role)
        {
            case SlotRole.Tier when slot.IsCreated:
                slot.GoesFirst = !_universe.Versions.Any(version => version.Policy.Tier == slot.Key.Name && (version.Slot is null || version.Level == ChangeSlot.Before));
                break;
            case SlotRole.Tier when slot.IsDeleted:
                slot.GoesLast = !_universe.Versions.Any(version => version.Policy.Tier == slot.Key.Name && (version.Slot is null || version.Level == ChangeSlot.After));
                break;
            case SlotRole.Staged:
                var waits = _rules.NeedsOf(slot).Any(need => !need.GoesFirst);

                // A tier that goes though policies in force stay in it goes between them, and takes no staged policy along.
                var isAwaited = slot.IsDeleted && _slots.Any(tier => tier is { Role: SlotRole.Tier, IsDeleted: true, GoesLast: false } && tier.Key.Name == (slot.Change.Before as TieredPolicy)?.Tier);
                slot.GoesLast = (slot.IsDeleted && !isAwaited) || waits;
                slot.GoesFirst = !slot.GoesLast;
                break;
        }
    }
}
