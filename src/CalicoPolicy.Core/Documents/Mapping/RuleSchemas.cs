using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>How rules and their parts look (calico-policy.md 1.4 and 1.5).</summary>
internal static class RuleSchemas
{
    public static ICodec<PolicyAction> Action { get; } = new WordCodec<PolicyAction>(text => new(text), action => action.Text);

    public static ICodec<Protocol> Protocol { get; } = new IntegerOrTextCodec<Protocol>(
        number => new(number), text => new(text), protocol => (protocol.Number, protocol.ToString()));

    public static ICodec<PolicyPort> Port { get; } = new IntegerOrTextCodec<PolicyPort>(
        number => new(number), text => new(text), port => (port.IsNamed || port.IsRange ? null : port.Min, port.ToString()));

    public static ObjectSchema<IcmpMatch> Icmp { get; } = new(new(), new FieldList<IcmpMatch>()
        .Integer("type", icmp => icmp.Type, (icmp, value) => icmp with { Type = value })
        .Integer("code", icmp => icmp.Code, (icmp, value) => icmp with { Code = value }));

    public static ObjectSchema<ServiceAccountMatch> ServiceAccounts { get; } = new(new(), new FieldList<ServiceAccountMatch>()
        .TextList("names", match => match.Names, (match, value) => match with { Names = value })
        .Text("selector", match => match.Selector, (match, value) => match with { Selector = value }));

    public static ObjectSchema<ServiceMatch> Services { get; } = new(new(), new FieldList<ServiceMatch>()
        .RequiredText("name", match => match.Name, (match, value) => match with { Name = value })
        .Text("namespace", match => match.Namespace, (match, value) => match with { Namespace = value }));

    public static ObjectSchema<HttpMatch> Http { get; } = new(new(), new FieldList<HttpMatch>()
        .TextList("methods", http => http.Methods, (http, value) => http with { Methods = value })
        .List("paths", new ObjectSchema<HttpPath>(new(), new FieldList<HttpPath>()
            .Text("exact", path => path.Exact, (path, value) => path with { Exact = value })
            .Text("prefix", path => path.Prefix, (path, value) => path with { Prefix = value })), http => http.Paths, (http, value) => http with { Paths = value })
        .List("headers", new ObjectSchema<HttpHeader>(new(), new FieldList<HttpHeader>()
            .RequiredText("header", header => header.Header, (header, value) => header with { Header = value })
            .RequiredText("operator", header => header.Operator, (header, value) => header with { Operator = value })
            .TextList("values", header => header.Values, (header, value) => header with { Values = value })), http => http.Headers, (http, value) => http with { Headers = value }));

    public static ObjectSchema<PolicyPeer> Peer { get; } = new(new(), new FieldList<PolicyPeer>()
        .Optional("services", Services, peer => peer.Services, (peer, value) => peer with { Services = value })
        .Optional("serviceAccounts", ServiceAccounts, peer => peer.ServiceAccounts, (peer, value) => peer with { ServiceAccounts = value })
        .Text("namespaceSelector", peer => peer.NamespaceSelector, (peer, value) => peer with { NamespaceSelector = value })
        .Text("selector", peer => peer.Selector, (peer, value) => peer with { Selector = value })
        .Text("notSelector", peer => peer.NotSelector, (peer, value) => peer with { NotSelector = value })
        .TextList("nets", peer => peer.Nets, (peer, value) => peer with { Nets = value })
        .TextList("notNets", peer => peer.NotNets, (peer, value) => peer with { NotNets = value })
        .TextList("domains", peer => peer.Domains, (peer, value) => peer with { Domains = value })
        .List("ports", Port, peer => peer.Ports, (peer, value) => peer with { Ports = value })
        .List("notPorts", Port, peer => peer.NotPorts, (peer, value) => peer with { NotPorts = value }));

    public static ObjectSchema<RuleMetadata> Metadata { get; } = new(new(), new FieldList<RuleMetadata>()
        .Labels("annotations", metadata => metadata.Annotations, (metadata, value) => metadata with { Annotations = value }));

    public static ObjectSchema<PolicyRule> Rule { get; } = new(new(), new FieldList<PolicyRule>()
        .Optional("metadata", Metadata, rule => rule.Metadata, (rule, value) => rule with { Metadata = value })
        .OptionalValue("action", Action, rule => rule.Action.Text.Length == 0 ? null : rule.Action, (rule, value) => rule with { Action = value })
        .Integer("ipVersion", rule => rule.IPVersion, (rule, value) => rule with { IPVersion = value })
        .OptionalValue("protocol", Protocol, rule => rule.Protocol, (rule, value) => rule with { Protocol = value })
        .OptionalValue("notProtocol", Protocol, rule => rule.NotProtocol, (rule, value) => rule with { NotProtocol = value })
        .Optional("icmp", Icmp, rule => rule.Icmp, (rule, value) => rule with { Icmp = value })
        .Optional("notICMP", Icmp, rule => rule.NotIcmp, (rule, value) => rule with { NotIcmp = value })
        .Optional("source", Peer, rule => ReferenceEquals(rule.Source, PolicyPeer.None) ? null : rule.Source, (rule, value) => rule with { Source = value })
        .Optional("destination", Peer, rule => ReferenceEquals(rule.Destination, PolicyPeer.None) ? null : rule.Destination, (rule, value) => rule with { Destination = value })
        .Optional("http", Http, rule => rule.Http, (rule, value) => rule with { Http = value }));
}
