namespace CalicoPolicy.Core.Resources;

/// <summary>A rule of a <see cref="ClusterNetworkPolicy"/>: traffic with one of the peers, by one of the protocols.</summary>
public sealed record ClusterPolicyRule : ResourcePart
{
    /// <summary>The rule's name, up to 100 characters; null where it has none.</summary>
    public string? Name { get; init; }

    /// <summary>What happens.</summary>
    public ClusterPolicyAction Action { get; init; }

    /// <summary>The other side: <c>from</c> of an ingress rule, <c>to</c> of an egress rule; 1 to 25.</summary>
    public IReadOnlyList<ClusterPolicyPeer> Peers { get; init => field = ValueList.Of(value); } = ValueList<ClusterPolicyPeer>.None;

    /// <summary>Protocols and ports; none: any.</summary>
    public IReadOnlyList<ClusterPolicyProtocol> Protocols { get; init => field = ValueList.Of(value); } = ValueList<ClusterPolicyProtocol>.None;
}
