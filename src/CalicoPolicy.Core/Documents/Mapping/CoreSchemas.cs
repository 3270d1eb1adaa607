using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>How namespaces, accounts, pods, services and nodes look. All but namespaces keep the model's fields only (decision 26).</summary>
internal static class CoreSchemas
{
    private static readonly ListCodec<string> Texts = new(TextCodec.Instance);

    private static readonly ObjectSchema<ServicePort> ServicePort = new(
        new(),
        new FieldList<ServicePort>()
            .Text("name", port => port.Name, (port, value) => port with { Name = value })
            .OptionalValue("protocol", SelectorSchemas.Protocol, port => port.Protocol, (port, value) => port with { Protocol = value })
            .Integer("port", port => port.Port, (port, value) => port with { Port = value })
            .OptionalValue("targetPort", SelectorSchemas.Port, port => port.TargetPort, (port, value) => port with { TargetPort = value })
            .Integer("nodePort", port => port.NodePort, (port, value) => port with { NodePort = value }),
        keepsUnknown: false);

    private static readonly ObjectSchema<NodeAddress> NodeAddress = new(
        new(),
        new FieldList<NodeAddress>()
            .RequiredText("type", address => address.Type, (address, value) => address with { Type = value })
            .RequiredText("address", address => address.Address, (address, value) => address with { Address = value }),
        keepsUnknown: false);

    private static readonly ObjectSchema<ObjectReference> Target = new(
        new(),
        new FieldList<ObjectReference>()
            .RequiredText("kind", target => target.Kind, (target, value) => target with { Kind = value })
            .Text("namespace", target => target.Namespace, (target, value) => target with { Namespace = value })
            .RequiredText("name", target => target.Name, (target, value) => target with { Name = value }),
        keepsUnknown: false);

    private static readonly ObjectSchema<SliceEndpoint> SliceEndpoint = new(
        new(),
        new FieldList<SliceEndpoint>()
            .TextList("addresses", endpoint => endpoint.Addresses, (endpoint, value) => endpoint with { Addresses = value })
            .Block("conditions", new FieldList<SliceEndpoint>()
                .Boolean("ready", endpoint => endpoint.Ready, (endpoint, value) => endpoint with { Ready = value })
                .Boolean("serving", endpoint => endpoint.Serving, (endpoint, value) => endpoint with { Serving = value })
                .Boolean("terminating", endpoint => endpoint.Terminating, (endpoint, value) => endpoint with { Terminating = value }))
            .Text("nodeName", endpoint => endpoint.NodeName, (endpoint, value) => endpoint with { NodeName = value })
            .Optional("targetRef", Target, endpoint => endpoint.TargetRef, (endpoint, value) => endpoint with { TargetRef = value }),
        keepsUnknown: false);

    public static IEnumerable<IResourceSchema> All { get; } =
    [
        new ResourceSchema<Namespace>(new()),
        new ResourceSchema<ServiceAccount>(new()) { KeepsTree = false },
        new ResourceSchema<Pod>(new())
        {
            KeepsTree = false,
            Spec = new FieldList<Pod>()
                .Text("serviceAccountName", pod => pod.ServiceAccountName, (pod, value) => pod with { ServiceAccountName = value })
                .Text("nodeName", pod => pod.NodeName, (pod, value) => pod with { NodeName = value })
                .Boolean("hostNetwork", pod => pod.HostNetwork, (pod, value) => pod with { HostNetwork = value })
                .Containers(pod => new(pod.Ports), (pod, value) => pod with { Ports = value.Ports }),
            Status = FirstAndAll(
                new FieldList<Pod>().Text("phase", pod => pod.Phase, (pod, value) => pod with { Phase = value }),
                "podIP", "podIPs", new MemberListCodec("ip"), pod => pod.IPs, (pod, value) => pod with { IPs = value }),
        },
        new ResourceSchema<Service>(new())
        {
            KeepsTree = false,
            Spec = FirstAndAll(
                new FieldList<Service>()
                    .Text("type", service => service.Type, (service, value) => service with { Type = value })
                    .Labels("selector", service => service.Selector, (service, value) => service with { Selector = value }),
                "clusterIP", "clusterIPs", Texts, service => service.ClusterIPs, (service, value) => service with { ClusterIPs = value })
                .TextList("externalIPs", service => service.ExternalIPs, (service, value) => service with { ExternalIPs = value })
                .List("ports", ServicePort, service => service.Ports, (service, value) => service with { Ports = value })
                .Text("externalTrafficPolicy", service => service.ExternalTrafficPolicy, (service, value) => service with { ExternalTrafficPolicy = value }),
            Status = new FieldList<Service>()
                .Block("loadBalancer", new FieldList<Service>()
                    .Optional(
                        "ingress",
                        new MemberListCodec("ip"),
                        service => service.LoadBalancerIPs.Count > 0 ? service.LoadBalancerIPs : null,
                        (service, value) => service with { LoadBalancerIPs = value })),
        },
        new ResourceSchema<Node>(new())
        {
            KeepsTree = false,
            Spec = FirstAndAll(new FieldList<Node>(), "podCIDR", "podCIDRs", Texts, node => node.PodCidrs, (node, value) => node with { PodCidrs = value }),
            Status = new FieldList<Node>()
                .List("addresses", NodeAddress, node => node.Addresses, (node, value) => node with { Addresses = value }),
        },
        new ResourceSchema<EndpointSlice>(new(), "discovery.k8s.io/v1beta1")
        {
            KeepsTree = false,
            Top = new FieldList<EndpointSlice>()
                .RequiredText("addressType", slice => slice.AddressType, (slice, value) => slice with { AddressType = value })
                .List("endpoints", SliceEndpoint, slice => slice.Endpoints, (slice, value) => slice with { Endpoints = value })
                .List("ports", new ObjectSchema<EndpointPort>(new(), EndpointSchemas.PortFields("port"), keepsUnknown: false), slice => slice.Ports, (slice, value) => slice with { Ports = value }),
        },
    ];

    // The first of such a list stands in a field of its own, too, which is all that old documents have.
    private static FieldList<T> FirstAndAll<T>(
        FieldList<T> fields,
        string first,
        string all,
        ICodec<IReadOnlyList<string>> codec,
        Func<T, IReadOnlyList<string>> get,
        Func<T, IReadOnlyList<string>, T> with) => fields
            .Text(first, owner => get(owner).Count > 0 ? get(owner)[0] : null, (owner, value) => get(owner).Count > 0 || value.Length == 0 ? owner : with(owner, [value]))
            .Optional(all, codec, owner => get(owner).Count > 0 ? get(owner) : null, (owner, value) => value.Count > 0 ? with(owner, value) : owner);
}
