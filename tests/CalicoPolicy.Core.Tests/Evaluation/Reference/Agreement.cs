using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>What the engine and the reference say of a flow, and whether that may be.</summary>
/// <param name="Engine">The engine's verdict.</param>
/// <param name="Reference">The reference's; Uncertain where worlds differ.</param>
/// <param name="IsKnown">Whether nothing that the flow depends on is unknown.</param>
/// <param name="IsByRule">Whether a rule decided on a side, in some world.</param>
/// <param name="IsOnTheWay">Whether a host on the way decided, in some world.</param>
/// <param name="Difference">What may not be; null where they agree.</param>
internal sealed record Agreement(Verdict Engine, Verdict Reference, bool IsKnown, bool IsByRule, bool IsOnTheWay, string? Difference)
{
    /// <summary>Asks both.</summary>
    public static Agreement Of(Case given) => Of(given, Compile(given), new(given.Resources, given.IsComplete, given.View, given.Dataplane));

    /// <summary>The engine of a case; few rules too are found through its index.</summary>
    public static PolicyEngine Compile(Case given, int indexFrom = 2) => PolicyEngine.Compile(
        PolicySnapshot.Of(given.Resources, new() { IsComplete = given.IsComplete }, TestContext.Current.CancellationToken),
        new() { View = given.View, IndexFrom = indexFrom, Dataplane = given.Dataplane },
        TestContext.Current.CancellationToken);

    /// <summary>A flow as the engine takes it.</summary>
    public static Flow FlowOf(PlainFlow flow, PolicyEngine engine) => new(EndOf(flow.Source, engine), EndOf(flow.Destination, engine), flow.Protocol)
    {
        SourcePort = flow.SourcePort,
        DestinationPort = flow.DestinationPort,
        IcmpType = flow.IcmpType,
        IcmpCode = flow.IcmpCode,
        EntersThrough = flow.EntersThrough,
    };

    /// <summary>Asks an engine and a reference that are made already.</summary>
    public static Agreement Of(Case given, PolicyEngine engine, PlainCluster cluster)
    {
        var flow = given.Flow;
        var sides = Worlds(cluster, flow);
        var isKnown = !sides.Exists(side => side.HasAsked);
        var verdicts = sides.Select(side => side.Egress.Allows && side.Ingress.Allows).Distinct().ToList();
        var expected = verdicts.Count > 1 ? Verdict.Uncertain : verdicts[0] ? Verdict.Allow : Verdict.Deny;
        var trace = engine.Trace(FlowOf(flow, engine));
        var difference = trace.Verdict != engine.Decide(trace.Flow) ? $"the trace says {trace.Verdict}, the decision {engine.Decide(trace.Flow)}"
            : trace.Verdict != expected && (isKnown || trace.Verdict != Verdict.Uncertain) ? $"the engine says {trace.Verdict}, the reference {expected}"
            : Differs("egress", trace.Egress, [.. sides.Select(side => side.Egress)], isKnown) ?? Differs("ingress", trace.Ingress, [.. sides.Select(side => side.Ingress)], isKnown);
        return new(trace.Verdict, expected, isKnown, sides.Exists(side => side.Egress.IsByRule || side.Ingress.IsByRule), sides.Exists(side => side.Egress.IsOnTheWay || side.Ingress.IsOnTheWay), difference is null ? null : $"{difference}\n{Show(sides, trace)}");
    }

    private static List<(PlainSide Egress, PlainSide Ingress, bool HasAsked)> Worlds(PlainCluster cluster, PlainFlow flow)
    {
        var sides = new List<(PlainSide Egress, PlainSide Ingress, bool HasAsked)>();
        var (egress, ingress, both) = (0, 0, 0);
        foreach (var side in World.Try(world => (new PlainEvaluation(cluster, world).Run(flow), world)).Select(run => (run.Item1.Egress, run.Item1.Ingress, run.world.HasAsked)))
        {
            sides.Add(side);
            egress |= side.Egress.Allows ? 1 : 2;
            ingress |= side.Ingress.Allows ? 1 : 2;
            both |= side.Egress.Allows && side.Ingress.Allows ? 1 : 2;

            // Where either may be on both sides, no other world says more.
            if ((egress & ingress & both) == 3) break;
        }

        return sides;
    }

    /// <summary>Whether a side is certain where worlds are not, or decided by something else where everything is known.</summary>
    private static string? Differs(string direction, SideTrace? side, IReadOnlyList<PlainSide> worlds, bool isKnown)
    {
        if (side is null) return worlds.All(world => world == PlainSide.Nobody || world.Decider == "host action") ? null : $"{direction} has no side";
        if (side.Verdict != Verdict.Uncertain && worlds.Any(world => world.Allows != (side.Verdict == Verdict.Allow))) return $"{direction} is {side.Verdict} for certain";
        if (!isKnown) return null;
        if (side.Verdict == Verdict.Uncertain) return $"{direction} is uncertain";
        var decider = worlds[0] == PlainSide.OfHost || worlds[0] == PlainSide.OfFailsafe || worlds[0].Decider == "host action" ? null : worlds[0].Decider;
        return side.Decider?.ToString() == decider ? null : $"{direction} is decided by {side.Decider?.ToString() ?? "nothing"}";
    }

    private static string Show(List<(PlainSide Egress, PlainSide Ingress, bool HasAsked)> sides, FlowTrace trace)
    {
        var worlds = sides.Select(side => $"reference: egress {side.Egress.Decider}; ingress {side.Ingress.Decider}").Distinct().Take(6);
        var steps = new[] { trace.Egress, trace.Ingress }.OfType<SideTrace>()
            .Select(side => $"engine {side.Direction}: {side.Verdict} {side.Unknowns}: {string.Join("; ", side.Steps)}");
        return string.Join('\n', worlds.Concat(steps));
    }

    private static FlowEnd EndOf(PlainEnd end, PolicyEngine engine)
    {
        if (end.Endpoint is not null) return FlowEnd.Of(engine.Snapshot.Endpoints.Single(endpoint => ReferenceEquals(endpoint.Resource, end.Endpoint)));
        return end.Address is { } address && Cidr.TryParse(address.ToString(), out var cidr) ? FlowEnd.Of(cidr) : new() { Domain = end.Domain };
    }
}
