using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>Why a lifeline is lost, in words.</summary>
internal static class LockoutReason
{
    private const int MostGaps = 3;

    /// <summary>What decides after, and what let it through before.</summary>
    public static string Of(GuardScene scene, GuardChange change, LockoutKey key, GuardVerdict verdict, FlowTrace trace)
    {
        if (key.After == Verdict.Uncertain) return Uncertain(scene, verdict);
        var after = FlowReason.Of(trace);
        if (key.Before != Verdict.Allow) return after;
        var before = scene.Before.Trace(verdict.FlowBefore);
        var side = trace.Egress?.Verdict == Verdict.Deny ? before.Egress : before.Ingress;
        if (side?.Decider is not { } decider) return $"{after} Today no policy stops it.";
        var gone = decider.Policy is not { } policy || !change.Has(policy) ? string.Empty
            : change.Removed.Contains(policy) ? ", which the publication deletes" : ", which the publication changes";
        return $"{after} Today: {decider}{gone}.";
    }

    private static string Uncertain(GuardScene scene, GuardVerdict verdict)
    {
        var words = UnknownWord.Of(verdict.Unknowns).Select(word => word.ToString()).ToList();
        if (words.Count == 0) words.Add("Which host endpoint the traffic comes through is not known.");
        if (verdict.Unknowns.HasFlag(Unknowns.Gap)) words.AddRange(scene.After.Snapshot.Gaps.Take(MostGaps).Select(gap => gap.ToString()));
        return $"After the publication it is not certain that it gets through. {string.Join(' ', words)}";
    }
}
