using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>One side of a flow: the endpoint's own policies of one direction.</summary>
public sealed record SideTrace
{
    private SideTrace()
    {
    }

    /// <summary>The endpoint.</summary>
    public required Endpoint Endpoint { get; init; }

    /// <summary>Egress of the source, ingress of the destination.</summary>
    public required PolicyType Direction { get; init; }

    /// <summary>What this side does with the flow.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why it is not certain.</summary>
    public required Unknowns Unknowns { get; init; }

    /// <summary>What decided; null where it is not certain, or nothing had to.</summary>
    public TraceStep? Decider { get; init; }

    /// <summary>All that the flow went through, in order.</summary>
    public required IReadOnlyList<TraceStep> Steps { get; init => field = ValueList.Of(value); }

    internal static SideTrace Of(Endpoint endpoint, bool isIngress, Verdict verdict, Unknowns unknowns, IReadOnlyList<TraceStep> steps) => new()
    {
        Endpoint = endpoint,
        Direction = isIngress ? PolicyType.Ingress : PolicyType.Egress,
        Verdict = verdict,
        Unknowns = unknowns,
        Decider = verdict switch
        {
            Verdict.Deny => steps.LastOrDefault(step => step.Action == PolicyAction.Deny),

            // What hosts on the way let through the endpoint's own policies have to allow.
            Verdict.Allow => steps.LastOrDefault(step => step.Action == PolicyAction.Allow && step.Host is null),
            _ => null,
        },
        Steps = steps,
    };
}
