namespace CalicoPolicy.Core.Resources;

/// <summary>How the text of a threat feed is read; at most one member is given.</summary>
public sealed record ThreatFeedFormat : ResourcePart
{
    /// <summary>One entry a line.</summary>
    public ThreatFeedLines? NewlineDelimited { get; init; }

    /// <summary>JSON.</summary>
    public ThreatFeedJson? Json { get; init; }

    /// <summary>Separated values.</summary>
    public ThreatFeedCsv? Csv { get; init; }
}
