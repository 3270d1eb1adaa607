using System.Globalization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>
/// Policies of a few namespaces and a global one in an earlier tier, whose rules have nothing in common: each asks for a port of its own, or a
/// namespace. Into them rules are planted that decide nothing.
/// </summary>
internal sealed class RedundancyPlants(Dice dice)
{
    private readonly List<Plant> _plants = [];
    private int _port = 1000;

    /// <summary>The ways.</summary>
    public static IReadOnlyList<string> Ways { get; } =
    [
        "twin", "narrower block", "narrower ports", "narrower selector", "more criteria", "halves of a block", "parts of a range", "values of a label", "a label or not",
        "all protocols", "all but and the rest", "both families", "another policy", "several policies", "an earlier tier", "behind a Pass",
    ];

    /// <summary>The policies, and the rules that decide nothing, each with the way in which that comes about.</summary>
    public (IReadOnlyList<Resource> Policies, IReadOnlyDictionary<string, string> Dead) Next()
    {
        List<Resource> all = [Tier("security", 10, PolicyAction.Deny), Tier("application", 20, PolicyAction.Deny)];
        var dead = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var number = 0; number < 2 + dice.Below(4); number++)
        {
            var ns = $"ns{number}";
            List<PolicyRule> rules = [.. Enumerable.Range(0, 1 + dice.Below(4)).Select(_ => Rule())];
            TieredPolicy policy = new NetworkPolicy { Metadata = new() { Name = "application.web", Namespace = ns }, Tier = "application", Order = 100, Selector = "app == 'web'", DeclaredTypes = [PolicyType.Ingress] };
            _plants.Clear();
            for (var count = 1 + dice.Below(3); count > 0; count--)
            {
                // One policy before is enough: of two the first passes on what the second is to decide.
                var way = dice.One(Ways);
                if (_plants.Exists(plant => IsOfEarlierTier(plant.Way)) && IsOfEarlierTier(way)) continue;
                _plants.Add(Make(way, ns, policy, all));
            }

            foreach (var plant in _plants) rules.InsertRange(dice.Below(rules.Count + 1), plant.Before);
            foreach (var plant in _plants)
            {
                rules.Add(plant.Dead);
                dead.Add(string.Create(CultureInfo.InvariantCulture, $"{policy} ingress {rules.Count - 1}"), plant.Way);
                rules.AddRange(Enumerable.Range(0, dice.Below(2)).Select(_ => Rule()));
            }

            all.Add(policy with { Ingress = rules });
        }

