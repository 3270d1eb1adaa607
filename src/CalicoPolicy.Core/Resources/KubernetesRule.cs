namespace CalicoPolicy.Core.Resources;

/// <summary>What a Kubernetes policy allows: traffic with one of the peers, on one of the ports.</summary>
public sealed record KubernetesRule : ResourcePart
{
    /// <summary>The other side: <c>from</c> of an ingress rule, <c>to</c> of an egress rule. None: anyone.</summary>
    public IReadOnlyList<KubernetesPeer> Peers { get; init => field = ValueList.Of(value); } = ValueList<KubernetesPeer>.None;

    /// <summary>The destination ports. None: any.</summary>
    public IReadOnlyList<KubernetesPolicyPort> Ports { get; init => field = ValueList.Of(value); } = ValueList<KubernetesPolicyPort>.None;
}
