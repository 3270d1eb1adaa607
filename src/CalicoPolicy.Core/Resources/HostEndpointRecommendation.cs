namespace CalicoPolicy.Core.Resources;

/// <summary>How Calico Enterprise recommends policies for host endpoints (since 3.23).</summary>
public sealed record HostEndpointRecommendation : ResourcePart
{
    /// <summary>Enabled or Disabled; null: Disabled. Namespaces have the same field under another name.</summary>
    public string? RecommendationStatus { get; init; }

    /// <summary>Selects the host endpoints; null: all.</summary>
    public string? Selector { get; init; }

    /// <summary>The tier of the recommendations; null: <c>hostendpoint-isolation</c>.</summary>
    public string? TierName { get; init; }
}
