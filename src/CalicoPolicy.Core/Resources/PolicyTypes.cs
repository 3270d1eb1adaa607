namespace CalicoPolicy.Core.Resources;

/// <summary>The lists of directions that defaulting gives; shared, since every policy without types has one of them.</summary>
internal static class PolicyTypes
{
    private static readonly ValueList<PolicyType> Ingress = [PolicyType.Ingress];
    private static readonly ValueList<PolicyType> Egress = [PolicyType.Egress];
    private static readonly ValueList<PolicyType> Both = [PolicyType.Ingress, PolicyType.Egress];

    /// <summary>Calico's defaulting: by the rules that are there, ingress where there are none.</summary>
    public static ValueList<PolicyType> ByRules(bool hasIngress, bool hasEgress) => hasEgress ? hasIngress ? Both : Egress : Ingress;

    /// <summary>Kubernetes' defaulting: ingress always, egress where there are egress rules.</summary>
    public static ValueList<PolicyType> KubernetesByRules(bool hasEgress) => hasEgress ? Both : Ingress;
}
