using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// The ports that one side of a rule names: numbers and ranges, or named ports, which stand for pairs of an endpoint's address and
/// port of the rule's protocol, of any where it has none (felix/calc/rule_scanner.go).
/// </summary>
internal sealed class PortMatch
{
    private readonly (int First, int Last)[] _ranges;
    private readonly string[] _names;

    private PortMatch(IReadOnlyList<PolicyPort> ports)
    {
        _ranges = [.. ports.Where(port => !port.IsNamed).Select(port => ((int)port.Min, (int)port.Max))];
        _names = [.. ports.Where(port => port.IsNamed).Select(port => port.Name!)];
    }

    /// <summary>The ports of a list; null for an empty one.</summary>
    public static PortMatch? Of(IReadOnlyList<PolicyPort> ports) => ports.Count == 0 ? null : new(ports);

    /// <summary>Whether names are among them, which stand for other numbers on each endpoint.</summary>
    public bool HasNames => _names.Length > 0;

    /// <summary>The traffic that has one of the ports, of flows whose source port may be any.</summary>
    /// <param name="end">The end that has the port.</param>
    /// <param name="selector">What the side selects; a named port counts on endpoints that it picks only.</param>
    /// <param name="isSource">Whether it is the source's port.</param>
    public PartialTraffic Traffic(ResolvedEnd end, SelectorEntry? selector, bool isSource)
    {
        var traffic = PartialTraffic.None;
        foreach (var (first, last) in _ranges)
        {
            if (first <= 0 && last >= 65535) return PartialTraffic.Of(TrafficSet.WithPorts);
            traffic = isSource ? new(TrafficSet.None, TrafficSet.WithPorts) : traffic.Or(PartialTraffic.Of(
                TrafficSet.OfPorts(6, first, last).Union(TrafficSet.OfPorts(17, first, last)).Union(TrafficSet.OfPorts(132, first, last))));
        }

        foreach (var name in _names)
        {
            foreach (var endpoint in end.Endpoints)
            {
                if (endpoint.Kind == EndpointKind.Host && endpoint.Addresses.Count == 0) continue;
                var picked = selector?.OfClass(endpoint.LabelClass) ?? Truth.Yes;
                foreach (var given in endpoint.Ports)
                {
                    if (given.Name != name || given.Port is not { } number || (given.Protocol ?? Protocol.Tcp) is not { HasPorts: true, IanaNumber: { } protocol }) continue;
                    traffic = traffic.Or(isSource
                        ? PartialTraffic.Of(TrafficSet.OfProtocol((int)protocol)).If(picked == Truth.No ? Truth.No : Truth.Maybe)
                        : PartialTraffic.Of(TrafficSet.OfPorts((int)protocol, (int)number, (int)number)).If(picked));
                }
            }

            if (end.MayBeUnknownPod || end.MayBeUnreadEndpoint || end.IsAnyPod) traffic = traffic.Or(new(TrafficSet.None, TrafficSet.WithPorts));
        }

        return traffic;
    }

    /// <summary>Whether the port is one of them.</summary>
    /// <param name="port">The port; -1 where it is not known.</param>
    /// <param name="end">The end that has the port.</param>
    /// <param name="protocol">The packet's protocol.</param>
    /// <param name="selector">What the side selects; a named port counts on endpoints that it picks only.</param>
    /// <param name="unknowns">What is not known.</param>
    /// <param name="missing">What to note where the port is not known.</param>
    public Truth Hold(int port, ResolvedEnd end, int protocol, SelectorEntry? selector, ref Unknowns unknowns, Unknowns missing)
    {
        if (protocol is not (6 or 17 or 132)) return Truth.No;
        var answer = Truth.No;
        foreach (var (first, last) in _ranges)
        {
            if (port >= first && port <= last) return Truth.Yes;
            if (port < 0 && first <= 0 && last >= 65535) return Truth.Yes;
            if (port < 0) (answer, unknowns) = (Truth.Maybe, unknowns | missing);
        }

        foreach (var name in _names)
        {
            var one = HoldNamed(name, port, end, protocol, selector, ref unknowns, missing);
            if (one == Truth.Yes) return Truth.Yes;
            if (one > answer) answer = one;
        }

        return answer;
    }

    /// <summary>Whether the port may be one of them, whoever has it.</summary>
    public bool MayHold(int protocol, int port) => protocol is 6 or 17 or 132 && (port < 0 || _names.Length > 0 || HoldsNumber(port));

    /// <summary>Whether the port is one of them, whoever has it.</summary>
    public bool SurelyHolds(int protocol, int port) => protocol is 6 or 17 or 132 && HoldsNumber(port);

    /// <summary>The numbers between which it makes no difference which one it is: the first of each range, and the one after its last.</summary>
    public IEnumerable<int> Edges => _ranges.SelectMany(range => (int[])[range.First, range.Last + 1]);

    private bool HoldsNumber(int port)
    {
        foreach (var (first, last) in _ranges)
        {
            if (port >= first && port <= last) return true;
        }

        return false;
    }

    private static Truth HoldNamed(string name, int port, ResolvedEnd end, int protocol, SelectorEntry? selector, ref Unknowns unknowns, Unknowns missing)
    {
        var answer = Truth.No;
        foreach (var endpoint in end.Endpoints)
        {
            // A host's interface without expected addresses is in no set, of ports neither.
            if (endpoint.Kind == EndpointKind.Host && endpoint.Addresses.Count == 0) continue;
            var picked = selector?.OfClass(endpoint.LabelClass) ?? Truth.Yes;
            if (picked == Truth.No) continue;
            for (var index = 0; index < endpoint.Ports.Count; index++)
            {
                var given = endpoint.Ports[index];
                if (given.Name != name || (given.Protocol ?? Protocol.Tcp).IanaNumber != protocol || given.Port is not { } number) continue;
                if (port >= 0 && number != port) continue;
                if (port >= 0 && picked == Truth.Yes) return Truth.Yes;
                unknowns |= port < 0 ? missing : Unknowns.Labels;
                answer = Truth.Maybe;
            }
        }

        if (!end.MayBeUnknownPod && !end.MayBeUnreadEndpoint) return answer;
        unknowns |= end.MayBeUnreadEndpoint ? Unknowns.Gap : Unknowns.NamedPort;
        return Truth.Maybe;
    }
}
