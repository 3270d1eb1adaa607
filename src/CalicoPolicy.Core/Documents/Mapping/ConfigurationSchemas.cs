using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>How the kinds look that say how Calico is installed and set (Calico's api/v3, the operator's api/v1).</summary>
internal static class ConfigurationSchemas
{
    private static readonly ObjectSchema<ProtoPort> Port = new(new(), new FieldList<ProtoPort>()
        .OptionalValue("protocol", RuleSchemas.Protocol, port => port.Protocol, (port, value) => port with { Protocol = value })
        .Integer("port", port => port.Port, (port, value) => port with { Port = value })
        .Text("net", port => port.Net, (port, value) => port with { Net = value }));

    public static IEnumerable<IResourceSchema> All { get; } =
    [
        PolicySchemas.Calico(new FelixConfiguration(), new FieldList<FelixConfiguration>()
            .Text("nodeSelector", felix => felix.NodeSelector, (felix, value) => felix with { NodeSelector = value })
            .Text("defaultEndpointToHostAction", felix => felix.DefaultEndpointToHostAction, (felix, value) => felix with { DefaultEndpointToHostAction = value })
            .List("failsafeInboundHostPorts", Port, felix => felix.FailsafeInboundHostPorts, (felix, value) => felix with { FailsafeInboundHostPorts = value })
            .List("failsafeOutboundHostPorts", Port, felix => felix.FailsafeOutboundHostPorts, (felix, value) => felix with { FailsafeOutboundHostPorts = value })
            .Boolean("bpfEnabled", felix => felix.BpfEnabled, (felix, value) => felix with { BpfEnabled = value })
            .Text("nftablesMode", felix => felix.NftablesMode, (felix, value) => felix with { NftablesMode = value })
            .Text("dropActionOverride", felix => felix.DropActionOverride, (felix, value) => felix with { DropActionOverride = value })),
        PolicySchemas.Calico(new IPPool(), new FieldList<IPPool>()
            .RequiredText("cidr", pool => pool.Cidr, (pool, value) => pool with { Cidr = value })
            .Boolean("disabled", pool => pool.Disabled, (pool, value) => pool with { Disabled = value })
            .Boolean("natOutgoing", pool => pool.NatOutgoing, (pool, value) => pool with { NatOutgoing = value })
            .TextList("allowedUses", pool => pool.AllowedUses, (pool, value) => pool with { AllowedUses = value })),
        new ResourceSchema<ClusterInformation>(new(), ResourceKinds.CalicoStoreApiVersion)
        {
            KeepsTree = false,
            Spec = new FieldList<ClusterInformation>()
                .Text("clusterType", cluster => cluster.ClusterType, (cluster, value) => cluster with { ClusterType = value })
                .Text("calicoVersion", cluster => cluster.CalicoVersion, (cluster, value) => cluster with { CalicoVersion = value })
                .Text("cnxVersion", cluster => cluster.CnxVersion, (cluster, value) => cluster with { CnxVersion = value })
                .Text("variant", cluster => cluster.Variant, (cluster, value) => cluster with { Variant = value }),
        },
        new ResourceSchema<KubeControllersConfiguration>(new(), ResourceKinds.CalicoStoreApiVersion)
        {
            KeepsTree = false,
            Spec = Nested(
                ["controllers", "node", "hostEndpoint"],
                new FieldList<KubeControllersConfiguration>()
                    .Text("autoCreate", controllers => controllers.HostEndpointAutoCreate, (controllers, value) => controllers with { HostEndpointAutoCreate = value })),
        },
        new ResourceSchema<Installation>(new())
        {
            KeepsTree = false,
            Spec = new FieldList<Installation>()
                .Text("variant", installation => installation.Variant, (installation, value) => installation with { Variant = value })
                .Block("cni", new FieldList<Installation>()
                    .Text("type", installation => installation.CniType, (installation, value) => installation with { CniType = value })
                    .Block("ipam", new FieldList<Installation>()
                        .Text("type", installation => installation.IpamType, (installation, value) => installation with { IpamType = value })))
                .Block("calicoNetwork", new FieldList<Installation>()
                    .Text("linuxDataplane", installation => installation.LinuxDataplane, (installation, value) => installation with { LinuxDataplane = value })
                    .Text("hostPorts", installation => installation.HostPorts, (installation, value) => installation with { HostPorts = value })
                    .Optional(
                        "ipPools",
                        new MemberListCodec("cidr"),
                        installation => installation.PoolCidrs.Count > 0 ? installation.PoolCidrs : null,
                        (installation, value) => installation with { PoolCidrs = value })),
        },
    ];

    private static FieldList<T> Nested<T>(IReadOnlyList<string> blocks, FieldList<T> fields)
    {
        for (var depth = blocks.Count - 1; depth >= 0; depth--) fields = new FieldList<T>().Block(blocks[depth], fields);
        return fields;
    }
}
