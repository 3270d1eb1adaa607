namespace CalicoPolicy.Core.Resources;

/// <summary>Who gets the permissions of a binding.</summary>
public sealed record AccessSubject : ResourcePart
{
    /// <summary>User, Group or ServiceAccount.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>The API group; null where the document does not say.</summary>
    public string? ApiGroup { get; init; }

    /// <summary>The name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The namespace of a service account; null for users and groups.</summary>
    public string? Namespace { get; init; }
}
