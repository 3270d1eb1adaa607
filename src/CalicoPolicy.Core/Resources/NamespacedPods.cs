namespace CalicoPolicy.Core.Resources;

/// <summary>Selected pods of selected namespaces.</summary>
public sealed record NamespacedPods : ResourcePart
{
    /// <summary>Selects the namespaces; null where the document does not say, which means all.</summary>
    public LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Selects pods in them; null where the document does not say, which means all.</summary>
    public LabelSelector? PodSelector { get; init; }
}
