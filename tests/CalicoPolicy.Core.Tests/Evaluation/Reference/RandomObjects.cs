using System.Globalization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>What there is in a small random cluster besides policies.</summary>
/// <param name="dice">Chooses.</param>
/// <param name="isOpen">Whether there may be something of which not all is known.</param>
/// <param name="isComplete">Whether all that pods refer to is there.</param>
internal sealed class RandomObjects(Dice dice, bool isOpen, bool isComplete)
{
    private static readonly string[] Namespaces = ["prod", "dev", "ops"];
    private static readonly string[] Accounts = ["default", "web"];
    private static readonly string[] Apps = ["web", "db"];
    private static readonly string[] Values = ["a", "b"];

    public IEnumerable<Resource> All()
    {
        foreach (var ns in Namespaces)
        {
            if (isComplete || dice.OneIn(2)) yield return new Namespace { Metadata = Named(ns) with { Labels = Labels("env", "team") } };
            foreach (var account in Accounts)
            {
                if (isComplete || dice.OneIn(2)) yield return new ServiceAccount { Metadata = Named(account, ns) with { Labels = Labels("role") } };
            }
        }

        for (var pod = 1; pod <= 3 + dice.Below(4); pod++) yield return Pod(pod);
        if (isOpen && dice.OneIn(2)) yield return Template();
        for (var host = 1; host <= 2; host++)
        {
            if (dice.OneIn(3)) yield return Host($"h{host}", host);
            if (dice.OneIn(8)) yield return Host($"a{host}", host);
            if (dice.OneIn(6)) yield return new Node { Metadata = Named($"n{host}"), Addresses = [new() { Type = "InternalIP", Address = $"192.0.2.{host}" }], PodCidrs = dice.OneIn(2) ? ["10.0.0.0/24", "fd00::/64"] : [] };
        }

        for (var set = 0; set < dice.Below(3); set++) yield return Filled(new NetworkSet(), Named($"s{set}", dice.One(Namespaces)));
        for (var set = 0; set < dice.Below(3); set++) yield return Filled(new GlobalNetworkSet(), Named($"g{set}"));
        if (isOpen && dice.OneIn(5)) yield return new GlobalThreatFeed { Metadata = Named("bad"), GlobalNetworkSet = new() { Labels = Labels("net", "app") } };
        if (isOpen && dice.OneIn(8)) yield return Filled(new GlobalNetworkSet(), Named("threatfeed.bad"));
        foreach (var profile in Profiles()) yield return profile;
        foreach (var service in Services()) yield return service;
    }

    public IEnumerable<Tier> Tiers(IEnumerable<string> names) => names.Select(name => new Tier
    {
        Metadata = Named(name),
        Order = dice.One<double?>(null, 10, 10, 1_000_000, 1000, 20_000_000),
        DeclaredDefaultAction = dice.One<PolicyAction?>(null, PolicyAction.Deny, PolicyAction.Pass, PolicyAction.Pass),
    });

    private Resource Pod(int number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        var isHost = dice.OneIn(8);
        var node = dice.One("n1", "n2");
        var pod = new Pod
        {
            Metadata = Named($"p{text}", dice.One(Namespaces)) with { Labels = Labels("app", "side", "pcns.env") },
            ServiceAccountName = dice.One(null, "default", "web"),
            NodeName = isOpen && dice.OneIn(5) ? null : node,
            HostNetwork = isHost ? true : null,
            Ports = Ports(),
            Phase = dice.OneIn(15) ? "Succeeded" : "Running",
            IPs = isHost ? [$"192.0.2.{node[1..]}"] : dice.Below(4) switch { 0 => [$"fd00::{text}"], 1 => [$"10.0.0.{text}", $"fd00::{text}"], _ => [$"10.0.0.{text}"] },
        };
        return isOpen && !isHost && dice.OneIn(6) ? pod with { IPs = [], Phase = null } : pod;
    }

    private Deployment Template() => new()
    {
        Metadata = Named("t", dice.One(Namespaces)),
        Template = new() { Labels = Labels("app", "side"), ServiceAccountName = dice.One(null, "web"), Ports = Ports() },
    };

