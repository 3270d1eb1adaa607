namespace CalicoPolicy.Core.Resources;

/// <summary>One side of a Kubernetes rule's packets: pods, or an address block. Both selectors must hold where both are given.</summary>
public sealed record KubernetesPeer : ResourcePart
{
    /// <summary>Selects pods; null: no criterion, so all pods of the namespaces that are selected.</summary>
    public LabelSelector? PodSelector { get; init; }

    /// <summary>Selects namespaces, all where it has no criteria; null: the policy's own.</summary>
    public LabelSelector? NamespaceSelector { get; init; }

    /// <summary>An address block; null: none. Excludes the selectors.</summary>
    public IPBlock? IPBlock { get; init; }
}
