using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>Rules with every criterion that Calico's validation lets through.</summary>
/// <param name="dice">Chooses.</param>
/// <param name="isOpen">Whether there may be criteria of which a flow does not say whether they hold.</param>
internal sealed class RandomRules(Dice dice, bool isOpen)
{
    private static readonly string[] NetsV4 = ["10.0.0.0/24", "10.0.0.0/30", "10.0.0.4/30", "10.0.0.2/32", "203.0.113.0/24", "203.0.113.0/28", "0.0.0.0/0", "10.0.0.0/8", "192.0.2.0/24"];
    private static readonly string[] NetsV6 = ["fd00::/64", "fd00::/126", "fd00::2/128", "2001:db8::/64", "::/0"];
    private readonly RandomSelectors _selectors = new(dice);

    public IReadOnlyList<PolicyRule> List(bool isEgress, bool isGlobal) => [.. Enumerable.Range(0, dice.OneIn(6) ? 0 : 1 + dice.Below(4)).Select(_ => Rule(isEgress, isGlobal))];

    public PolicyRule Rule(bool isEgress, bool isGlobal)
    {
        var version = dice.OneIn(8) ? dice.One(4, 6) : (long?)null;
        var rule = new PolicyRule
        {
            Action = dice.One(PolicyAction.Allow, PolicyAction.Allow, PolicyAction.Allow, PolicyAction.Deny, PolicyAction.Deny, PolicyAction.Pass, PolicyAction.Log),
            IPVersion = version,
        };
        rule = WithProtocol(rule);
        var isIPv6 = version is { } given ? given == 6 : dice.OneIn(4);
        var hasPorts = rule.Protocol is { HasPorts: true };
        rule = rule with
        {
            Source = Peer(new(IsOwnSide: isEgress, IsSource: true, isGlobal, isIPv6, hasPorts, rule)),
            Destination = Peer(new(IsOwnSide: !isEgress, IsSource: false, isGlobal, isIPv6, hasPorts, rule)),
        };
        if (isOpen && isEgress && rule.Action == PolicyAction.Allow && dice.OneIn(6))
            rule = rule with { Destination = new() { Domains = [dice.One("one.example.com", "*.example.com", "two.example.com")], Ports = rule.Destination.Ports } };
        if (isOpen && !isEgress && rule.Action == PolicyAction.Allow && rule.Protocol is null or { IanaNumber: 6 } && dice.OneIn(10))
            rule = rule with { Http = rule.Action == PolicyAction.Allow ? new() { Methods = ["GET"] } : null };
        return rule;
    }

    private PolicyRule WithProtocol(PolicyRule rule)
    {
        var isNot4 = rule.IPVersion == 6;
        switch (dice.Below(10))
        {
            case 0 or 1 or 2 or 3: return rule with { Protocol = dice.One(Protocol.Tcp, Protocol.Tcp, Protocol.Udp, Protocol.Sctp, new Protocol(6), new Protocol(17), Protocol.UdpLite, new Protocol(47)) };
            case 4: return rule with { NotProtocol = dice.One(Protocol.Tcp, Protocol.Udp, new Protocol(6)) };
            case 5:
                var icmp = isNot4 ? dice.One(Protocol.IcmpV6, new Protocol(58)) : rule.IPVersion == 4 ? dice.One(Protocol.Icmp, new Protocol(1)) : dice.One(Protocol.Icmp, Protocol.IcmpV6, new Protocol(1));

                // notICMP stands with ICMP only: of other packets Calico's dataplanes do not say the same.
                return rule with { Protocol = icmp, Icmp = dice.OneIn(2) ? Icmp() : null, NotIcmp = dice.OneIn(4) ? Icmp() : null };
            default: return rule;
        }
    }

    private IcmpMatch Icmp() => new() { Type = dice.One(8, 0, 3, 128), Code = dice.OneIn(3) ? dice.One(0, 1) : null };

    private PolicyPeer Peer(Side side)
    {
        var peer = new PolicyPeer();
        if (dice.OneIn(side.IsOwnSide ? 2 : 8)) return WithPorts(peer, side);

        // Calico takes services on the far side only, alone but for the ports of a source.
        if (!side.IsOwnSide && dice.OneIn(8))
        {
            peer = new() { Services = new() { Name = dice.One("web", "db", "none"), Namespace = side.IsGlobal || dice.OneIn(2) ? dice.One("prod", "dev") : null } };
            return side.IsSource ? WithPorts(peer, side) : peer;
        }

        if (dice.OneIn(4)) peer = peer with { Selector = _selectors.OfEndpoints() };
        if (dice.OneIn(6)) peer = peer with { NotSelector = _selectors.OfEndpoints() };
        if (dice.OneIn(5)) peer = peer with { NamespaceSelector = dice.OneIn(4) ? "global()" : _selectors.OfNamespaces() };
        if (dice.OneIn(8)) peer = peer with { ServiceAccounts = new() { Names = dice.OneIn(2) ? [dice.One("web", "default")] : [], Selector = dice.OneIn(2) ? _selectors.OfAccounts() : null } };
        var nets = side.IsIPv6 ? NetsV6 : NetsV4;
        if (dice.OneIn(5)) peer = peer with { Nets = dice.Some(nets, 3) };
        if (dice.OneIn(7)) peer = peer with { NotNets = dice.Some(nets[..^1], 2).Where(net => !net.EndsWith("/0", StringComparison.Ordinal)).ToList() };
        return WithPorts(peer, side);
    }

    // Without a protocol ports have names only.
    private PolicyPeer WithPorts(PolicyPeer peer, Side side)
    {
        if (!side.HasPorts && side.Rule.Protocol is not null) return peer;
        PolicyPort[] ports = side.HasPorts
            ? [new("http"), new("dns"), new(80), new(53), new(8080), new(80, 443), new(1, 1023), new(22)]
            : [new("http"), new("dns")];
        if (dice.OneIn(side.HasPorts ? (side.IsSource ? 8 : 2) : 8)) peer = peer with { Ports = dice.Some(ports, 3) };
        if (dice.OneIn(side.IsSource ? 20 : 8)) peer = peer with { NotPorts = dice.Some(ports, 2) };
        return peer;
    }

    private sealed record Side(bool IsOwnSide, bool IsSource, bool IsGlobal, bool IsIPv6, bool HasPorts, PolicyRule Rule);
}
