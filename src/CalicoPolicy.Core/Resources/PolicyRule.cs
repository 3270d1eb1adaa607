namespace CalicoPolicy.Core.Resources;

/// <summary>A rule: what it matches and what then happens. All criteria that are given must hold.</summary>
public sealed record PolicyRule : ResourcePart
{
    /// <summary>What happens.</summary>
    public PolicyAction Action { get; init; }

    /// <summary>The IP version, 4 or 6; null: both.</summary>
    public long? IPVersion { get; init; }

    /// <summary>The protocol; null: any.</summary>
    public Protocol? Protocol { get; init; }

    /// <summary>The ICMP type and code; null: any.</summary>
    public IcmpMatch? Icmp { get; init; }

    /// <summary>The protocol that may not match; null: none.</summary>
    public Protocol? NotProtocol { get; init; }

    /// <summary>The ICMP type and code that may not match; null: none.</summary>
    public IcmpMatch? NotIcmp { get; init; }

    /// <summary>Where the packet comes from.</summary>
    public PolicyPeer Source { get; init => field = value ?? PolicyPeer.None; } = PolicyPeer.None;

    /// <summary>Where the packet goes.</summary>
    public PolicyPeer Destination { get; init => field = value ?? PolicyPeer.None; } = PolicyPeer.None;

    /// <summary>Criteria on an HTTP request; null: none.</summary>
    public HttpMatch? Http { get; init; }

    /// <summary>Notes; null: none.</summary>
    public RuleMetadata? Metadata { get; init; }

    /// <summary>The rule's annotations.</summary>
    public LabelMap Annotations => Metadata?.Annotations ?? LabelMap.None;

    /// <summary>The rule in a few words: <c>Allow TCP from any to app == 'db'; ports 5432</c>.</summary>
    public override string ToString() => $"{Action}{(Protocol is { } protocol ? $" {protocol}" : string.Empty)} from {Source} to {Destination}";
}
