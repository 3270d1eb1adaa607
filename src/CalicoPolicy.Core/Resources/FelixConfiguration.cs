namespace CalicoPolicy.Core.Resources;

/// <summary>
/// What Felix is told to do: <c>default</c> on all nodes, <c>node.NAME</c> on one, any other name on the nodes that it selects. A field
/// that one of a node names stands above that of its selector, that above the one of all; the environment of Felix above all.
/// </summary>
public sealed record FelixConfiguration : Resource
{
    /// <summary>The name of the one for all nodes.</summary>
    public const string DefaultName = "default";

    /// <summary>What the name of the one for one node begins with.</summary>
    public const string NodePrefix = "node.";

    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CalicoApiVersion;

    /// <inheritdoc />
    public override string Kind => "FelixConfiguration";

    /// <inheritdoc />
    public override bool IsNamespaced => false;

    /// <summary>Selects the nodes, by their labels; null for those of all and of one.</summary>
    public string? NodeSelector { get; init; }

    /// <summary>What becomes of traffic of a workload to its own host: Drop, Return or Accept; null: nothing is said, and Felix drops.</summary>
    public string? DefaultEndpointToHostAction { get; init; }

    /// <summary>Ports of hosts that stay open to others whatever policy says; <see cref="ValueList{T}.None"/>: nothing is said.</summary>
    public IReadOnlyList<ProtoPort> FailsafeInboundHostPorts { get; init => field = ValueList.Of(value); } = ValueList<ProtoPort>.None;

    /// <summary>Ports of others that stay open to hosts whatever policy says; <see cref="ValueList{T}.None"/>: nothing is said.</summary>
    public IReadOnlyList<ProtoPort> FailsafeOutboundHostPorts { get; init => field = ValueList.Of(value); } = ValueList<ProtoPort>.None;

    /// <summary>Whether the dataplane is eBPF; null: no.</summary>
    public bool? BpfEnabled { get; init; }

    /// <summary>Whether the dataplane is nftables: Enabled, Disabled or Auto; null: Auto.</summary>
    public string? NftablesMode { get; init; }

    /// <summary>What becomes of denied traffic (Enterprise): Drop, Accept, LogAndDrop or LogAndAccept; null: Drop.</summary>
    public string? DropActionOverride { get; init; }
}
