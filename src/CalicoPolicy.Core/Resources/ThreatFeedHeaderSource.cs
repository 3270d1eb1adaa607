namespace CalicoPolicy.Core.Resources;

/// <summary>Where the value of a header comes from; exactly one member is given. Both stand in the namespace <c>tigera-intrusion-detection</c>.</summary>
public sealed record ThreatFeedHeaderSource : ResourcePart
{
    /// <summary>A key of a ConfigMap.</summary>
    public KeyReference? ConfigMapKeyRef { get; init; }

    /// <summary>A key of a Secret.</summary>
    public KeyReference? SecretKeyRef { get; init; }
}
