using System.Net;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>A cluster's objects as the reference reads them, in one view.</summary>
internal sealed class PlainCluster
{
    // Where pods are, as long as no node says it.
    private static readonly IPNetwork[] Private = [.. ((string[])["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"]).Select(Blocks.Of)];

    private readonly IReadOnlyList<IPNetwork> _pods;
    private readonly Dictionary<(bool IsIPv6, bool IsPod), IReadOnlyList<IPAddress>> _addresses = [];

    public PlainCluster(IReadOnlyList<Resource> resources, bool isComplete, PolicyView view, DataplaneKind dataplane = DataplaneKind.Standard)
    {
        (Resources, IsComplete, Dataplane) = (resources, isComplete, dataplane);

        // A feed and the set that it is kept in are one.
        Parties =
        [
            .. resources.Where(resource => resource is not GlobalThreatFeed feed || !resources.OfType<GlobalNetworkSet>().Any(set => set.Name == $"threatfeed.{feed.Name}"))
                .Select(Reference.Parties.Of).OfType<Party>(),
        ];
        Policies = PolicyViews.Of(resources, view);
        Services = new(resources, isComplete);
        Selection = new(new Labelling(resources, isComplete));
        IPNetwork[] ofNodes = [.. resources.OfType<Node>().SelectMany(node => node.PodCidrs).Select(Blocks.Of)];
        _pods = ofNodes.Length > 0 ? ofNodes : Private;
    }

    public IReadOnlyList<Resource> Resources { get; }

    /// <summary>Whether what is not among the objects does not exist.</summary>
    public bool IsComplete { get; }

    public DataplaneKind Dataplane { get; }

    public IReadOnlyList<Party> Parties { get; }

    public IReadOnlyList<PlainPolicy> Policies { get; }

    public EntitySelection Selection { get; }

    public PlainServices Services { get; }

    /// <summary>The nodes that something tells of, and one more.</summary>
    public IReadOnlyList<string> Nodes => field ??=
    [
        .. Resources.Select(resource => resource switch { Node node => node.Name, HostEndpoint host => host.Node, Pod pod => pod.NodeName, _ => null }).OfType<string>().Distinct(), "elsewhere",
    ];

    /// <summary>Whether there are policies for traffic on its way through hosts, whomever they select.</summary>
    public bool HasForwarding => Policies.Any(policy => policy.IsUntracked || policy.IsPreDnat || policy.IsForForwarded);

    /// <summary>The addresses of a node and family from which it sends on: those inside the cluster, else all that are known.</summary>
    public IReadOnlyList<IPAddress> AddressesOf(string node, bool isIPv6)
    {
        var all = Resources.SelectMany(resource => resource switch
        {
            Node own when own.Name == node => own.Addresses.Select(address => (address.Address, IsInside: address.Type == "InternalIP")),
            HostEndpoint host when host.Node == node => host.ExpectedIPs.Select(ip => (ip, false)),
            Pod { HostNetwork: true, Phase: not ("Succeeded" or "Failed") } pod when pod.NodeName == node => pod.IPs.Select(ip => (ip, false)),
            _ => [],
        }).Select(own => (Address: IPAddress.Parse(own.Item1), IsInside: own.Item2)).Where(own => Blocks.IsIPv6(own.Address) == isIPv6).ToList();
        return [.. all.Where(own => own.IsInside || !all.Exists(other => other.IsInside)).Select(own => own.Address).Distinct()];
    }

    /// <summary>Whether the address may be a pod's.</summary>
    public bool MayBePod(IPAddress address) => _pods.Any(block => block.Contains(address));

