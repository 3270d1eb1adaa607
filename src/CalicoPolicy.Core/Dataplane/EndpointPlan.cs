using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>What Felix makes of an endpoint: the same for all with the same labels, profiles and kind of interface.</summary>
internal sealed class EndpointPlan
{
    /// <summary>One of the endpoints.</summary>
    public required Endpoint Endpoint { get; init; }

    /// <summary>All policies that select it, in order, staged ones and those without effect on it too.</summary>
    public required IReadOnlyList<PolicyShape> Policies { get; init; }

    /// <summary>Its chains in one IP family; none of a host endpoint whose interface another one governs.</summary>
    public required IReadOnlyList<PlannedChain> Chains { get; init; }

    /// <summary>What they jump to, each once: policies' chains and groups'.</summary>
    public required IReadOnlyList<ChainReference> References { get; init; }

    /// <summary>The rules of its own chains, of all families.</summary>
    public required long OwnRules { get; init; }

    /// <summary>Its own chains, of all families.</summary>
    public required int OwnChains { get; init; }

    /// <summary>The most rules that the first packet of a flow to it may be compared with.</summary>
    public required int WorstIngress { get; init; }

    /// <summary>The same of a flow from it.</summary>
    public required int WorstEgress { get; init; }

    /// <summary>The largest of its eBPF programs for traffic to it.</summary>
    public required ProgramSize IngressProgram { get; init; }

    /// <summary>The largest of its eBPF programs for traffic from it.</summary>
    public required ProgramSize EgressProgram { get; init; }

    /// <summary>All its eBPF programs, of all families.</summary>
    public required ProgramSize Programs { get; init; }

    /// <summary>How many eBPF programs these are, with those that are called where one is full.</summary>
    public required int ProgramCount { get; init; }

    /// <summary>Whether some policies may or may not select it: labels are not known.</summary>
    public required bool IsUncertain { get; init; }
}
