using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>Puts what is wrong between pairs of peers from one step to another together into windows.</summary>
internal sealed class WindowList(IReadOnlyList<FamilyRows> families)
{
    private readonly Dictionary<(Pair Pair, bool Cuts), (int From, TrafficSet Traffic, bool IsCertain)> _open = [];
    private readonly Dictionary<(int From, int Until, bool Cuts), (int Count, Pair Pair, TrafficSet Traffic, bool IsCertain)> _closed = [];

    /// <summary>Notes what a step did.</summary>
    /// <param name="applied">The step.</param>
    /// <param name="first">The place of its first write in the plan.</param>
    /// <param name="last">The place of its last write.</param>
    public void Note(AppliedStep applied, int first, int last)
    {
        foreach (var (pair, _, fault) in applied.Faults)
        {
            Note(pair, cuts: true, fault?.Cut, fault?.CutForSure, first, last);
            Note(pair, cuts: false, fault?.Opened, fault?.OpenedForSure, first, last);
        }
    }

    /// <summary>The windows.</summary>
    /// <param name="steps">The plan.</param>
    public IReadOnlyList<ChangeWindow> Windows(IReadOnlyList<PlannedChange> steps) =>
    [
        .. _closed.OrderBy(entry => entry.Key.From).ThenBy(entry => entry.Key.Until).ThenByDescending(entry => entry.Key.Cuts).Select(entry => new ChangeWindow
        {
            From = entry.Key.From,
            Until = entry.Key.Until,
            Cuts = entry.Key.Cuts,
            IsCertain = entry.Value.IsCertain,
            Example = families[entry.Value.Pair.Family].FlowOf(entry.Value.Pair.Source, entry.Value.Pair.Destination, entry.Value.Traffic),
            PairCount = entry.Value.Count,
            Reason = FormattableString.Invariant($"{(entry.Key.Cuts ? "Cut" : "Open")} from step {entry.Key.From + 1} ({steps[entry.Key.From]}) until step {entry.Key.Until + 1} ({steps[entry.Key.Until]})."),
        }),
    ];

    private void Note(Pair pair, bool cuts, TrafficSet? traffic, TrafficSet? sure, int first, int last)
    {
        var key = (pair, cuts);
        if (traffic is { IsEmpty: false })
        {
            // Where other traffic of the pair is hit then, the window goes on.
            var isCertain = sure is { IsEmpty: false };
            if (_open.TryGetValue(key, out var open)) _open[key] = open with { IsCertain = open.IsCertain || isCertain };
            else _open.Add(key, (first, isCertain ? sure! : traffic, isCertain));
            return;
        }

        if (!_open.Remove(key, out var ended)) return;
        var extent = (ended.From, last, cuts);
        if (!_closed.TryGetValue(extent, out var window)) _closed.Add(extent, (1, pair, ended.Traffic, ended.IsCertain));
        else if (!window.IsCertain && ended.IsCertain) _closed[extent] = (window.Count + 1, pair, ended.Traffic, true);
        else _closed[extent] = window with { Count = window.Count + 1 };
    }
}
