namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>The state that a search is in, and what is wrong in it.</summary>
/// <remarks>A step costs the rows of its sides and a look at the pairs that they change.</remarks>
internal sealed class OrderingState
{
    private readonly OrderingUniverse _universe;
    private readonly IReadOnlyList<FamilyRows> _families;
    private readonly StepSides _sides;
    private readonly byte[] _levels;
    private readonly Dictionary<Pair, Fault> _faults = [];
    private readonly long _mostWork;
    private readonly CancellationToken _cancellationToken;
    private long _looks;

    public OrderingState(OrderingUniverse universe, IReadOnlyList<FamilyRows> families, StepSides sides, long mostWork, CancellationToken cancellationToken)
    {
        (_universe, _families, _sides, _mostWork, _cancellationToken) = (universe, families, sides, mostWork, cancellationToken);
        _levels = new byte[universe.Slots.Count];
    }

    /// <summary>What stands there of each object.</summary>
    public ReadOnlySpan<byte> Levels => _levels;

    /// <summary>How many pairs of peers something is wrong for.</summary>
    public int FaultCount => _faults.Count;

    /// <summary>How much work was done.</summary>
    public long Work => _families.Sum(family => family.Work) + _looks;

    /// <summary>Whether no more may be done; then steps are taken without a look.</summary>
    public bool IsSpent => Work > _mostWork;

    /// <summary>Whether so much was done that there is none left to look for something better with.</summary>
    public bool IsHalfSpent => Work > _mostWork / 2;

    /// <summary>How much work may still be done.</summary>
    public long WorkLeft => Math.Max(0, _mostWork - Work);

    /// <summary>How many peers an address family has.</summary>
    public int PeersOf(int family) => _families[family].Peers.Count;

    /// <summary>Whether steps were taken without a look.</summary>
    public bool IsBlind { get; private set; }

    /// <summary>Sets an object of which nothing depends for now.</summary>
    public void Put(ChangeSlot slot, int level) => _levels[slot.Number] = (byte)level;

    /// <summary>Takes a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="isTrial">Whether to look no further where something is wrong; the step is then to be taken back.</param>
    public AppliedStep Apply(ChangeStep step, bool isTrial = false)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        foreach (var slot in step.Slots) _levels[slot.Number] = (byte)step.To;
        var applied = new AppliedStep(step);
        for (var number = 0; number < _families.Count; number++)
        {
            var sides = _sides.Of(step, number);
            if (sides.Count == 0) continue;
            if (IsBlind || IsSpent)
            {
                IsBlind = true;
                continue;
            }

            if (!Move(number, sides, _universe.At([.. _levels]), applied, isTrial)) break;
        }

        return applied;
    }

    /// <summary>Takes the last step back.</summary>
    public void Revert(AppliedStep applied)
    {
        foreach (var slot in applied.Step.Slots) _levels[slot.Number] = (byte)applied.Step.From;
        foreach (var (family, side, row) in applied.Rows) _families[family].Set(side, row);
        foreach (var (pair, before, _) in applied.Faults) SetFault(pair, before);
    }

    private bool Move(int number, IReadOnlyCollection<int> sides, OrderingPlace place, AppliedStep applied, bool isTrial)
    {
        var family = _families[number];
        var changed = new List<(int Side, int[] Before, int[] After)>();
        foreach (var side in sides)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var (before, after) = (family.CurrentOf(side), family.RowOf(side, place));
            if (ReferenceEquals(before, after) || before.AsSpan().SequenceEqual(after)) continue;
            applied.Rows.Add((number, side, family.SetOf(side)));
            family.Set(side, after);
            changed.Add((side, before, after));
        }

        foreach (var (side, before, after) in changed)
        {
            for (var other = 0; other < before.Length; other++)
            {
                if (before[other] == after[other]) continue;
                _looks++;
                Look(family, side % 2 == 0 ? new(number, side / 2, other) : new(number, other, side / 2), applied);
                if (isTrial && _faults.Count > 0) return false;
            }
        }

        return true;
    }

    private void Look(FamilyRows family, Pair pair, AppliedStep applied)
    {
        var fault = family.Judge(pair.Source, pair.Destination, out var isOpenEnded);
        if (isOpenEnded) applied.OpenEnded.Add(pair);
        var before = _faults.GetValueOrDefault(pair);
        if (ReferenceEquals(before, fault)) return;
        applied.Faults.Add((pair, before, fault));
        SetFault(pair, fault);
    }

    private void SetFault(Pair pair, Fault? fault)
    {
        if (fault is null) _faults.Remove(pair);
        else _faults[pair] = fault;
    }
}
