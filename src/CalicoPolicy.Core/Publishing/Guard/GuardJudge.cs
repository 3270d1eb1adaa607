using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>Asks the engine what becomes of a flow before and after. Each side of it by itself, so that what is not known on one that nothing changes for stays out of it.</summary>
/// <remarks>A flow costs four sides of a verdict, and a trace of each where it is lost; hosts with several host endpoints as many times.</remarks>
internal sealed class GuardJudge(GuardScene scene, GuardChange change)
{
    /// <summary>What becomes of a flow, at worst; null where there can be no such flow.</summary>
    public GuardVerdict? Judge(GuardFlow flow)
    {
        var (apart, together) = (Apart(flow), Together(flow));
        var one = apart is var (source, destination) ? Judge(flow, source, destination) : null;
        var other = together is var (from, to) && together != apart ? Judge(flow, from, to) : null;
        return one is null || (other?.Cause is { } cause && (one.Cause is null || cause < one.Cause)) ? other : one;
    }

    private GuardVerdict Judge(GuardFlow flow, GuardPlace source, GuardPlace destination)
    {
        var before = new Sides(scene.Before, change, [.. Flows(flow, source.Before, destination.Before)]);
        var after = new Sides(scene.After, change, [.. Flows(flow, source.After, destination.After)]);
        return new(CauseOf(flow, before, after), before.Verdict, VerdictOf(flow, after), after.Unknowns, before.Shown, after.Shown);
    }

    private static Verdict VerdictOf(GuardFlow flow, Sides sides) => flow.IsOfSource ? Sides.VerdictOf(sides.Egress) : sides.Verdict;

    private static LockoutCause? CauseOf(GuardFlow flow, Sides before, Sides after)
    {
        var verdict = VerdictOf(flow, after);
        if (verdict == Verdict.Allow || (flow.IsOfSource && before.Verdict == Verdict.Deny)) return null;
        if (verdict == Verdict.Deny) return before.Verdict != Verdict.Deny ? LockoutCause.Cut : flow.IsOptional ? null : LockoutCause.AlreadyCut;
        if (before.Verdict == Verdict.Deny || (flow.IsForSome && (after.Unknowns & ~Unknowns.Address) == Unknowns.None)) return null;
        var isEgress = IsNewlyUnknown(before, after, isIngress: false);
        return isEgress || (!flow.IsOfSource && IsNewlyUnknown(before, after, isIngress: true)) ? LockoutCause.Uncertain : null;
    }

    /// <summary>Whether a side is uncertain, and the publication has a say in that.</summary>
    private static bool IsNewlyUnknown(Sides before, Sides after, bool isIngress)
    {
        var (was, now) = isIngress ? (before.Ingress, after.Ingress) : (before.Egress, after.Egress);
        return Sides.VerdictOf(now) == Verdict.Uncertain && (Sides.VerdictOf(was) != Verdict.Uncertain || before.MayChange(isIngress) || after.MayChange(isIngress));
    }

    /// <summary>A pod and its own host, between which other things decide than policies of hosts (decisions 6 and 7); null: there is no such pair.</summary>
    private static (GuardPlace Source, GuardPlace Destination)? Together(GuardFlow flow)
    {
        if (flow.Source.Namespace is null == flow.Destination.Namespace is null) return null;
        var (source, destination) = (flow.Source.Nodes.Value, flow.Destination.Nodes.Value);
        var node = (source.Count < destination.Count ? source : destination).Keys.FirstOrDefault(node => source.ContainsKey(node) && destination.ContainsKey(node));
        return node is not null && source[node].CanReach(destination[node]) ? (source[node], destination[node]) : null;
    }

    /// <summary>Two places on different nodes where there are such.</summary>
    private static (GuardPlace Source, GuardPlace Destination)? Apart(GuardFlow flow)
    {
        (GuardPlace, GuardPlace)? found = null;
        foreach (var source in flow.Source.Places)
        {
            foreach (var destination in flow.Destination.Places)
            {
                if (!source.CanReach(destination)) continue;
                if (source.Node is null || destination.Node is null || source.Node != destination.Node) return (source, destination);
                found ??= (source, destination);
            }
        }

        return found;
    }

    private static IEnumerable<Flow> Flows(GuardFlow flow, IReadOnlyList<FlowEnd> sources, IReadOnlyList<FlowEnd> destinations)
    {
        foreach (var source in sources)
        {
            foreach (var destination in destinations)
                yield return new(source, destination, flow.Protocol) { DestinationPort = flow.Port, EntersThrough = flow.EntersThrough };
        }
    }

    /// <summary>Both sides of a flow in one snapshot; of several that it may be, all.</summary>
    private sealed class Sides
    {
        private readonly PolicyEngine _engine;
        private readonly GuardChange _change;
        private readonly List<Flow> _flows;

        public Sides(PolicyEngine engine, GuardChange change, List<Flow> flows)
        {
            (_engine, _change, _flows) = (engine, change, flows);
            Shown = flows[0];
            var isFound = false;
            foreach (var flow in flows)
            {
                var packet = engine.PacketOf(flow);
                var nobody = default(Unobserved);
                var (onTheWayOut, onTheWayIn) = (Unknowns.None, Unknowns.None);
                var (egress, ingress) = (engine.Judge(packet, isIngress: false, ref onTheWayOut, ref nobody), engine.Judge(packet, isIngress: true, ref onTheWayIn, ref nobody));
                if (VerdictOf(egress) == Verdict.Uncertain) Unknowns |= onTheWayOut;
                if (VerdictOf(ingress) == Verdict.Uncertain) Unknowns |= onTheWayIn;
                if (!isFound && (VerdictOf(egress) != Verdict.Allow || VerdictOf(ingress) != Verdict.Allow)) (Shown, isFound) = (flow, true);
                (Egress, Ingress) = (Egress | egress, Ingress | ingress);
            }
        }

        public Outcomes Egress { get; }

        public Outcomes Ingress { get; }

        public Unknowns Unknowns { get; }

        /// <summary>The flow of which a reason can be given.</summary>
        public Flow Shown { get; }

        public Verdict Verdict => Egress == Outcomes.Deny || Ingress == Outcomes.Deny ? Verdict.Deny
            : Egress == Outcomes.Allow && Ingress == Outcomes.Allow ? Verdict.Allow : Verdict.Uncertain;

        public static Verdict VerdictOf(Outcomes outcomes) => outcomes switch { Outcomes.Allow => Verdict.Allow, Outcomes.Deny => Verdict.Deny, _ => Verdict.Uncertain };

        /// <summary>Whether what changes may have a say on a side.</summary>
        public bool MayChange(bool isIngress) => _flows.Exists(flow =>
        {
            var packet = _engine.PacketOf(flow);
            var end = isIngress ? packet.Destination : packet.Source;
            return (end.Governed is { } endpoint && _change.MayConcern(_engine, endpoint, isIngress))
                || (end.MayBeUnreadEndpoint && _engine.Snapshot.Gaps.Any(gap => gap.Kind is "Pod" or "HostEndpoint" && _change.MayConcern(gap, isOfAllPods: false)));
        });
    }
}
