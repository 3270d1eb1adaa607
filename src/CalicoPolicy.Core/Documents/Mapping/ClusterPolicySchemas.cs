using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>How ClusterNetworkPolicy looks (kubernetes-sigs/network-policy-api, apis/v1alpha2).</summary>
internal static class ClusterPolicySchemas
{
    private static readonly ICodec<ClusterPolicyAction> Action = new WordCodec<ClusterPolicyAction>(text => new(text), action => action.Text);

    private static readonly ObjectSchema<NamespacedPods> Pods = new(new(), new FieldList<NamespacedPods>()
        .Optional("namespaceSelector", SelectorSchemas.Full, pods => pods.NamespaceSelector, (pods, value) => pods with { NamespaceSelector = value })
        .Optional("podSelector", SelectorSchemas.Full, pods => pods.PodSelector, (pods, value) => pods with { PodSelector = value }));

    private static readonly ObjectSchema<ClusterPolicySubject> Subject = new(new(), new FieldList<ClusterPolicySubject>()
        .Optional("namespaces", SelectorSchemas.Full, subject => subject.Namespaces, (subject, value) => subject with { Namespaces = value })
        .Optional("pods", Pods, subject => subject.Pods, (subject, value) => subject with { Pods = value }));

    private static readonly ObjectSchema<ClusterPolicyPeer> Peer = new(new(), new FieldList<ClusterPolicyPeer>()
        .Optional("namespaces", SelectorSchemas.Full, peer => peer.Namespaces, (peer, value) => peer with { Namespaces = value })
        .Optional("pods", Pods, peer => peer.Pods, (peer, value) => peer with { Pods = value })
        .Optional("nodes", SelectorSchemas.Full, peer => peer.Nodes, (peer, value) => peer with { Nodes = value })
        .TextList("networks", peer => peer.Networks, (peer, value) => peer with { Networks = value })
        .TextList("domainNames", peer => peer.DomainNames, (peer, value) => peer with { DomainNames = value }));

    private static readonly ObjectSchema<PortRange> Range = new(new(), new FieldList<PortRange>()
        .Integer("start", range => range.Start, (range, value) => range with { Start = value })
        .Integer("end", range => range.End, (range, value) => range with { End = value }));

    private static readonly ObjectSchema<DestinationPort> Port = new(new(), new FieldList<DestinationPort>()
        .Integer("number", port => port.Number, (port, value) => port with { Number = value })
        .Optional("range", Range, port => port.Range, (port, value) => port with { Range = value }));

    private static readonly ObjectSchema<TransportMatch> Transport = new(new(), new FieldList<TransportMatch>()
        .Optional("destinationPort", Port, match => match.DestinationPort, (match, value) => match with { DestinationPort = value }));

    private static readonly ObjectSchema<ClusterPolicyProtocol> Protocol = new(new(), new FieldList<ClusterPolicyProtocol>()
        .Optional("tcp", Transport, protocol => protocol.Tcp, (protocol, value) => protocol with { Tcp = value })
        .Optional("udp", Transport, protocol => protocol.Udp, (protocol, value) => protocol with { Udp = value })
        .Optional("sctp", Transport, protocol => protocol.Sctp, (protocol, value) => protocol with { Sctp = value })
        .Text("destinationNamedPort", protocol => protocol.DestinationNamedPort, (protocol, value) => protocol with { DestinationNamedPort = value }));

    public static IEnumerable<IResourceSchema> All { get; } =
    [
        new ResourceSchema<ClusterNetworkPolicy>(new())
        {
            Spec = new FieldList<ClusterNetworkPolicy>()
                .RequiredText("tier", policy => policy.Tier, (policy, value) => policy with { Tier = value })
                .Integer("priority", policy => policy.Priority, (policy, value) => policy with { Priority = value })
                .Optional("subject", Subject, policy => policy.Subject, (policy, value) => policy with { Subject = value })
                .List("ingress", Rule("from"), policy => policy.Ingress, (policy, value) => policy with { Ingress = value })
                .List("egress", Rule("to"), policy => policy.Egress, (policy, value) => policy with { Egress = value }),
        },
    ];

    private static ObjectSchema<ClusterPolicyRule> Rule(string peers) => new(new(), new FieldList<ClusterPolicyRule>()
        .Text("name", rule => rule.Name, (rule, value) => rule with { Name = value })
        .OptionalValue("action", Action, rule => rule.Action.Text.Length == 0 ? null : rule.Action, (rule, value) => rule with { Action = value })
        .List(peers, Peer, rule => rule.Peers, (rule, value) => rule with { Peers = value })
        .List("protocols", Protocol, rule => rule.Protocols, (rule, value) => rule with { Protocols = value }));
}
