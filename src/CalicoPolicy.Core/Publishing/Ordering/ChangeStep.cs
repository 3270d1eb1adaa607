namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>A write, or several of which nobody looks at what lies between.</summary>
/// <param name="slots">The objects.</param>
/// <param name="from">What stood there.</param>
/// <param name="to">What stands there then.</param>
/// <param name="rank">Its place in the usual order.</param>
internal sealed class ChangeStep(IReadOnlyList<ChangeSlot> slots, int from, int to, ChangeRank rank)
{
    public IReadOnlyList<ChangeSlot> Slots => slots;

    /// <summary>The object, of several the first.</summary>
    public ChangeSlot Slot => slots[0];

    public int From => from;

    public int To => to;

    public ChangeRank Rank => rank;
}
