using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Why a flow has its verdict, in words.</summary>
internal static class FlowReason
{
    /// <summary>What decided on each side that counts; of what is uncertain, what is not known and what to do about it.</summary>
    public static string Of(FlowTrace trace)
    {
        var sides = new[] { (PolicyType.Egress, trace.Egress), (PolicyType.Ingress, trace.Ingress) };
        if (trace.Verdict == Verdict.Uncertain) return string.Join(' ', UnknownWord.Of(UnknownsOf(trace)).Select(word => word.ToString()));
        var told = trace.Verdict == Verdict.Deny ? sides.Where(side => side.Item2?.Verdict == Verdict.Deny) : sides;
        return $"{string.Join("; ", told.Select(side => Of(side.Item1, side.Item2)))}.";
    }

    /// <summary>What is not known and makes a difference.</summary>
    public static Unknowns UnknownsOf(FlowTrace trace)
    {
        var unknowns = (trace.Egress?.Unknowns ?? Unknowns.None) | (trace.Ingress?.Unknowns ?? Unknowns.None);

        // The one doubt on a side without an endpoint.
        return trace.Verdict == Verdict.Uncertain && unknowns == Unknowns.None ? Unknowns.HostAction : unknowns;
    }

    private static string Of(PolicyType direction, SideTrace? side)
    {
        if (side is null) return $"{direction}: no endpoint of the snapshot, so no policy";
        return $"{direction} of {side.Endpoint}: {side.Decider?.ToString() ?? "no policy can stop it"}";
    }
}
