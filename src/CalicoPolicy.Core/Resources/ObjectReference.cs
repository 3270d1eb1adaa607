namespace CalicoPolicy.Core.Resources;

/// <summary>Names another object.</summary>
public sealed record ObjectReference : ResourcePart
{
    /// <summary>Its kind.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>Its namespace; null where it is in none.</summary>
    public string? Namespace { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = string.Empty;
}
