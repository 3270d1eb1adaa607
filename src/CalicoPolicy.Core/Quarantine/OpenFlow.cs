using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>Something from or to a quarantined pod that is still open, or may be, and why.</summary>
public sealed record OpenFlow
{
    /// <summary>Why.</summary>
    public required OpenFlowKind Kind { get; init; }

    /// <summary>Ingress: to the pod. Egress: from it. Null: both.</summary>
    public PolicyType? Direction { get; init; }

    /// <summary>The other side in words.</summary>
    public required string Peer { get; init; }

    /// <summary>The other side; none where it is no peer that policies tell apart.</summary>
    public IReadOnlyList<ConnectivityPeer> Peers { get; init => field = ValueList.Of(value); } = ValueList<ConnectivityPeer>.None;

    /// <summary>The traffic.</summary>
    public required TrafficSet Traffic { get; init; }

    /// <summary>The address family, 4 or 6; null where it is the same in both.</summary>
    public int? IPVersion { get; init; }

    /// <summary>What allows it on the pod's side; null where no rule does, or it is not certain.</summary>
    public TraceStep? Decider { get; init; }

    /// <summary>The tier of that rule; null where there is none.</summary>
    public string? Tier => Decider?.Tier;

    /// <summary>The policy of that rule, with its namespace; null where there is none.</summary>
    public string? Policy => Decider?.PolicyName;

    /// <summary>The rule's list and place, e.g. <c>ingress[0]</c>; null where there is none.</summary>
    public string? Rule => Decider?.RuleName;

    /// <summary>The rule's file; null where it was not read from one.</summary>
    public string? File => Decider?.File;

    /// <summary>The rule's line, from 1; null like the file.</summary>
    public int? Line => Decider?.Line;

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>What ends it, to be run on the node or through kubectl; null where no command does.</summary>
    public string? Command { get; init; }

    /// <inheritdoc />
    public override string ToString() => Direction is not { } direction
        ? $"{Kind}: {Peer}. {Reason}"
        : $"{Kind}: {(direction == PolicyType.Ingress ? "from" : "to")} {Peer}: {Traffic}. {Reason}";
}
