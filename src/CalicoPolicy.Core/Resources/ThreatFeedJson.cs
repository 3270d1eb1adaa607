namespace CalicoPolicy.Core.Resources;

/// <summary>A threat feed in JSON.</summary>
public sealed record ThreatFeedJson : ResourcePart
{
    /// <summary>The JSONPath of the entries; null where the document does not say, which no server accepts.</summary>
    public string? Path { get; init; }
}
