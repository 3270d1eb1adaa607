namespace CalicoPolicy.Core.Resources;

/// <summary>A header of the request that pulls a threat feed.</summary>
public sealed record ThreatFeedHeader : ResourcePart
{
    /// <summary>The header's name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The value itself; null where it comes from elsewhere.</summary>
    public string? Value { get; init; }

    /// <summary>Where the value comes from; null where it stands here.</summary>
    public ThreatFeedHeaderSource? ValueFrom { get; init; }

    /// <summary>The name only: values are often keys, which no message may show.</summary>
    public override string ToString() => Name;
}
