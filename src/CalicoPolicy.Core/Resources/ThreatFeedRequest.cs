namespace CalicoPolicy.Core.Resources;

/// <summary>The HTTP request that pulls a threat feed.</summary>
public sealed record ThreatFeedRequest : ResourcePart
{
    /// <summary>The address.</summary>
    public string Url { get; init; } = string.Empty;

    /// <summary>How the answer is read; null: one entry a line.</summary>
    public ThreatFeedFormat? Format { get; init; }

    /// <summary>The request's headers. Their values may be secrets.</summary>
    public IReadOnlyList<ThreatFeedHeader> Headers { get; init => field = ValueList.Of(value); } = ValueList<ThreatFeedHeader>.None;
}
