namespace CalicoPolicy.Core.Resources;

/// <summary>Names the role of a binding.</summary>
public sealed record RoleReference : ResourcePart
{
    /// <summary>The API group; null where the document does not say.</summary>
    public string? ApiGroup { get; init; }

    /// <summary>Role or ClusterRole.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>The role's name.</summary>
    public string Name { get; init; } = string.Empty;
}
