using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>What the policies of a snapshot cost, all together and for each policy, node and endpoint.</summary>
public sealed record CostReport
{
    /// <summary>The cluster; null where the objects come from files.</summary>
    public string? Cluster { get; init; }

    /// <summary>What policy is programmed into.</summary>
    public required DataplaneMode Dataplane { get; init; }

    /// <summary>Whether Felix writes flow logs.</summary>
    public required bool LogsFlows { get; init; }

    /// <summary>The IP families that are counted: 4, 6.</summary>
    public required IReadOnlyList<int> IPFamilies { get; init; }

    /// <summary>The rules in the kernels of all nodes, without those that every node has; endpoints whose node is not known count as if each had one of its own. 0 with eBPF.</summary>
    public required long Rules { get; init; }

    /// <summary>The chains of all nodes, or with eBPF the programs.</summary>
    public required long Chains { get; init; }

    /// <summary>The IP sets of all nodes, each once for each IP family.</summary>
    public required long IPSets { get; init; }

    /// <summary>The members of these.</summary>
    public required long Members { get; init; }

    /// <summary>The jumps of all eBPF programs; 0 otherwise.</summary>
    public required long Jumps { get; init; }

    /// <summary>The instructions of all eBPF programs; 0 otherwise.</summary>
    public required long Instructions { get; init; }

    /// <summary>What endpoints get of policies, all together (<see cref="PolicyCost.Rendered"/>).</summary>
    public required long Rendered { get; init; }

    /// <summary>How much of that is for endpoints that the rule's own side can never pick.</summary>
    public required long Wasted { get; init; }

    /// <summary>By how much policy delays the first packet of a flow of the worst endpoint; null with eBPF, and without endpoints.</summary>
    public LatencyRange? Latency => WorstEndpoint?.Latency;

    /// <summary>The endpoint whose packets meet most rules, or whose eBPF program has most jumps; null where there are no endpoints.</summary>
    public EndpointCost? WorstEndpoint { get; init; }

    /// <summary>What each policy costs, the dearest first.</summary>
    public IReadOnlyList<PolicyCost> Policies { get; init => field = ValueList.Of(value); } = ValueList<PolicyCost>.None;

    /// <summary>What each node has, by name; none where no endpoint's node is known.</summary>
    public IReadOnlyList<NodeCost> Nodes { get; init => field = ValueList.Of(value); } = ValueList<NodeCost>.None;

    /// <summary>What each endpoint has, one row for those of a workload that are alike.</summary>
    public IReadOnlyList<EndpointCost> Endpoints { get; init => field = ValueList.Of(value); } = ValueList<EndpointCost>.None;

    /// <summary>What the figures rest on that is not known or has no formula, in sentences.</summary>
    public IReadOnlyList<string> Assumptions { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Whether the figures are estimates.</summary>
    public bool IsEstimate => Assumptions.Count > 0;

    /// <summary>What <see cref="Rendered"/> and <see cref="Wasted"/> count.</summary>
    public string Unit => Dataplane == DataplaneMode.Bpf ? "instructions" : "rules";

    /// <summary>How many times more is rendered than can ever match: 1 without waste, 10 where one of ten can.</summary>
    public double WasteRatio => Rendered == 0 ? 1 : Rendered == Wasted ? double.PositiveInfinity : (double)Rendered / (Rendered - Wasted);

    /// <summary>How much work the count took, in steps that take about the same time each: how it grows can be seen by it.</summary>
    public required long Steps { get; init; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant(
        $"{(Dataplane == DataplaneMode.Bpf ? $"{Instructions} instructions" : $"{Rules} rules")} in {Chains} {(Dataplane == DataplaneMode.Bpf ? "programs" : "chains")}, {IPSets} IP sets, {Members} members; {Rendered} {Unit} rendered, {Wasted} in vain");
}
