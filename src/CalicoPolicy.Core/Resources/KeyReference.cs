namespace CalicoPolicy.Core.Resources;

/// <summary>A key of a ConfigMap or Secret.</summary>
public sealed record KeyReference : ResourcePart
{
    /// <summary>The object's name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The key.</summary>
    public string Key { get; init; } = string.Empty;

    /// <summary>Whether the key may be missing; null: no.</summary>
    public bool? Optional { get; init; }
}
