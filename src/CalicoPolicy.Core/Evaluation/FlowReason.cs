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
        var parts = told.Where(side => trace.HostAction is null || side.Item1 == PolicyType.Egress).Select(side => Of(side.Item1, side.Item2)).ToList();
        if (trace.HostAction is { } action && (trace.Verdict == Verdict.Allow || parts.Count == 0)) parts.Add(Of(action, trace.Verdict));
        return $"{string.Join("; ", parts)}.";
    }

    private static string Of(HostAction action, Verdict verdict) => (action, verdict) switch
    {
        (_, Verdict.Deny) => "Ingress: Felix drops what pods send to their own node (defaultEndpointToHostAction), and no policy changes that",
        (HostAction.Accept, _) => "Ingress: Felix accepts what pods send to their own node (defaultEndpointToHostAction), whatever policies of the node say",
        _ => "Ingress: neighbours and routers of IPv6 find each other whatever policy says",
    };

    private static string Of(PolicyType direction, SideTrace? side)
    {
        if (side is null) return $"{direction}: no endpoint of the snapshot, so no policy";
        return $"{direction} of {side.Endpoint}: {side.Decider?.ToString() ?? "no policy can stop it"}";
    }
}
