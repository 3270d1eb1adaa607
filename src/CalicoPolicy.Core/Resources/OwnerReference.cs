namespace CalicoPolicy.Core.Resources;

/// <summary>The object that another belongs to, e.g. the ReplicaSet of a pod.</summary>
public sealed record OwnerReference : ResourcePart
{
    /// <summary>The owner's API version.</summary>
    public string ApiVersion { get; init; } = string.Empty;

    /// <summary>The owner's kind.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>The owner's name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Whether the owner is the one that manages the object.</summary>
    public bool? Controller { get; init; }
}
