using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>
/// Makes boxes of rules, by what every dataplane of Calico makes of them (<see cref="CompiledRule"/> says the same of a packet). A rule
/// with a criterion of which that is not known, or that Calico would not take, has no boxes.
/// </summary>
/// <param name="logic">Reads the selectors.</param>
/// <param name="setsHaveDomains">Whether network sets may have domains, so that rules that allow match more than others.</param>
internal sealed class RuleBoxes(SelectorLogic logic, bool setsHaveDomains)
{
    private const int Standard = 1;
    private const int Ebpf = 2;

    /// <summary>The boxes, which together are all that the rule matches and nothing else; null where that is not known.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="ns">The namespace of its policy; empty for a global one.</param>
    /// <param name="isEgress">Its direction.</param>
    public IReadOnlyList<PacketBox>? Of(PolicyRule rule, string ns, bool isEgress)
    {
        if (!rule.IsFullyKnown() || !rule.Action.IsKnown || rule.IPVersion is not (null or 4 or 6)) return null;
        if (!IsPlain(rule.Protocol) || !IsPlain(rule.NotProtocol) || !IsPlain(rule, rule.Icmp) || !IsPlain(rule, rule.NotIcmp)) return null;
        var source = new PeerBoxes(rule.Source, ns, isSource: true, rule.Protocol, countsDomains: false, logic);
        var destination = new PeerBoxes(rule.Destination, ns, isSource: false, rule.Protocol, setsHaveDomains && isEgress && rule.Action == PolicyAction.Allow, logic);
        if (!source.IsKnown || !destination.IsKnown) return null;
        var boxes = new List<PacketBox>();
        foreach (var dataplane in DataplanesOf(rule))
        {
            var box = source.Narrow(destination.Narrow(Headers(rule, dataplane)));
            if (rule.Http is { } http) box = box with { Literals = [.. box.Literals, new(LiteralKind.Http, false, null, [TextOf(http)], true)] };
            foreach (var way in source.Ports(box)) boxes.AddRange(destination.Ports(way));
        }

        boxes.RemoveAll(box => box.HasNoHeader || LiteralLogic.Contradict(box.Literals, logic));
        return boxes;
    }

    /// <summary>By the name of two protocols Felix' programs for eBPF mean number 0 (felix/bpf/polprog/pol_prog_builder.go).</summary>
    private static int[] DataplanesOf(PolicyRule rule) =>
        IsOtherInEbpf(rule.Protocol) || IsOtherInEbpf(rule.NotProtocol) ? [Standard, Ebpf] : [Standard | Ebpf];

    private static bool IsOtherInEbpf(Protocol? protocol) => protocol?.Name is "ICMPv6" or "UDPLite";

    private static PacketBox Headers(PolicyRule rule, int dataplanes)
    {
        var traffic = rule.Protocol is { } protocol ? TrafficSet.OfProtocol(NumberOf(protocol, dataplanes)) : TrafficSet.All;
        if (rule.NotProtocol is { } not) traffic = traffic.Except(TrafficSet.OfProtocol(NumberOf(not, dataplanes)));

        // Without a type Calico passes the whole criterion over.
        if (rule.Icmp is { Type: not null } icmp) traffic = traffic.Intersect(OfIcmp(icmp));
        if (rule.NotIcmp is { Type: not null } notIcmp) traffic = traffic.Except(OfIcmp(notIcmp));

        // ICMP and ICMPv6 by name imply a family; the numbers do not (rule_convert.go).
        var version = rule.IPVersion ?? rule.Protocol?.Name switch { "ICMP" => 4, "ICMPv6" => 6, _ => null };
        return new() { Dataplanes = dataplanes, HasIPv4 = version is null or 4, HasIPv6 = version is null or 6, Traffic = traffic };
    }

    private static int NumberOf(Protocol protocol, int dataplanes) =>
        dataplanes == Ebpf && IsOtherInEbpf(protocol) ? 0 : (int)protocol.IanaNumber!.Value;

    private static TrafficSet OfIcmp(IcmpMatch match)
    {
        var first = ((int)match.Type!.Value << 8) + (int)(match.Code ?? 0);
        var last = match.Code is null ? first + 255 : first;
        return TrafficSet.OfPorts(1, first, last).Union(TrafficSet.OfPorts(58, first, last));
    }

    private static bool IsPlain(Protocol? protocol) => protocol is not { } given || given.IanaNumber is >= 1 and <= 255;

    // Of packets of other protocols the dataplanes do not say the same.
    private static bool IsPlain(PolicyRule rule, IcmpMatch? icmp) => icmp is null
        || (icmp.UnknownFields.Count == 0 && icmp.Type is null or (>= 0 and <= 255) && icmp.Code is null or (>= 0 and <= 255)
            && (icmp.Type is not null || icmp.Code is null) && rule.Protocol?.IanaNumber is 1 or 58);

    private static string TextOf(HttpMatch http) => string.Join('\n', (IEnumerable<string>)
    [
        .. http.Methods.Order(StringComparer.Ordinal), "|",
        .. http.Paths.Select(path => $"{path.Exact}|{path.Prefix}").Order(StringComparer.Ordinal), "|",
        .. http.Headers.Select(header => $"{header.Header}|{header.Operator}|{string.Join(',', header.Values)}").Order(StringComparer.Ordinal),
    ]);
}
