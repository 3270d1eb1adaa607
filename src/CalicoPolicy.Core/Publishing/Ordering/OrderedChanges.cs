using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>The writes of a publication in the order in which they are safest, and what that order still does on the way.</summary>
public sealed record OrderedChanges
{
    /// <summary>The writes, first to last: all that were asked for, and bridges.</summary>
    public IReadOnlyList<PlannedChange> Steps { get; init => field = ValueList.Of(value); } = ValueList<PlannedChange>.None;

    /// <summary>The windows, in the order in which they open; none where no state on the way cuts or opens what neither end does.</summary>
    public IReadOnlyList<ChangeWindow> Windows { get; init => field = ValueList.Of(value); } = ValueList<ChangeWindow>.None;

    /// <summary>What could not be checked, and why; none where every state on the way was.</summary>
    public IReadOnlyList<string> Unchecked { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Whether every state on the way was checked.</summary>
    public bool IsChecked => Unchecked.Count == 0;

    /// <summary>How much work it was: for how many peers' traffic policies were evaluated.</summary>
    public long Work { get; init; }
}
