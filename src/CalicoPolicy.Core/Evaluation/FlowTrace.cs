using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>What becomes of a flow, and why.</summary>
public sealed record FlowTrace
{
    /// <summary>The flow.</summary>
    public required Flow Flow { get; init; }

    /// <summary>What becomes of it.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why it is not certain.</summary>
    public required Unknowns Unknowns { get; init; }

    /// <summary>What the source's policies say; null where it is no endpoint.</summary>
    public SideTrace? Egress { get; init; }

    /// <summary>What Felix is told to do with traffic of a pod to its own host, where that decided and no policy (decision 6); null where it did not.</summary>
    public HostAction? HostAction { get; init; }

    /// <summary>What the destination's policies say; null where it is no endpoint.</summary>
    public SideTrace? Ingress { get; init; }
}
