namespace CalicoPolicy.Core.Dataplane;

/// <summary>What policy costs a node.</summary>
public sealed record NodeCost
{
    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>Its pods and host endpoints.</summary>
    public required long Endpoints { get; init; }

    /// <summary>The policies that are active on it, staged ones too.</summary>
    public required int Policies { get; init; }

    /// <summary>The rules of iptables or nftables, in all IP families, without those that every node has; 0 with eBPF.</summary>
    public required long Rules { get; init; }

    /// <summary>The chains that they are in; with eBPF the programs.</summary>
    public required long Chains { get; init; }

    /// <summary>The IP sets, each once for each IP family.</summary>
    public required long IPSets { get; init; }

    /// <summary>Their members: addresses, blocks, and addresses with ports.</summary>
    public required long Members { get; init; }

    /// <summary>The jumps of all eBPF programs; 0 otherwise.</summary>
    public required long Jumps { get; init; }

    /// <summary>The instructions of all eBPF programs; 0 otherwise.</summary>
    public required long Instructions { get; init; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Node}: {(Instructions > 0 ? $"{Instructions} instructions" : $"{Rules} rules")}, {IPSets} IP sets, {Members} members");
}