    private HostEndpoint Host(string name, int number) => new()
    {
        Metadata = Named(name) with { Labels = Labels("app", "side") },
        Node = $"n{number}",
        InterfaceName = dice.One("eth0", "eth1", "*", "*"),
        ExpectedIPs = dice.Below(4) switch { 0 => [], 1 => [$"192.0.2.{number}", $"2001:db8::{number}"], _ => [$"192.0.2.{number}"] },
        Profiles = dice.OneIn(3) ? [] : dice.Some(["mixed", "gone", "projectcalico-default-allow", "open", "kns.prod"], 2),
        Ports = Ports(),
    };

    private AddressSet Filled(AddressSet set, ObjectMetadata metadata) => set with
    {
        Metadata = metadata with { Labels = Labels("net", "app") },
        Nets = dice.Some(["10.0.0.0/30", "10.0.0.5/29", "203.0.113.7", "203.0.113.0/24", "2001:db8::/32", "fd00::2", "0.0.0.0/0", "::/0", "192.0.2.0/24"], 3),
        AllowedEgressDomains = isOpen && dice.OneIn(4) ? [dice.One("one.example.com", "*.example.com")] : [],
    };

    private IEnumerable<Profile> Profiles()
    {
        var rules = new RandomRules(dice, isOpen: false);
        yield return new() { Metadata = Named("open"), Ingress = [new() { Action = PolicyAction.Allow }], Egress = [new() { Action = PolicyAction.Allow }] };
        if (isComplete || dice.OneIn(2))
            yield return new() { Metadata = Named("mixed"), LabelsToApply = Labels("app", "net"), Ingress = rules.List(isEgress: false, isGlobal: true), Egress = rules.List(isEgress: true, isGlobal: true) };
    }

    private IEnumerable<Resource> Services()
    {
        foreach (var (name, ns) in ((string, string)[])[("web", "prod"), ("db", "dev")])
        {
            if (dice.OneIn(3)) yield return new Service { Metadata = Named(name, ns), Selector = isOpen && dice.OneIn(6) ? LabelMap.None : LabelMap.Of([new("app", name)]), Ports = [ServicePort()] };
            if (dice.OneIn(4))
            {
                yield return new EndpointSlice
                {
                    Metadata = Named($"{name}-1", ns) with { Labels = LabelMap.Of([new(EndpointSlice.ServiceLabel, name)]) },
                    AddressType = "IPv4",
                    Endpoints = [new() { Addresses = dice.Some(["10.0.0.1", "10.0.0.2", "10.0.0.3", "203.0.113.7", "192.0.2.1"], 3) }],
                    Ports = [new() { Port = dice.One(80, 53), Protocol = dice.One<Protocol?>(null, Protocol.Udp) }],
                };
            }
        }
    }

    private ServicePort ServicePort() => new()
    {
        Port = dice.One(80, 443),
        Protocol = dice.One<Protocol?>(null, Protocol.Udp),
        TargetPort = dice.One<KubernetesPort?>(null, new(8080), new("http"), new("dns")),
    };

    private IReadOnlyList<EndpointPort> Ports() =>
    [
        .. dice.Some<EndpointPort>(
            [
                new() { Name = "http", Port = 80, Protocol = Protocol.Tcp }, new() { Name = "http", Port = 8080, Protocol = Protocol.Tcp },
                new() { Name = "dns", Port = 53, Protocol = Protocol.Udp }, new() { Name = "dns", Port = 53, Protocol = Protocol.Tcp },
                new() { Name = "other", Port = 22, Protocol = Protocol.Sctp },
            ],
            3),
    ];

    private static ObjectMetadata Named(string name, string? ns = null) => new() { Name = name, Namespace = ns };

    private LabelMap Labels(params string[] keys) => LabelMap.Of(keys.Where(_ => !dice.OneIn(3)).Select(key => KeyValuePair.Create(key, dice.One(key is "app" or "net" ? Apps : Values))));
}
