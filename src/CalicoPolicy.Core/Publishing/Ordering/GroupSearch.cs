namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>
/// Looks for an order of some steps in which no state is wrong, or as few as can be: first step by step, taking the first in the usual
/// order that does no harm; where that fails and the steps are few, over all states that there are.
/// </summary>
/// <remarks>Step by step it is O(steps) looks where the usual order is good, and a bounded number more where it is not; over all states at most 2^12.</remarks>
internal sealed class GroupSearch(OrderingState state, ChangeRules rules, StepSides sides, int families)
{
    /// <summary>How many steps are few.</summary>
    public const int Few = 12;

    private const int MostTries = 48;
    private const int MostTriesOfMany = 6;
    private const long State = 1 << 24;

    /// <summary>An order and what is wrong on the way: states first, then pairs of peers.</summary>
    internal sealed record Found(IReadOnlyList<ChangeStep> Steps, long Cost);

    /// <summary>Finds an order without anything wrong, step by step; null where that comes to no end. The state is then as it was.</summary>
    /// <param name="steps">The steps, in the usual order.</param>
    public Found? FindFaultless(IReadOnlyList<ChangeStep> steps) => Greedy(steps, mayHarm: false);

    /// <summary>Finds an order. The state is then as it was.</summary>
    /// <param name="steps">The steps, in the usual order.</param>
    public Found Find(IReadOnlyList<ChangeStep> steps)
    {
        var found = Greedy(steps, mayHarm: true)!;
        if (found.Cost == 0 || state.IsHalfSpent) return found;
        if (steps.Count <= Few && MayTakeExact(steps)) return Exact(steps);
        foreach (var other in (IReadOnlyList<ChangeStep>[])[[.. steps.OrderByDescending(step => step.Rank.Phase).ThenBy(step => step.Rank)], [.. steps.Reverse()]])
        {
            if (found.Cost == 0 || state.IsHalfSpent || steps.Count > 10 * Few) break;
            if (Greedy(other, mayHarm: true) is { } next && next.Cost < found.Cost) found = next;
        }

        return found;
    }

    private bool MayTakeExact(IReadOnlyList<ChangeStep> steps)
    {
        var rows = Enumerable.Range(0, families).Sum(family => steps.SelectMany(step => sides.Of(step, family)).Distinct().LongCount() * state.PeersOf(family));
        return rows << steps.Count < state.WorkLeft / 4;
    }

    private Found? Greedy(IReadOnlyList<ChangeStep> steps, bool mayHarm)
    {
        var left = steps.ToList();
        var taken = new List<AppliedStep>(steps.Count);
        var blocked = new Dictionary<ChangeStep, Blocked>();
        var cost = 0L;
        while (left.Count > 0)
        {
            if (Next(left, blocked, mayHarm) is not var (applied, place)) break;
            taken.Add(applied);
            left.RemoveAt(place);
            cost += CostOf(state.FaultCount);
            Unblock(applied, blocked);
        }

        for (var index = taken.Count - 1; index >= 0; index--) state.Revert(taken[index]);
        return left.Count > 0 ? null : new([.. taken.Select(applied => applied.Step)], cost);
    }

    /// <summary>Takes the first step that does no harm, else the one that does least; null where none is harmless and none may harm.</summary>
    private (AppliedStep Step, int Place)? Next(List<ChangeStep> left, Dictionary<ChangeStep, Blocked> blocked, bool mayHarm)
    {
        var (best, least, tries) = (-1, int.MaxValue, 0);
        var most = left.Count > Few ? MostTriesOfMany : MostTries;
        for (var place = 0; place < left.Count; place++)
        {
            var step = left[place];
            if (!rules.IsReady(step, state.Levels)) continue;
            if (!blocked.TryGetValue(step, out var harm))
            {
                if (tries >= (mayHarm ? most : MostTries) || (best >= 0 && state.IsHalfSpent)) break;
                var applied = state.Apply(step, isTrial: !mayHarm);
                if (state.FaultCount == 0) return (applied, place);
                harm = Harm(applied);
                state.Revert(applied);
                blocked.Add(step, harm);
                tries++;
            }

            if (harm.Faults < least) (best, least) = (place, harm.Faults);
        }

        if (!mayHarm) return null;
        if (best < 0) throw new InvalidOperationException("Changes wait for each other.");
        return (state.Apply(left[best]), best);
    }

    /// <summary>A step that did harm may do none now where something it has to do with has changed.</summary>
    private static void Unblock(AppliedStep applied, Dictionary<ChangeStep, Blocked> blocked)
    {
        if (blocked.Count == 0) return;
        if (applied.Faults.Count > 0)
        {
            blocked.Clear();
            return;
        }

        foreach (var (step, harm) in blocked.ToList())
        {
            if (applied.Rows.Exists(row => harm.Sides.Contains((row.Family, row.Side)))) blocked.Remove(step);
        }
    }

    /// <summary>What a step did that was taken back: its own sides, and those of the pairs that it harmed.</summary>
    private Blocked Harm(AppliedStep applied)
    {
        var harmed = new HashSet<(int Family, int Side)>();
        for (var family = 0; family < families; family++)
        {
            foreach (var side in sides.Of(applied.Step, family)) harmed.Add((family, side));
        }

        foreach (var (pair, _, _) in applied.Faults)
        {
            harmed.Add((pair.Family, pair.Source * 2));
            harmed.Add((pair.Family, (pair.Destination * 2) + 1));
        }

        return new(state.FaultCount, harmed);
    }

    /// <summary>The best order of all: every state that can be come to is looked at once.</summary>
    private Found Exact(IReadOnlyList<ChangeStep> steps)
    {
        var costs = new long[1 << steps.Count];
        costs.AsSpan().Fill(-1);
        var next = new List<int>[1 << steps.Count];
        Visit(0);
        var rest = new long[costs.Length];
        var choice = new int[costs.Length];
        for (var mask = costs.Length - 2; mask >= 0; mask--)
        {
            rest[mask] = long.MaxValue;
            foreach (var step in next[mask] ?? [])
            {
                var to = mask | (1 << step);
                if (rest[to] == long.MaxValue || costs[to] + rest[to] >= rest[mask]) continue;
                (rest[mask], choice[mask]) = (costs[to] + rest[to], step);
            }
        }

        var order = new List<ChangeStep>(steps.Count);
        for (var mask = 0; mask != costs.Length - 1; mask |= 1 << choice[mask]) order.Add(steps[choice[mask]]);
        return new(order, rest[0]);

        void Visit(int mask)
        {
            next[mask] = [];
            for (var index = 0; index < steps.Count; index++)
            {
                if ((mask & (1 << index)) != 0 || !rules.IsReady(steps[index], state.Levels)) continue;
                next[mask].Add(index);
                var to = mask | (1 << index);
                if (costs[to] >= 0) continue;
                var applied = state.Apply(steps[index]);
                costs[to] = CostOf(state.FaultCount);
                Visit(to);
                state.Revert(applied);
            }
        }
    }

    private sealed record Blocked(int Faults, HashSet<(int Family, int Side)> Sides);

    private static long CostOf(int faults) => faults == 0 ? 0 : State + Math.Min(faults, State - 1);
}
