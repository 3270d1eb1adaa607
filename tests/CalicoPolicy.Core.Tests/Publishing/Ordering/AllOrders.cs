using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Publishing.Ordering;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Publishing.Ordering;

/// <summary>All orders of a few changes that the API takes, by the specification read naively. A state is the same however one comes to it.</summary>
internal sealed class AllOrders
{
    private readonly RandomChanges _random;
    private readonly IReadOnlyList<PlainFlow> _flows;
    private readonly Verdict?[] _start;
    private readonly Verdict?[] _end;
    private readonly Dictionary<int, bool> _leads = [];

    public AllOrders(RandomChanges random)
    {
        (_random, _flows) = (random, random.Flows);
        _start = VerdictsOf(0);
        _end = VerdictsOf((1 << random.Changes.Count) - 1);
    }

    /// <summary>Whether some order has no state that cuts or opens what neither end does.</summary>
    public bool HasOneWithoutWindow() => Leads(0);

    private bool Leads(int mask)
    {
        if (mask == (1 << _random.Changes.Count) - 1) return true;
        if (_leads.TryGetValue(mask, out var known)) return known;
        var leads = false;
        for (var index = 0; index < _random.Changes.Count && !leads; index++)
        {
            if ((mask & (1 << index)) == 0 && MayBeNext(mask, _random.Changes[index]) && IsGood(mask | (1 << index))) leads = Leads(mask | (1 << index));
        }

        _leads.Add(mask, leads);
        return leads;
    }

    private bool MayBeNext(int mask, PlannedChange change)
    {
        for (var index = 0; index < _random.Changes.Count; index++)
        {
            if ((mask & (1 << index)) != 0 || _random.Changes[index] is not { } other) continue;
            if (other is { Before: null, After: Tier tier } && (change.After as TieredPolicy)?.Tier == tier.Name) return false;
            if (change is { Before: Tier gone, After: null } && (other.Before as TieredPolicy)?.Tier == gone.Name) return false;
        }

        return true;
    }

    private bool IsGood(int mask)
    {
        var state = VerdictsOf(mask);
        for (var flow = 0; flow < _flows.Count; flow++)
        {
            if (_start[flow] == _end[flow] && state[flow] != _start[flow]) return false;
        }

        return true;
    }

    private Verdict?[] VerdictsOf(int mask) => OrderingReference.Verdicts(RandomChanges.After(_random.Start, _random.Changes.Where((_, index) => (mask & (1 << index)) != 0)), _random.IsComplete, _flows);
}
