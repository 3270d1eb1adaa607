using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Evaluation.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>What to add or to change so that a lifeline gets through.</summary>
/// <remarks>O(endpoints) for each lockout.</remarks>
internal sealed class LockoutFix(GuardScene scene, GuardChange change)
{
    private const int MostPorts = 6;

    // Those that an unchanged Felix keeps open.
    private static readonly HashSet<(Protocol, int)> Failsafes =
    [
        (Protocol.Tcp, 22), (Protocol.Udp, 53), (Protocol.Udp, 67), (Protocol.Udp, 68), (Protocol.Tcp, 179), (Protocol.Tcp, 2379), (Protocol.Tcp, 2380), (Protocol.Tcp, 5473), (Protocol.Tcp, 6443),
    ];

    /// <summary>The fix in words.</summary>
    public string Of(LockoutKey key, GuardVerdict verdict, FlowTrace trace, GuardFlow flow, IReadOnlyList<string> traffic, bool hasOthers)
    {
        var allow = $"Where it is meant, allow it with -AllowLockout {key.Family}.";
        if (key.After == Verdict.Uncertain) return $"{Known(verdict, flow)} {allow}";
        var parts = new List<string>();
        if (Kept(verdict, trace) is { } kept) parts.Add(kept);
        foreach (var side in new[] { trace.Egress, trace.Ingress }.OfType<SideTrace>().Where(side => side.Verdict == Verdict.Deny))
        {
            parts.Add(Of(verdict.FlowAfter, side, flow));
            if (side.Endpoint.Kind == EndpointKind.Host && Failsafes.Contains((flow.Protocol, flow.Port ?? 0))) parts.Add("Or have Felix keep the port open again (failsafeInboundHostPorts, failsafeOutboundHostPorts).");
        }

        if (parts.Count > 0 && hasOthers) parts.Add("The others that are hit need the like.");
        if (parts.Count > 0 && traffic.Count > 1) parts.Add($"The same for {string.Join(", ", traffic.Where(other => other != flow.Traffic).Take(MostPorts))}.");
        return parts.Count == 0 ? allow : $"{string.Join(' ', parts)} {allow}";
    }

    private static string Known(GuardVerdict verdict, GuardFlow flow)
    {
        if ((flow.Source.ToldAs ?? flow.Destination.ToldAs) is { } word && verdict.Unknowns.HasFlag(Unknowns.Address)) return $"Say who is at the other end, under addresses.{word} of a lifelines file, and name that with -Lifeline.";
        return verdict.Unknowns.HasFlag(Unknowns.Gap) ? "Publish as somebody who may read what is missing." : "Make it certain, or allow it by a rule in front.";
    }

    private string? Kept(GuardVerdict verdict, FlowTrace trace)
    {
        var before = scene.Before.Trace(verdict.FlowBefore);
        var side = trace.Egress?.Verdict == Verdict.Deny ? before.Egress : before.Ingress;
        return side?.Decider is { Policy: { } policy } decider && decider.Action == PolicyAction.Allow && change.Removed.Contains(policy) ? $"Keep {policy}." : null;
    }

    private string Of(Flow flow, SideTrace side, GuardFlow lost)
    {
        if (side.Decider is { Host: { } host } onTheWay) return $"Let it through at host endpoint {host}, on its way: change {onTheWay.PolicyName}{(onTheWay.RuleName is { } rule ? $" {rule}" : string.Empty)}.";
        if (side.Decider is { Policy: GlobalPolicy { DoNotTrack: true } or GlobalPolicy { PreDnat: true } } early) return $"Allow it in {early.PolicyName} before {early.RuleName}, or leave the rule out.";
        if (side is { Decider.Tier: null, Endpoint.Kind: EndpointKind.Host })
            return $"Give {side.Endpoint.Resource} the profile projectcalico-default-allow, or a policy that allows what the host needs.";
        var given = new ChangeSide(scene.After, flow, side, PolicyAction.Allow);
        var edit = RuleEdits.Of(given).OrderBy(edit => edit.Breadth).FirstOrDefault() ?? PolicyEdits.Of(given).OrderBy(edit => edit.Breadth).FirstOrDefault();
        if (edit is not null) return edit.Description;
        var (verb, way) = side.Direction == PolicyType.Egress ? ("to", "egress") : ("from", "ingress");
        return $"Allow {lost.Traffic} {verb} {lost.Peer} in the {way} rules for {side.Endpoint}, before {side.Decider?.PolicyName ?? "what denies it"} in tier {side.Decider?.Tier ?? "default"}.";
    }
}
