namespace CalicoPolicy.Core.Resources;

/// <summary>A node of the cluster.</summary>
public sealed record Node : Resource
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CoreApiVersion;

    /// <inheritdoc />
    public override string Kind => "Node";

    /// <inheritdoc />
    public override bool IsNamespaced => false;

    /// <summary>The blocks that its pods have their addresses from, where the cluster hands them out by node.</summary>
    public IReadOnlyList<string> PodCidrs { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The node's addresses and names.</summary>
    public IReadOnlyList<NodeAddress> Addresses { get; init => field = ValueList.Of(value); } = ValueList<NodeAddress>.None;
}
