using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>A rule, ready to be matched. Says nothing of the order of evaluation.</summary>
internal sealed class CompiledRule
{
    private const int AnyProtocol = -1;

    private readonly int _protocol = AnyProtocol;
    private readonly int _notProtocol = AnyProtocol;
    private readonly bool _isForIPv4;
    private readonly bool _isForIPv6;
    private readonly IcmpMatch? _icmp;
    private readonly IcmpMatch? _notIcmp;
    private readonly bool _hasHttp;
    private readonly PeerMatch _source;
    private readonly PeerMatch _destination;

    public CompiledRule(PolicyRule rule, FieldPath path, PeerMatch source, PeerMatch destination, DataplaneKind dataplane)
    {
        (Rule, Path, _source, _destination) = (rule, path, source, destination);
        Action = rule.Action == PolicyAction.Allow ? RuleStep.Allow
            : rule.Action == PolicyAction.Deny ? RuleStep.Deny
            : rule.Action == PolicyAction.Pass ? RuleStep.Pass : RuleStep.Log;
        _protocol = NumberOf(rule.Protocol, dataplane);
        _notProtocol = NumberOf(rule.NotProtocol, dataplane);

        // Without a type Calico passes the whole criterion over.
        _icmp = rule.Icmp is { Type: not null } ? rule.Icmp : null;
        _notIcmp = rule.NotIcmp is { Type: not null } ? rule.NotIcmp : null;
        _hasHttp = rule.Http is not null;
        _isForIPv4 = IsFor(isIPv6: false);
        _isForIPv6 = IsFor(isIPv6: true);
    }

    /// <summary>The rule as it was written, or as it was made of a rule of Kubernetes.</summary>
    public PolicyRule Rule { get; }

    /// <summary>Its place in the policy that it was written in.</summary>
    public FieldPath Path { get; }

    /// <summary>What it does with what it matches.</summary>
    public RuleStep Action { get; }

    /// <summary>What it asks of the source.</summary>
    public PeerMatch Source => _source;

    /// <summary>What it asks of the destination.</summary>
    public PeerMatch Destination => _destination;

    /// <summary>Whether it surely matches every packet.</summary>
    public bool MatchesEverything => _source.IsForEverything && _destination.IsForEverything && Traffic().Sure.IsAll && _isForIPv4 && _isForIPv6;

    /// <summary>Whether it can match traffic of the family.</summary>
    public bool IsForFamily(bool isIPv6) => isIPv6 ? _isForIPv6 : _isForIPv4;

    /// <summary>The traffic that it matches as far as it asks nothing of either end: by protocol, ICMP and HTTP.</summary>
    public PartialTraffic Traffic()
    {
        var traffic = _protocol switch
        {
            AnyProtocol => TrafficSet.All,
            < 256 => TrafficSet.OfProtocol(_protocol),
            _ => TrafficSet.None,
        };
        if (_notProtocol is >= 0 and < 256) traffic = traffic.Except(TrafficSet.OfProtocol(_notProtocol));
        if (_icmp is not null) traffic = traffic.Intersect(OfIcmp(_icmp));
        if (_notIcmp is not null) traffic = traffic.Except(OfIcmp(_notIcmp));
        return PartialTraffic.Of(traffic).If(_hasHttp ? Truth.Maybe : Truth.Yes);
    }

    /// <summary>The protocols that it names.</summary>
    public IEnumerable<int> Protocols => [_protocol, _notProtocol];

    /// <summary>Whether the rule may match packets of a family, a protocol and a destination port (-1: not known), whoever the ends are.</summary>
    public bool MayMatch(bool isIPv6, int protocol, int port) => MayMatch(isIPv6, protocol)
        && (_destination.Ports is null || _destination.Ports.MayHold(protocol, port))
        && (_destination.NotPorts is null || !_destination.NotPorts.SurelyHolds(protocol, port));

