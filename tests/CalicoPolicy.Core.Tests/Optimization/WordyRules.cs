using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>Rules as people who write no less than they need would not: twins, lists that could be shorter, wordy selectors.</summary>
internal sealed class WordyRules(Dice dice)
{
    private static readonly string[] NetsV4 =
    [
        "10.0.0.0/31", "10.0.0.2/31", "10.0.0.0/30", "10.0.0.1/32", "10.0.0.2", "10.0.0.3/32", "10.0.0.4/30", "10.0.0.5", "10.0.0.9/28", "203.0.113.0/25",
        "203.0.113.128/25", "203.0.113.7", "198.51.100.0/24", "192.0.2.0/24", "0.0.0.0/1", "128.0.0.0/1",
    ];

    private static readonly string[] NetsV6 = ["fd00::/127", "fd00::2/127", "fd00::1", "fd00::/64", "fd00::4/126", "2001:db8::/33", "2001:db8:8000::/33", "2001:db9::/32"];
    private static readonly PolicyPort[] Ports = [new(80), new(81), new(80, 82), new(83, 90), new(53), new(8080), new(443), new(22), new(1, 1023), new(8000, 9000), new("http"), new("dns")];
    private static readonly string[] Domains = ["one.example.com", "two.example.com", "*.example.com", "elsewhere.org", "three.example.com"];
    private readonly RandomRules _varied = new(dice, isOpen: false);
    private readonly WordySelectors _selectors = new(dice);

    /// <summary>Some rules, of which any may be met by the same packets.</summary>
    public IReadOnlyList<PolicyRule> List(bool isEgress, bool isGlobal)
    {
        var rules = Enumerable.Range(0, dice.OneIn(6) ? 0 : 1 + dice.Below(4)).Select(_ => dice.OneIn(3) ? _varied.Rule(isEgress, isGlobal) : Rule(isEgress)).ToList();
        for (var twins = rules.Count > 0 ? dice.Below(3) : 0; twins > 0; twins--)
        {
            var place = dice.Below(rules.Count);
            rules.Insert(dice.OneIn(2) ? place + 1 : dice.Below(rules.Count + 1), Varied(rules[place], isEgress));
        }

        return rules;
    }

    /// <summary>A rule about somebody else: lists and selectors of the far side.</summary>
    public PolicyRule Rule(bool isEgress)
    {
        var isIPv6 = dice.OneIn(4);
        var rule = new PolicyRule
        {
            Action = dice.One(PolicyAction.Allow, PolicyAction.Allow, PolicyAction.Deny, PolicyAction.Pass),
            Protocol = dice.OneIn(4) ? null : dice.One(Protocol.Tcp, Protocol.Tcp, Protocol.Udp),
        };
        var peer = new PolicyPeer();
        switch (dice.Below(8))
        {
            case 0 or 1 or 2: peer = peer with { Nets = Nets(isIPv6, most: dice.OneIn(2) ? 3 : 8) }; break;
            case 3: peer = peer with { Selector = _selectors.OfEndpoints(), NamespaceSelector = dice.OneIn(3) ? _selectors.OfNamespaces() : null }; break;
            case 4: peer = peer with { NotSelector = _selectors.OfEndpoints(), Nets = dice.OneIn(2) ? Nets(isIPv6, most: 6) : [] }; break;
            case 5: peer = peer with { ServiceAccounts = new() { Names = Doubled(["web", "default"]), Selector = dice.OneIn(2) ? _selectors.OfAccounts() : null } }; break;
            case 6 when isEgress:
                peer = peer with { Domains = Doubled(Domains) };
                rule = rule with { Action = PolicyAction.Allow };
                break;
            default: break;
        }

        if (peer.Domains.Count == 0 && dice.OneIn(6)) peer = peer with { NotNets = Nets(isIPv6, most: 4) };
        if (rule.Protocol is not null && dice.OneIn(2)) peer = peer with { Ports = dice.OneIn(4) ? [dice.One(Ports[^2..])] : dice.Some(Ports, 6) };
        if (rule.Protocol is not null && dice.OneIn(8)) peer = peer with { NotPorts = dice.Some(Ports, 4) };
        if (dice.OneIn(5)) rule = rule with { Metadata = new() { Annotations = LabelMap.Of([new("why", dice.One("old", "new"))]) } };
        return isEgress ? rule with { Destination = peer } : rule with { Source = peer };
    }

    /// <summary>The same rule, or one that differs in a list.</summary>
    private PolicyRule Varied(PolicyRule rule, bool isEgress)
    {
        var peer = isEgress ? rule.Destination : rule.Source;
        var isIPv6 = peer.Nets.Concat(peer.NotNets).Any(net => net.Contains(':', StringComparison.Ordinal));
        if (peer.Nets.Count > 0 && dice.OneIn(2))
            peer = peer with { Nets = Nets(isIPv6, most: 4) };
        else if (peer.Domains.Count > 0 && dice.OneIn(2))
            peer = peer with { Domains = dice.Some(Domains, 3) };
        else if (peer.Ports.Count > 0 && rule.Protocol is not null && !dice.OneIn(3))
            peer = peer with { Ports = dice.Some(Ports, 4) };
        return isEgress ? rule with { Destination = peer } : rule with { Source = peer };
    }

    private IReadOnlyList<string> Nets(bool isIPv6, int most) => dice.Some(isIPv6 ? NetsV6 : NetsV4, most);

    private IReadOnlyList<string> Doubled(string[] items)
    {
        var some = dice.Some(items, 5);
        return dice.OneIn(3) ? [.. some, some[0]] : some;
    }
}
