namespace CalicoPolicy.Core.Resources;

/// <summary>How a threat feed is pulled.</summary>
public sealed record ThreatFeedPull : ResourcePart
{
    /// <summary>How often, as a Go duration of at least 5m; null: 24h.</summary>
    public string? Period { get; init; }

    /// <summary>The request; null where the document does not say, which no server accepts.</summary>
    public ThreatFeedRequest? Http { get; init; }
}
