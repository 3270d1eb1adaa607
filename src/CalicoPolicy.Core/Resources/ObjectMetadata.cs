namespace CalicoPolicy.Core.Resources;

/// <summary>What every Kubernetes object carries. Fields that the server fills in (uid, resourceVersion, ...) are kept as unknown fields.</summary>
public sealed record ObjectMetadata : ResourcePart
{
    /// <summary>No metadata.</summary>
    public static ObjectMetadata None { get; } = new();

    /// <summary>The object's name; empty where it has none (a template, a generated name).</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The namespace; null for cluster-scoped objects and where a document does not say.</summary>
    public string? Namespace { get; init; }

    /// <summary>The labels.</summary>
    public LabelMap Labels { get; init => field = value ?? LabelMap.None; } = LabelMap.None;

    /// <summary>The annotations.</summary>
    public LabelMap Annotations { get; init => field = value ?? LabelMap.None; } = LabelMap.None;

    /// <summary>The objects that this one goes with.</summary>
    public IReadOnlyList<OwnerReference> OwnerReferences { get; init => field = ValueList.Of(value); } = ValueList<OwnerReference>.None;

    /// <summary>Namespace and name, as in <c>shop/allow-web</c>.</summary>
    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";
}
