using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>What a state does between two peers that neither the start nor the end does.</summary>
/// <param name="Cut">Traffic that both allow and it does not, for sure or perhaps.</param>
/// <param name="Opened">Traffic that both deny and it does not, for sure or perhaps.</param>
/// <param name="CutForSure">What of the cut is dropped for sure.</param>
/// <param name="OpenedForSure">What of the opened gets through for sure.</param>
internal sealed record Fault(TrafficSet Cut, TrafficSet Opened, TrafficSet CutForSure, TrafficSet OpenedForSure)
{
    /// <summary>What a state does; null: nothing.</summary>
    public static Fault? Of(Reach start, Reach end, Reach state)
    {
        var cut = start.Allowed.Intersect(end.Allowed).Except(state.Allowed);
        var opened = Denied(start).Intersect(Denied(end)).Except(Denied(state));
        return cut.IsEmpty && opened.IsEmpty ? null : new(cut, opened, cut.Except(state.Uncertain), opened.Intersect(state.Allowed));
    }

    private static TrafficSet Denied(Reach reach) => TrafficSet.All.Except(reach.Allowed).Except(reach.Uncertain);
}
