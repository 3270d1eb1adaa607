namespace CalicoPolicy.Core.Resources;

/// <summary>The pods that a <see cref="ClusterNetworkPolicy"/> applies to; exactly one of both is given. Pods in the host's network are never among them.</summary>
public sealed record ClusterPolicySubject : ResourcePart
{
    /// <summary>All pods of the namespaces selected; null: see <see cref="Pods"/>.</summary>
    public LabelSelector? Namespaces { get; init; }

    /// <summary>Selected pods of selected namespaces; null: see <see cref="Namespaces"/>.</summary>
    public NamespacedPods? Pods { get; init; }
}
