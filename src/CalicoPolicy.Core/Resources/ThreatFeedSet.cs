namespace CalicoPolicy.Core.Resources;

/// <summary>The global network set that a threat feed is kept in.</summary>
public sealed record ThreatFeedSet : ResourcePart
{
    /// <summary>The set's labels, for rules to select.</summary>
    public LabelMap Labels { get; init => field = value ?? LabelMap.None; } = LabelMap.None;
}
