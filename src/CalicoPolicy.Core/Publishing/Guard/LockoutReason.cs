using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>Why a lifeline is lost, in words.</summary>
internal static class LockoutReason
{
    private const int MostGaps = 3;

    /// <summary>What decides after, and what let it through before.</summary>
    public static string Of(GuardScene scene, GuardChange change, LockoutKey key, GuardVerdict verdict, FlowTrace trace, GuardFlow flow)
    {
        if (key.After == Verdict.Uncertain) return Uncertain(scene, verdict, flow);
        var after = FlowReason.Of(trace);
        if (key.Before != Verdict.Allow) return after;
        var before = scene.Before.Trace(verdict.FlowBefore);
        var side = trace.Egress?.Verdict == Verdict.Deny ? before.Egress : before.Ingress;
        if (side?.Decider is not { } decider) return $"{after} Today no policy stops it.";
        var gone = decider.Policy is not { } policy || !change.Has(policy) ? string.Empty
            : change.Removed.Contains(policy) ? ", which the publication deletes" : ", which the publication changes";
        return $"{after} Today: {decider}{gone}.";
    }

    private static string Uncertain(GuardScene scene, GuardVerdict verdict, GuardFlow flow)
    {
        var isOutside = (flow.Source.ToldAs ?? flow.Destination.ToldAs) is not null && verdict.Unknowns.HasFlag(Unknowns.Address);
        var words = UnknownWord.Of(isOutside ? verdict.Unknowns & ~Unknowns.Address : verdict.Unknowns).Select(word => word.ToString()).ToList();
        if (isOutside) words.Insert(0, $"Policies let some addresses through and others not, and nobody has told which are those of {flow.Peer}.");
        if (words.Count == 0) words.Add("Which host endpoint the traffic comes through is not known.");
        if (verdict.Unknowns.HasFlag(Unknowns.Gap)) words.AddRange(scene.After.Snapshot.Gaps.Take(MostGaps).Select(gap => gap.ToString()));
        return $"After the publication it is not certain that it gets through. {string.Join(' ', words)}";
    }
}
