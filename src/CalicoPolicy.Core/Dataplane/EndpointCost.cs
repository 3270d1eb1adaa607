using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>What policy costs each of some endpoints of one workload that policies do not tell apart.</summary>
public sealed record EndpointCost
{
    /// <summary>The namespace; null for a host.</summary>
    public string? Namespace { get; init; }

    /// <summary>The workload's kind, or HostEndpoint.</summary>
    public required string Kind { get; init; }

    /// <summary>The workload's name, or that of the HostEndpoint.</summary>
    public required string Name { get; init; }

    /// <summary>How many endpoints there are; of a template as many as it asks for.</summary>
    public required long Count { get; init; }

    /// <summary>The endpoints.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; init => field = ValueList.Of(value); } = ValueList<Endpoint>.None;

    /// <summary>The policies that select it, staged ones too.</summary>
    public required int Policies { get; init; }

    /// <summary>The rules of each one's own chains, in all IP families; 0 with eBPF.</summary>
    public required long OwnRules { get; init; }

    /// <summary>What each one has of policies: the rules that its packets are compared with, or with eBPF the instructions, in all IP families.</summary>
    public required long Rendered { get; init; }

    /// <summary>How much of that can never match for it.</summary>
    public required long Wasted { get; init; }

    /// <summary>The most rules that the first packet of a flow to it may be compared with, in its own chains and those that they lead to; 0 with eBPF.</summary>
    public required int IngressRules { get; init; }

    /// <summary>The same of a flow from it.</summary>
    public required int EgressRules { get; init; }

    /// <summary>The jumps of its larger eBPF program for traffic to it; beyond 7,992 it is split. 0 without eBPF.</summary>
    public required long IngressJumps { get; init; }

    /// <summary>The jumps of its larger eBPF program for traffic from it.</summary>
    public required long EgressJumps { get; init; }

    /// <summary>The instructions of all its eBPF programs, one for each direction and IP family.</summary>
    public required long Instructions { get; init; }

    /// <summary>By how much policy delays the first packet of a flow, at worst; null with eBPF, of which no figure is known.</summary>
    public required LatencyRange? Latency { get; init; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant(
        $"{(Namespace is null ? Name : $"{Namespace}/{Name}")}: {(Instructions > 0 ? $"{Instructions} instructions" : $"{IngressRules} rules in, {EgressRules} out")}");
}
