using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Why a flow has its verdict, in words.</summary>
internal static class FlowReason
{
    /// <summary>What decided on each side that counts; of what is uncertain, what is not known and what to do about it.</summary>
    public static string Of(FlowTrace trace)
    {
        var sides = new[] { (PolicyType.Egress, trace.Egress), (PolicyType.Ingress, trace.Ingress) };
        if (trace.Verdict == Verdict.Uncertain) return string.Join(' ', UnknownWord.Of(trace.Unknowns).Select(word => word.ToString()));
        var told = trace.Verdict == Verdict.Deny ? sides.Where(side => side.Item2?.Verdict == Verdict.Deny) : sides;
        return $"{string.Join("; ", told.Select(side => Of(side.Item1, side.Item2)))}.";
    }

    private static string Of(PolicyType direction, SideTrace? side)
    {
        if (side is null) return $"{direction}: no endpoint of the snapshot, so no policy";
        return $"{direction} of {side.Endpoint}: {side.Decider?.ToString() ?? "no policy can stop it"}";
    }
}
