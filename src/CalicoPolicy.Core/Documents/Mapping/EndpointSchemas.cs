using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>How Calico's sets, host endpoints and profiles look (calico-policy.md 1.6, 1.8 and 1.9).</summary>
internal static class EndpointSchemas
{
    public static IEnumerable<IResourceSchema> All { get; } =
    [
        PolicySchemas.Calico(new NetworkSet(), SetFields<NetworkSet>()),
        PolicySchemas.Calico(new GlobalNetworkSet(), SetFields<GlobalNetworkSet>()),
        PolicySchemas.Calico(new HostEndpoint(), new FieldList<HostEndpoint>()
            .RequiredText("node", endpoint => endpoint.Node, (endpoint, value) => endpoint with { Node = value })
            .Text("interfaceName", endpoint => endpoint.InterfaceName, (endpoint, value) => endpoint with { InterfaceName = value })
            .TextList("expectedIPs", endpoint => endpoint.ExpectedIPs, (endpoint, value) => endpoint with { ExpectedIPs = value })
            .TextList("profiles", endpoint => endpoint.Profiles, (endpoint, value) => endpoint with { Profiles = value })
            .List("ports", new ObjectSchema<EndpointPort>(new(), PortFields("port")), endpoint => endpoint.Ports, (endpoint, value) => endpoint with { Ports = value })),
        PolicySchemas.Calico(new Profile(), new FieldList<Profile>()
            .List("ingress", RuleSchemas.Rule, profile => profile.Ingress, (profile, value) => profile with { Ingress = value })
            .List("egress", RuleSchemas.Rule, profile => profile.Egress, (profile, value) => profile with { Egress = value })
            .Labels("labelsToApply", profile => profile.LabelsToApply, (profile, value) => profile with { LabelsToApply = value })),
    ];

    /// <summary>The fields of a named port; Calico calls the number <c>port</c>, a container <c>containerPort</c>.</summary>
    public static FieldList<EndpointPort> PortFields(string numberField) => new FieldList<EndpointPort>()
        .Text("name", port => port.Name, (port, value) => port with { Name = value })
        .OptionalValue("protocol", RuleSchemas.Protocol, port => port.Protocol, (port, value) => port with { Protocol = value })
        .Integer(numberField, port => port.Port, (port, value) => port with { Port = value });

    private static FieldList<T> SetFields<T>()
        where T : AddressSet => new FieldList<T>()
            .TextList("nets", set => set.Nets, (set, value) => set with { Nets = value })
            .TextList("allowedEgressDomains", set => set.AllowedEgressDomains, (set, value) => set with { AllowedEgressDomains = value });
}