    /// <summary>Whether the rule matches.</summary>
    public Truth Match(in Packet packet, PolicySnapshot snapshot, ref Unknowns unknowns)
    {
        if (!MayMatch(packet.IsIPv6, packet.Protocol)) return Truth.No;
        var answer = Truth.Yes;
        if (_icmp is not null)
        {
            answer = OfIcmp(_icmp, packet, ref unknowns);
            if (answer == Truth.No) return Truth.No;
        }

        if (_notIcmp is not null)
        {
            var inner = OfIcmp(_notIcmp, packet, ref unknowns);
            if (inner == Truth.Yes) return Truth.No;
            if (inner == Truth.Maybe) answer = Truth.Maybe;
        }

        var one = _destination.Match(packet, isSource: false, snapshot, ref unknowns);
        if (one < answer) answer = one;
        if (answer == Truth.No) return Truth.No;
        one = _source.Match(packet, isSource: true, snapshot, ref unknowns);
        if (one < answer) answer = one;
        if (answer == Truth.No || !_hasHttp) return answer;
        unknowns |= Unknowns.Http;
        return Truth.Maybe;
    }

    private bool MayMatch(bool isIPv6, int protocol) => (isIPv6 ? _isForIPv6 : _isForIPv4)
        && (_protocol == AnyProtocol || _protocol == protocol)
        && (_notProtocol == AnyProtocol || _notProtocol != protocol);

    private static int NumberOf(Protocol? protocol, DataplaneKind dataplane)
    {
        if (protocol is not { } given) return AnyProtocol;

        // Felix' programs for eBPF know four names (felix/bpf/polprog/pol_prog_builder.go, protocolToNumber).
        if (dataplane == DataplaneKind.Ebpf && given.Name is ("ICMPv6" or "UDPLite")) return 0;
        return (int)(given.IanaNumber ?? 256);
    }

    /// <summary>ICMP and ICMPv6 by name imply a family; the numbers do not (rule_convert.go).</summary>
    private bool IsFor(bool isIPv6)
    {
        var version = Rule.IPVersion ?? (Rule.Protocol?.Name, Rule.NotProtocol?.Name) switch
        {
            ("ICMP", _) => 4,
            ("ICMPv6", _) => 6,
            _ => null,
        };
        if (version is { } given && given != (isIPv6 ? 6 : 4)) return false;
        return Fits(_source, isIPv6) && Fits(_destination, isIPv6);
    }

    /// <summary>A rule with blocks of the other family alone is left out for this one, negated ones too; so is one that excludes everything.</summary>
    private static bool Fits(PeerMatch peer, bool isIPv6) => (peer.Nets is null || peer.Nets.Has(isIPv6))
        && (peer.NotNets is null || (peer.NotNets.Has(isIPv6) && !peer.NotNets.HasEverything(isIPv6)));

    private static TrafficSet OfIcmp(IcmpMatch match)
    {
        if (match.Type is not { } type) return TrafficSet.Icmp;
        if (type is < 0 or > 255 || match.Code is < 0 or > 255) return TrafficSet.None;
        var (first, last) = match.Code is { } code ? ((type << 8) + code, (type << 8) + code) : (type << 8, (type << 8) + 255);
        return TrafficSet.OfPorts(1, (int)first, (int)last).Union(TrafficSet.OfPorts(58, (int)first, (int)last));
    }

    private static Truth OfIcmp(IcmpMatch match, in Packet packet, ref Unknowns unknowns)
    {
        if (packet.Protocol is not (1 or 58)) return Truth.No;
        var answer = Truth.Yes;
        if (match.Type is { } type)
        {
            if (packet.IcmpType >= 0 && packet.IcmpType != type) return Truth.No;
            if (packet.IcmpType < 0) answer = Truth.Maybe;
        }

        if (match.Code is { } code)
        {
            if (packet.IcmpCode >= 0 && packet.IcmpCode != code) return Truth.No;
            if (packet.IcmpCode < 0) answer = Truth.Maybe;
        }

        if (answer == Truth.Maybe) unknowns |= Unknowns.Icmp;
        return answer;
    }
}
