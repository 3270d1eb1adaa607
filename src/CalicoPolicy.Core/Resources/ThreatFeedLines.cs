namespace CalicoPolicy.Core.Resources;

/// <summary>A threat feed of one entry a line; it has no settings.</summary>
public sealed record ThreatFeedLines : ResourcePart;
