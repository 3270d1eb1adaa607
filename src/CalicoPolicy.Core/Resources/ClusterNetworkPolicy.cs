namespace CalicoPolicy.Core.Resources;

/// <summary>
/// A policy across namespaces, before or after those of the namespaces (<c>policy.networking.k8s.io/v1alpha2</c>). Calico evaluates
/// it in a tier of its own: <c>kube-admin</c> or <c>kube-baseline</c>.
/// </summary>
public sealed record ClusterNetworkPolicy : Resource
{
    /// <inheritdoc />
    public override string ApiVersion => "policy.networking.k8s.io/v1alpha2";

    /// <inheritdoc />
    public override string Kind => "ClusterNetworkPolicy";

    /// <inheritdoc />
    public override bool IsNamespaced => false;

    /// <summary><c>Admin</c> (before the policies of namespaces) or <c>Baseline</c> (after them); empty where the document does not say.</summary>
    public string Tier { get; init; } = string.Empty;

    /// <summary>The place in the tier, 0 to 1000, lower first; null where the document does not say.</summary>
    public long? Priority { get; init; }

    /// <summary>The pods that the policy applies to; null where the document does not say, which no server accepts.</summary>
    public ClusterPolicySubject? Subject { get; init; }

    /// <summary>The rules for traffic to the pods, in order, 25 at most; none: the policy does not govern ingress.</summary>
    public IReadOnlyList<ClusterPolicyRule> Ingress { get; init => field = ValueList.Of(value); } = ValueList<ClusterPolicyRule>.None;

    /// <summary>The rules for traffic from the pods, in order, 25 at most; none: the policy does not govern egress.</summary>
    public IReadOnlyList<ClusterPolicyRule> Egress { get; init => field = ValueList.Of(value); } = ValueList<ClusterPolicyRule>.None;

    /// <summary>The rules of a direction.</summary>
    public IReadOnlyList<ClusterPolicyRule> RulesOf(PolicyType direction) => direction == PolicyType.Ingress ? Ingress : Egress;
}