    /// <summary>The nodes that have an address: their own ones, those of their interfaces, and those of pods that use their network.</summary>
    public IReadOnlyList<string> NodesAt(IPAddress address) =>
    [
        .. Resources.SelectMany(resource => resource switch
        {
            Node node => node.Addresses.Select(own => (node.Name, own.Address)),
            HostEndpoint host => host.ExpectedIPs.Select(ip => (host.Node, ip)),
            Pod { HostNetwork: true, NodeName: { } node, Phase: not ("Succeeded" or "Failed") } pod => pod.IPs.Select(ip => (node, ip)),
            _ => [],
        }).Where(own => IPAddress.TryParse(own.Item2, out var parsed) && parsed.Equals(address)).Select(own => own.Item1).Distinct(),
    ];

    /// <summary>Port numbers that may make a difference to some rule.</summary>
    public IReadOnlyList<int> PortChoices => field ??=
    [
        .. Rules().SelectMany(rule => new[] { rule.Source.Ports, rule.Source.NotPorts, rule.Destination.Ports, rule.Destination.NotPorts }.SelectMany(ports => ports))
            .Where(port => !port.IsNamed).SelectMany(port => new[] { port.Min, port.Max, port.Max + 1 })
            .Concat(Parties.SelectMany(party => party.Ports).Select(port => port.Port ?? 1))
            .Concat(Resources.OfType<Service>().SelectMany(service => service.Ports).Select(port => port.TargetPort?.Number ?? port.Port ?? 1))
            .Concat(Resources.OfType<EndpointSlice>().SelectMany(slice => slice.Ports).Select(port => port.Port ?? 1))
            .Concat([22, 53, 68, 179, 40000]).Where(port => port is > 0 and < 65536).Distinct().Order().Select(port => (int)port),
    ];

    /// <summary>Addresses that an end may have whose address is not known: one of each lot that no block and no slice tells apart.</summary>
    public IReadOnlyList<IPAddress> AddressChoices(bool isIPv6, bool isPod) =>
        _addresses.TryGetValue((isIPv6, isPod), out var known) ? known : _addresses[(isIPv6, isPod)] = ChoicesOf(isIPv6, isPod);

    private IReadOnlyList<IPAddress> ChoicesOf(bool isIPv6, bool isPod)
    {
        var blocks = Rules().SelectMany(rule => new[] { rule.Source.Nets, rule.Source.NotNets, rule.Destination.Nets, rule.Destination.NotNets }.SelectMany(nets => nets)).Select(Blocks.Of)
            .Concat(Parties.Where(party => party.Kind == PartyKind.Set).SelectMany(set => set.Blocks))
            .Concat(_pods).Concat(PlainServices.AddressesOf(Resources).Select(address => Blocks.Of(address.ToString()))).Distinct().ToList();
        var edges = blocks.SelectMany(block => new[] { block.BaseAddress, Blocks.After(block) }).Append(IPAddress.Parse("1.2.3.4")).Append(IPAddress.Parse("2001:db8:ffff::1"));
        return
        [
            .. edges.OfType<IPAddress>().Select(edge => FirstFree(edge, isPod)).OfType<IPAddress>().Where(address => Blocks.IsIPv6(address) == isIPv6 && (!isPod || MayBePod(address)))
                .DistinctBy(address => string.Concat(blocks.Select(block => block.Contains(address) ? '1' : '0'))),
        ];
    }

    private IEnumerable<PolicyRule> Rules() => Policies.SelectMany(policy => policy.Policy.Ingress.Concat(policy.Policy.Egress))
        .Concat(Resources.OfType<Profile>().SelectMany(profile => profile.Ingress.Concat(profile.Egress)));

    private IPAddress? FirstFree(IPAddress start, bool isPod)
    {
        IPAddress? address = start;
        for (var tries = 0; tries < 32 && address is not null && IsTaken(address, isPod); tries++) address = Blocks.After(address);
        return address is null || IsTaken(address, isPod) ? null : address;
    }

    // What is in a slice is somebody's already, if nobody's that is known; a host may be that somebody.
    private bool IsTaken(IPAddress address, bool isPod) => NodesAt(address).Count > 0
        || Parties.Any(party => party.IsEndpoint && party.Blocks.Any(block => block.Contains(address)))
        || (isPod && PlainServices.AddressesOf(Resources).Contains(address));
}
