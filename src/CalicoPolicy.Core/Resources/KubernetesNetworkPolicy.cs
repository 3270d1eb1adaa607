namespace CalicoPolicy.Core.Resources;

/// <summary>Kubernetes' own policy (<c>networking.k8s.io/v1</c>, kind NetworkPolicy). It only allows, and isolates the pods that it selects.</summary>
public sealed record KubernetesNetworkPolicy : KubernetesPolicy
{
    /// <inheritdoc />
    public override string ApiVersion => "networking.k8s.io/v1";

    /// <inheritdoc />
    public override string Kind => "NetworkPolicy";
}
