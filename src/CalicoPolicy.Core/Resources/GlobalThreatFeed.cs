namespace CalicoPolicy.Core.Resources;

/// <summary>A list of suspicious addresses or domains that Calico Enterprise pulls, and may keep as a global network set.</summary>
public sealed record GlobalThreatFeed : Resource
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CalicoApiVersion;

    /// <inheritdoc />
    public override string Kind => "GlobalThreatFeed";

    /// <inheritdoc />
    public override bool IsNamespaced => false;

    /// <summary><c>IPSet</c> or <c>DomainNameSet</c>; null: IPSet.</summary>
    public string? Content { get; init; }

    /// <summary><c>Enabled</c> or <c>Disabled</c>; null: Enabled.</summary>
    public string? Mode { get; init; }

    /// <summary>A description, up to 256 characters.</summary>
    public string? Description { get; init; }

    /// <summary><c>Custom</c> or <c>Builtin</c>; null: Custom.</summary>
    public string? FeedType { get; init; }

    /// <summary>The global network set <c>threatfeed.NAME</c> that the feed is kept in; null: none. Needs addresses and a pull.</summary>
    public ThreatFeedSet? GlobalNetworkSet { get; init; }

    /// <summary>Where the feed comes from; null: it is pushed.</summary>
    public ThreatFeedPull? Pull { get; init; }
}
