using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>What one side of a rule asks, as parts of boxes.</summary>
internal sealed class PeerBoxes
{
    private readonly PolicyPeer _peer;
    private readonly bool _isSource;
    private readonly string _protocol;
    private readonly Selector? _positive;
    private readonly List<BoxLiteral> _literals = [];
    private readonly AddressRanges _nets = AddressRanges.All;
    private readonly bool _isForIPv4 = true;
    private readonly bool _isForIPv6 = true;

    /// <summary>Reads a side.</summary>
    /// <param name="peer">The side.</param>
    /// <param name="ns">The namespace of the rule's policy; empty for a global one.</param>
    /// <param name="isSource">Which side.</param>
    /// <param name="protocol">The rule's protocol.</param>
    /// <param name="countsDomains">Whether domains of network sets count.</param>
    /// <param name="logic">Reads the selectors.</param>
    public PeerBoxes(PolicyPeer peer, string ns, bool isSource, Protocol? protocol, bool countsDomains, SelectorLogic logic)
    {
        (_peer, _isSource, _protocol) = (peer, isSource, protocol?.ToString() ?? string.Empty);
        var selectors = PeerSelectors.Of(ns, peer);
        Selector? negated = null;
        IsKnown = peer.Ports.All(IsPlain) && peer.NotPorts.All(IsPlain)
            && (selectors.Positive.Length == 0 || (_positive = logic.Parse(selectors.Positive)) is not null)
            && (selectors.Negated.Length == 0 || (negated = logic.Parse(selectors.Negated)) is not null)
            && TryRead(peer.Nets, out var nets) && TryRead(peer.NotNets, out var notNets) && Fit(nets, notNets, out _nets, out _isForIPv4, out _isForIPv6);
        if (_positive is not null) Add(countsDomains ? LiteralKind.EntityOrDomain : LiteralKind.Entity, _positive, [], isPositive: true);
        if (negated is not null) Add(LiteralKind.Entity, negated, [], isPositive: false);
        if (peer.Domains.Count > 0) Add(LiteralKind.Domain, null, peer.Domains.Select(domain => domain.ToLowerInvariant()), isPositive: true);

        // Whether a service without a namespace is that of the policy's, sources do not agree on.
        if (peer.Services is { } service) Add(LiteralKind.Service, null, [string.IsNullOrEmpty(service.Namespace) ? $"{ns}//{service.Name}" : $"{service.Namespace}/{service.Name}"], isPositive: true);
        var names = NamesOf(peer.NotPorts);
        if (names.Count > 0) Add(LiteralKind.NamedPort, _positive, names, isPositive: false);
    }

    /// <summary>Whether it is known what the side matches.</summary>
    public bool IsKnown { get; }

    /// <summary>The part of a box for which the side holds, as far as ports that are asked for are left out.</summary>
    public PacketBox Narrow(PacketBox box)
    {
        box = box with { HasIPv4 = box.HasIPv4 && _isForIPv4, HasIPv6 = box.HasIPv6 && _isForIPv6, Literals = [.. box.Literals, .. _literals] };
        box = _isSource ? box with { Source = box.Source.Intersect(_nets) } : box with { Destination = box.Destination.Intersect(_nets) };
        foreach (var port in _peer.NotPorts)
        {
            if (!port.IsNamed) box = Without(box, port);
        }

        return box;
    }

    /// <summary>The parts of a box with the ports that are asked for: one for numbers, one for names.</summary>
    public IEnumerable<PacketBox> Ports(PacketBox box)
    {
        if (_peer.Ports.Count == 0)
        {
            yield return box;
            yield break;
        }

        box = box with { Traffic = box.Traffic.Intersect(TrafficSet.WithPorts), SourcePorts = box.SourcePorts.Intersect(PacketBox.WithSourcePort) };
        if (_peer.Ports.Any(port => !port.IsNamed)) yield return WithNumbers(box);
        var names = NamesOf(_peer.Ports);
        if (names.Count > 0) yield return box with { Literals = [.. box.Literals, new(LiteralKind.NamedPort, _isSource, _positive, names, true)] };
    }

    private PacketBox WithNumbers(PacketBox box)
    {
        var numbers = TrafficSet.None;
        foreach (var port in _peer.Ports)
        {
            if (!port.IsNamed) numbers = numbers.Union(Numbers(port));
        }

        return _isSource ? box with { SourcePorts = box.SourcePorts.Intersect(numbers) } : box with { Traffic = box.Traffic.Intersect(numbers) };
    }

    private PacketBox Without(PacketBox box, PolicyPort port) => _isSource
        ? box with { SourcePorts = box.SourcePorts.Except(Numbers(port)) }
        : box with { Traffic = box.Traffic.Except(Numbers(port)) };

    private TrafficSet Numbers(PolicyPort port)
    {
        var (first, last) = ((int)port.Min, (int)port.Max);
        if (_isSource) return TrafficSet.OfPorts(0, first, last);
        return TrafficSet.OfPorts(6, first, last).Union(TrafficSet.OfPorts(17, first, last)).Union(TrafficSet.OfPorts(132, first, last));
    }

    // The same name means other numbers for another protocol, and Felix does not take all spellings of one for the same.
    private List<string> NamesOf(IReadOnlyList<PolicyPort> ports) =>
        [.. ports.Where(port => port.IsNamed).Select(port => $"{port.Name}/{_protocol}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private void Add(LiteralKind kind, Selector? selector, IEnumerable<string> names, bool isPositive) =>
        _literals.Add(new(kind, _isSource, selector, [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], isPositive));

    private static bool IsPlain(PolicyPort port) => port.IsNamed || (port.Min >= 0 && port.Min <= port.Max && port.Max <= 65535);

    /// <summary>A rule with blocks of the other family alone is left out for this one, negated ones too; so is one that excludes everything.</summary>
    private static bool Fit(List<Cidr>? nets, List<Cidr>? notNets, out AddressRanges ranges, out bool isForIPv4, out bool isForIPv6)
    {
        ranges = nets is null ? AddressRanges.All : AddressRanges.Of(nets);
        if (notNets is not null) ranges = ranges.Except(AddressRanges.Of(notNets));
        isForIPv4 = Fits(isIPv6: false);
        isForIPv6 = Fits(isIPv6: true);
        return true;

        bool Fits(bool isIPv6) => (nets is null || nets.Exists(net => net.IsIPv6 == isIPv6)) && (notNets is null || notNets.Exists(net => net.IsIPv6 == isIPv6));
    }

    private static bool TryRead(IReadOnlyList<string> texts, out List<Cidr>? blocks)
    {
        blocks = texts.Count == 0 ? null : new(texts.Count);
        foreach (var text in texts)
        {
            if (!Cidr.TryParse(text, out var block)) return false;
            blocks!.Add(block);
        }

        return true;
    }
}
