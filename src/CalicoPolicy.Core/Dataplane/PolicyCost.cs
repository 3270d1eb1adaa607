using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>What a policy costs.</summary>
public sealed record PolicyCost
{
    /// <summary>The cluster; null where the objects come from files.</summary>
    public string? Cluster { get; init; }

    /// <summary>The policy, as it was written.</summary>
    public required Resource Policy { get; init; }

    /// <summary>Its tier.</summary>
    public required string Tier { get; init; }

    /// <summary>The endpoints that it selects.</summary>
    public required long Endpoints { get; init; }

    /// <summary>The nodes that it is active on; 0 where no node is known.</summary>
    public required int Nodes { get; init; }

    /// <summary>Its rules in the kernels of all nodes, in all IP families: endpoints of a node share them. 0 with eBPF, and of a staged policy.</summary>
    public required long Rules { get; init; }

    /// <summary>
    /// What all the endpoints that it selects get of it: for each the rules that its packets are compared with, in both directions and all
    /// IP families, or with eBPF the instructions in its programs.
    /// </summary>
    public required long Rendered { get; init; }

    /// <summary>How much of that is for endpoints that the rule's own side can never pick.</summary>
    public required long Wasted { get; init; }

    /// <summary>Its IP sets, each once for each IP family; other policies may use the same.</summary>
    public required long IPSets { get; init; }

    /// <summary>The members of these.</summary>
    public required long Members { get; init; }

    /// <summary>By how much its longer chain delays the first packet of a flow where no rule of it decides sooner; null with eBPF, of which no figure is known, and of a staged policy.</summary>
    public required LatencyRange? Latency { get; init; }

    /// <summary>Whether it is staged: it has IP sets then, and no rules.</summary>
    public bool IsStaged => Policy is IStagedPolicy;

    /// <summary>The policy's kind.</summary>
    public string Kind => Policy.Kind;

    /// <summary>The policy's namespace; null where it has none.</summary>
    public string? Namespace => Policy.Namespace;

    /// <summary>The policy's name.</summary>
    public string Name => Policy.Name;

    /// <summary>The share of what is rendered that is wasted, 0 to 1.</summary>
    public double WastedShare => Rendered == 0 ? 0 : (double)Wasted / Rendered;

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Policy}: {Rendered} rendered for {Endpoints} endpoints, {Wasted} of it in vain, {IPSets} IP sets, {Members} members");
}
