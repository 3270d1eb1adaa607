namespace CalicoPolicy.Core.Resources;

/// <summary>Notes on a rule; they change nothing but the comments in the dataplane.</summary>
public sealed record RuleMetadata : ResourcePart
{
    /// <summary>The annotations.</summary>
    public LabelMap Annotations { get; init => field = value ?? LabelMap.None; } = LabelMap.None;
}