        return (all, dead);
    }

    private static bool IsOfEarlierTier(string way) => way is "an earlier tier" or "behind a Pass";

    private Plant Make(string way, string ns, TieredPolicy policy, List<Resource> all)
    {
        var port = _port += 100;
        var rule = Rule() with { Action = PolicyAction.Allow, Source = From("app in {'a', 'b'}"), Destination = To(port, port + 9) };
        switch (way)
        {
            case "twin": return new(way, [rule], rule with { Action = Any() });
            case "narrower block": return new(way, [rule with { Source = Nets("10.0.0.0/8") }], rule with { Action = Any(), Source = Nets("10.1.0.0/16", "10.200.3.4/32") });
            case "narrower ports": return new(way, [rule], rule with { Action = Any(), Destination = To(port + 2, port + 5) });
            case "narrower selector": return new(way, [rule], rule with { Action = Any(), Source = From("app == 'a' && has(team)") });
            case "more criteria": return new(way, [rule with { Source = PolicyPeer.None }], rule with { Action = Any(), Source = Nets("192.0.2.0/24") with { Selector = "app == 'x'", NotNets = ["192.0.2.8/29"] } });
            case "halves of a block": return new(way, [rule with { Source = Nets("10.0.0.0/9") }, rule with { Action = Ends(), Source = Nets("10.128.0.0/9") }], rule with { Action = Any(), Source = Nets("10.0.0.0/8") });
            case "parts of a range": return new(way, [rule with { Destination = To(port, port + 4) }, rule with { Destination = To(port + 5, port + 9) }], rule with { Action = Any() });
            case "values of a label": return new(way, [rule with { Source = From("app == 'a'") }, rule with { Action = Ends(), Source = From("app == 'b'") }], rule with { Action = Any() });
            case "a label or not": return new(way, [rule with { Source = From("has(app)") }, rule with { Source = From("!has(app)") }], rule with { Action = Any(), Source = From("team == 'x'") });
            case "all protocols":
                var any = rule with { Protocol = null, Destination = PolicyPeer.None, Source = From($"plant == '{port}'") };
                return new(way, [any with { NotProtocol = Protocol.Tcp }, any with { Protocol = Protocol.Tcp }], any with { Action = Any() });
            case "all but and the rest":
                return new(way, [rule with { Source = Nets() with { NotNets = ["10.0.0.0/8"] }, IPVersion = 4 }, rule with { Source = Nets("10.0.0.0/8") }], rule with { Action = Any(), IPVersion = 4, Source = PolicyPeer.None });
            case "both families": return new(way, [rule with { IPVersion = 6 }, rule with { IPVersion = 4 }], rule with { Action = Any() });
            case "another policy":
                all.Add(Other(policy, "first", 50, "has(app)", [rule]));
                return new(way, [], rule with { Action = Any(), Destination = To(port, port) });
            case "several policies":
                all.Add(Other(policy, "one", 40, "app in {'web', 'other'}", [rule with { Source = From("app == 'a'") }]));
                all.Add(Other(policy, "two", 41, "all()", [rule with { Source = From("app == 'b'"), Action = PolicyAction.Deny }]));
                return new(way, [], rule with { Action = Any() });
            case "an earlier tier":
                all.Add(Earlier(ns, port, [rule with { Action = PolicyAction.Deny, Source = PolicyPeer.None }, new() { Action = PolicyAction.Pass }]));
                return new(way, [], rule with { Action = Any(), Source = From("app == 'b'") });
            default:
                // What is passed on comes here, but for what the tier has decided before.
                all.Add(Earlier(ns, port, [rule with { Action = PolicyAction.Allow, Source = PolicyPeer.None, Destination = To(port, port + 4) }, new() { Action = PolicyAction.Pass, Protocol = rule.Protocol, Destination = new() { NotPorts = [new(port + 5, port + 9)] } }, new() { Action = PolicyAction.Pass, NotProtocol = rule.Protocol }]));
                return new(way, [], rule with { Action = Any() });
        }
    }

    private PolicyAction Ends() => dice.One(PolicyAction.Allow, PolicyAction.Deny, PolicyAction.Pass);

    private PolicyAction Any() => dice.One(PolicyAction.Allow, PolicyAction.Deny, PolicyAction.Pass, PolicyAction.Log);

    private TieredPolicy Other(TieredPolicy policy, string name, double order, string selector, IReadOnlyList<PolicyRule> rules) => policy with
    {
        Metadata = policy.Metadata with { Name = string.Create(CultureInfo.InvariantCulture, $"application.{name}{_port}") },
        Order = order,
        Selector = selector,
        Ingress = rules,
    };

    private static GlobalNetworkPolicy Earlier(string ns, int port, IReadOnlyList<PolicyRule> rules) => new()
    {
        Metadata = new() { Name = string.Create(CultureInfo.InvariantCulture, $"security.p{port}") },
        Tier = "security",
        Order = port,
        NamespaceSelector = $"projectcalico.org/name == '{ns}'",
        DeclaredTypes = [PolicyType.Ingress],
        Ingress = rules,
    };

    private PolicyRule Rule()
    {
        var port = _port += 100;
        return new()
        {
            Action = dice.One(PolicyAction.Allow, PolicyAction.Allow, PolicyAction.Deny),
            Protocol = dice.One(Protocol.Tcp, Protocol.Udp),
            Source = dice.Below(4) switch { 0 => PolicyPeer.None, 1 => Nets("10.0.0.0/8"), 2 => new() { NotSelector = "app == 'a'" }, _ => From("app in {'a', 'b'}") },
            Destination = To(port, port + 9),
        };
    }

    private static PolicyPeer From(string selector) => new() { Selector = selector };

    private static PolicyPeer Nets(params IReadOnlyList<string> nets) => new() { Nets = nets };

    private static PolicyPeer To(int first, int last) => new() { Ports = [new(first, last)] };

    private static Tier Tier(string name, double order, PolicyAction end) => new() { Metadata = new() { Name = name }, Order = order, DefaultAction = end };

    private sealed record Plant(string Way, IReadOnlyList<PolicyRule> Before, PolicyRule Dead);
}
