using System.Globalization;
using System.Net;
using CalicoPolicy.Core.Publishing.Ordering;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Publishing.Ordering;

/// <summary>A few pods that many policies select at once, and a change from some of these policies to others: as hard to order as it gets.</summary>
internal sealed class DenseChanges
{
    private readonly Dice _dice;

    private DenseChanges(int seed) => _dice = new(seed);

    /// <summary>The changes of a seed, with all flows that can make a difference.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="most">How many objects change at most.</param>
    public static RandomChanges Of(int seed, int most = 6) => new DenseChanges(seed).Make(most);

    /// <summary>Policies that come where there were none, or go so that none is left.</summary>
    public static RandomChanges OneWay(int seed, bool come)
    {
        while (true)
        {
            var both = new DenseChanges(seed).Make(int.MaxValue);
            var all = RandomChanges.After(both.Start, both.Changes).Where(resource => resource is TieredPolicy or GlobalNetworkSet || resource.Kind == "Tier").ToList();
            if (all.Count is > 2 and < 8)
            {
                var rest = both.Start.Where(resource => resource is not TieredPolicy and not GlobalNetworkSet && resource.Kind != "Tier").ToList();
                return new(both.Dice, come ? rest : [.. rest, .. all], all.Select(resource => come ? new PlannedChange(null, resource) : new(resource, null)), both.Flows);
            }

            seed += 1000;
        }
    }

    private RandomChanges Make(int most)
    {
        List<Resource> world = [new Namespace { Metadata = new() { Name = "ns" } }];
        foreach (var (app, number) in ((string, int)[])[("a", 1), ("b", 2), ("c", 3)])
        {
            world.Add(new Pod
            {
                Metadata = new() { Name = app, Namespace = "ns", Labels = LabelMap.Of([new("app", app)]) },
                NodeName = "n1",
                Phase = "Running",
                IPs = [string.Create(CultureInfo.InvariantCulture, $"10.0.0.{number}")],
            });
        }

        var before = new List<Resource>();
        var after = new List<Resource>();
        foreach (var name in (string[])["t1", "t2"])
        {
            if (!_dice.OneIn(3)) before.Add(Tier(name));
            if (before.Exists(tier => tier.Name == name) ? !_dice.OneIn(6) : !_dice.OneIn(3)) after.Add(before.Find(tier => tier.Name == name) is { } same && !_dice.OneIn(6) ? same : Tier(name));
        }

        if (_dice.OneIn(2)) before.Add(Set());
        if (_dice.OneIn(2)) after.Add(Set());
        for (var number = 0; number < 6; number++)
        {
            var (old, now) = (_dice.OneIn(2) ? Policy(number, before) : null, _dice.OneIn(2) ? Policy(number, after) : null);
            if (old is not null) before.Add(old);

            // Most stay as they are; one may only change its order.
            if (old is not null && now is not null && after.Exists(tier => tier.Name == old.Tier || old.Tier == "default")) now = _dice.Below(4) switch { 0 => now, 1 => old with { Order = _dice.One<double?>(1, 5, null) }, _ => old };
            if (now is not null) after.Add(now);
        }

        var changes = after.Where(now => !before.Contains(now)).Select(now => new PlannedChange(before.Find(old => RandomChanges.KeyOf(old) == RandomChanges.KeyOf(now)), now))
            .Concat(before.Where(old => !after.Exists(now => RandomChanges.KeyOf(old) == RandomChanges.KeyOf(now))).Select(old => new PlannedChange(old, null))).ToList();
        return changes.Count is > 0 && changes.Count <= most ? new(_dice, [.. world, .. before], changes, Flows(world)) : Make(most);
    }

    private Tier Tier(string name) => new() { Metadata = new() { Name = name }, Order = name == "t1" ? 10 : 20, DeclaredDefaultAction = _dice.OneIn(3) ? PolicyAction.Pass : null };

    private GlobalNetworkSet Set() => new() { Metadata = new() { Name = "set", Labels = LabelMap.Of([new("app", "set")]) }, Nets = _dice.Some<string>(["203.0.113.0/24", "198.51.100.0/24", "10.0.0.3/32"], 2) };

    private TieredPolicy Policy(int number, List<Resource> there)
    {
        var tier = _dice.One<string>(["default", "default", .. there.OfType<Tier>().Select(one => one.Name)]);
        TieredPolicy policy = _dice.OneIn(2) ? new GlobalNetworkPolicy() : new NetworkPolicy();
        return policy with
        {
            Metadata = new() { Name = string.Create(CultureInfo.InvariantCulture, $"p{number}"), Namespace = policy.IsNamespaced ? "ns" : null },
            DeclaredTier = tier,
            Order = _dice.One<double?>(1, 2, 3, null),
            Selector = _dice.One("all()", "app == 'a'", "app == 'b'", "app != 'c'"),
            DeclaredTypes = _dice.Below(4) switch { 0 => [PolicyType.Egress], 1 => [PolicyType.Ingress, PolicyType.Egress], _ => [PolicyType.Ingress] },
            Ingress = Rules(isEgress: false),
            Egress = Rules(isEgress: true),
        };
    }

    private IReadOnlyList<PolicyRule> Rules(bool isEgress) => [.. Enumerable.Range(0, _dice.Below(3)).Select(_ =>
    {
        var peer = new PolicyPeer { Selector = _dice.One<string?>(null, "app == 'a'", "app == 'b'", "app == 'set'") };
        PolicyPeer ports = _dice.OneIn(2) ? PolicyPeer.None : new() { Ports = [new(_dice.One(80, 443))] };
        return new PolicyRule
        {
            Action = _dice.One(PolicyAction.Allow, PolicyAction.Allow, PolicyAction.Allow, PolicyAction.Deny, PolicyAction.Pass),
            Protocol = Protocol.Tcp,
            Source = isEgress ? PolicyPeer.None : peer,
            Destination = isEgress ? peer with { Ports = ports.Ports } : ports,
        };
    })];

    private static List<PlainFlow> Flows(List<Resource> world)
    {
        List<PlainEnd> ends =
        [
            .. world.OfType<Pod>().Select(pod => new PlainEnd(pod, null, null)),
            .. ((string[])["203.0.113.9", "198.51.100.9", "192.0.2.9"]).Select(address => new PlainEnd(null, IPAddress.Parse(address), null)),
        ];
        return
        [
            .. from source in ends from destination in ends where source != destination && (source.Endpoint ?? destination.Endpoint) is not null
               from port in ((Protocol, int)[])[(Protocol.Tcp, 80), (Protocol.Tcp, 443), (Protocol.Tcp, 22), (Protocol.Udp, 53)]
               select new PlainFlow(source, destination, port.Item1) { SourcePort = 40000, DestinationPort = port.Item2 },
        ];
    }
}
