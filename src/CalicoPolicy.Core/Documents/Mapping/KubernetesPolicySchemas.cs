using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>How Kubernetes' policy and its staged form look (calico-policy.md 1.7).</summary>
internal static class KubernetesPolicySchemas
{
    private static readonly ObjectSchema<KubernetesPolicyPort> Port = new(new(), new FieldList<KubernetesPolicyPort>()
        .OptionalValue("protocol", SelectorSchemas.Protocol, port => port.Protocol, (port, value) => port with { Protocol = value })
        .OptionalValue("port", SelectorSchemas.Port, port => port.Port, (port, value) => port with { Port = value })
        .Integer("endPort", port => port.EndPort, (port, value) => port with { EndPort = value }));

    private static readonly ObjectSchema<IPBlock> Block = new(new(), new FieldList<IPBlock>()
        .RequiredText("cidr", block => block.Cidr, (block, value) => block with { Cidr = value })
        .TextList("except", block => block.Except, (block, value) => block with { Except = value }));

    private static readonly ObjectSchema<KubernetesPeer> Peer = new(new(), new FieldList<KubernetesPeer>()
        .Optional("ipBlock", Block, peer => peer.IPBlock, (peer, value) => peer with { IPBlock = value })
        .Optional("namespaceSelector", SelectorSchemas.Full, peer => peer.NamespaceSelector, (peer, value) => peer with { NamespaceSelector = value })
        .Optional("podSelector", SelectorSchemas.Full, peer => peer.PodSelector, (peer, value) => peer with { PodSelector = value }));

    public static IEnumerable<IResourceSchema> All { get; } =
    [
        new ResourceSchema<KubernetesNetworkPolicy>(new()) { Spec = Fields(new FieldList<KubernetesNetworkPolicy>()) },
        PolicySchemas.Calico(new StagedKubernetesNetworkPolicy(), Fields(PolicySchemas.StagedField(
            new FieldList<StagedKubernetesNetworkPolicy>(), policy => policy.DeclaredStagedAction, (policy, value) => policy with { StagedAction = value }))),
    ];

    private static FieldList<T> Fields<T>(FieldList<T> fields)
        where T : KubernetesPolicy => fields
            .Optional(
                "podSelector",
                SelectorSchemas.Full,
                policy => ReferenceEquals(policy.PodSelector, LabelSelector.None) ? null : policy.PodSelector,
                (policy, value) => policy with { PodSelector = value })
            .List("policyTypes", PolicySchemas.Type, policy => policy.DeclaredTypes, (policy, value) => policy with { DeclaredTypes = value })
            .List("ingress", Rule("from"), policy => policy.Ingress, (policy, value) => policy with { Ingress = value })
            .List("egress", Rule("to"), policy => policy.Egress, (policy, value) => policy with { Egress = value });

    private static ObjectSchema<KubernetesRule> Rule(string peers) => new(new(), new FieldList<KubernetesRule>()
        .List(peers, Peer, rule => rule.Peers, (rule, value) => rule with { Peers = value })
        .List("ports", Port, rule => rule.Ports, (rule, value) => rule with { Ports = value }));
}
