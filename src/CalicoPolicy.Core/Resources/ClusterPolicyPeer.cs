namespace CalicoPolicy.Core.Resources;

/// <summary>One side of a rule of a <see cref="ClusterNetworkPolicy"/>; exactly one member is given. Ingress rules know namespaces and pods only.</summary>
public sealed record ClusterPolicyPeer : ResourcePart
{
    /// <summary>All pods of the namespaces selected.</summary>
    public LabelSelector? Namespaces { get; init; }

    /// <summary>Selected pods of selected namespaces.</summary>
    public NamespacedPods? Pods { get; init; }

    /// <summary>The addresses of the nodes selected (experimental channel of the API).</summary>
    public LabelSelector? Nodes { get; init; }

    /// <summary>Address blocks, 25 at most; addresses of pods are among them where they lie in one.</summary>
    public IReadOnlyList<string> Networks { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Domain names, for Accept rules only (experimental channel of the API): exact, or with <c>*.</c> in front.</summary>
    public IReadOnlyList<string> DomainNames { get; init => field = ValueList.Of(value); } = ValueList<string>.None;
}
