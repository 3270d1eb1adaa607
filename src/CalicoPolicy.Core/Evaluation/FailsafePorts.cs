using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Ports of a host that stay open in one direction whatever policy says (felix/config/config_params.go, felix/rules/static.go).</summary>
internal sealed class FailsafePorts
{
    private const int Tcp = 6;
    private const int Udp = 17;
    private const int Sctp = 132;

    private static readonly (int Protocol, int Port, Cidr? Net)[] UnchangedInbound =
        [(Tcp, 22, null), (Udp, 68, null), (Tcp, 179, null), (Tcp, 2379, null), (Tcp, 2380, null), (Tcp, 5473, null), (Tcp, 6443, null), (Tcp, 6666, null), (Tcp, 6667, null)];

    private static readonly (int Protocol, int Port, Cidr? Net)[] UnchangedOutbound =
        [(Udp, 53, null), (Udp, 67, null), (Tcp, 179, null), (Tcp, 2379, null), (Tcp, 2380, null), (Tcp, 5473, null), (Tcp, 6443, null), (Tcp, 6666, null), (Tcp, 6667, null)];

    private readonly (int Protocol, int Port, Cidr? Net)[]? _ports;
    private readonly bool _isInbound;

    /// <summary>Makes the ports.</summary>
    /// <param name="ports">What Felix is told; null where that is not known.</param>
    /// <param name="isInbound">Whether they are the host's own ports, or those of others.</param>
    public FailsafePorts(ValueList<ProtoPort>? ports, bool isInbound)
    {
        _isInbound = isInbound;
        _ports = ports is null ? null : !ports.IsDeclared ? isInbound ? UnchangedInbound : UnchangedOutbound : [.. ports.SelectMany(Read)];
    }

    /// <summary>The traffic of which some may be answers from such ports.</summary>
    public TrafficSet Answers => _ports is null
        ? TrafficSet.WithPorts
        : _ports.Select(port => port.Protocol).Distinct().Aggregate(TrafficSet.None, (traffic, protocol) => traffic.Union(TrafficSet.OfProtocol(protocol)));

    /// <summary>Whether a packet gets through.</summary>
    public Truth LetThrough(in Packet packet, ref Unknowns unknowns) => Hold(packet, packet.DestinationPort, _isInbound, Unknowns.DestinationPort, ref unknowns);

    /// <summary>Whether a packet the other way is an answer of such a port.</summary>
    public Truth LetAnswer(in Packet packet, ref Unknowns unknowns) => Hold(packet, packet.SourcePort, !_isInbound, Unknowns.SourcePort, ref unknowns);

    /// <summary>All traffic that gets through: surely, and possibly where it depends on the other end or is not known.</summary>
    public PartialTraffic Traffic()
    {
        if (_ports is null) return new(TrafficSet.None, TrafficSet.WithPorts);
        var traffic = PartialTraffic.None;
        foreach (var (protocol, port, net) in _ports)
            traffic = traffic.Or(PartialTraffic.Of(TrafficSet.OfPorts(protocol, port, port)).If(net is null ? Truth.Yes : Truth.Maybe));
        return traffic;
    }

    private static IEnumerable<(int Protocol, int Port, Cidr? Net)> Read(ProtoPort port)
    {
        // What Felix cannot read as a block it passes over with the port.
        Cidr? net = null;
        if (!string.IsNullOrEmpty(port.Net))
        {
            if (!Cidr.TryParse(port.Net, out var block)) yield break;
            net = block;
        }

        if (port.Port is { } number) yield return ((int)((port.Protocol ?? Protocol.Tcp).IanaNumber ?? Tcp), (int)number, net);
    }

    private Truth Hold(in Packet packet, int given, bool isFromOther, Unknowns missing, ref Unknowns unknowns)
    {
        if (packet.Protocol is not (Tcp or Udp or Sctp)) return Truth.No;
        if (_ports is null)
        {
            unknowns |= Unknowns.Gap;
            return Truth.Maybe;
        }

        var answer = Truth.No;
        foreach (var (protocol, port, net) in _ports)
        {
            if (protocol != packet.Protocol || (given >= 0 && port != given)) continue;
            var isThere = net is { } block ? Hold(block, isFromOther ? packet.Source : packet.Destination, packet.IsIPv6, ref unknowns) : Truth.Yes;
            if (isThere == Truth.Yes && given >= 0) return Truth.Yes;
            if (isThere == Truth.No) continue;
            if (given < 0) unknowns |= missing;
            answer = Truth.Maybe;
        }

        return answer;
    }

    private static Truth Hold(Cidr block, ResolvedEnd other, bool isIPv6, ref Unknowns unknowns)
    {
        if (block.IsIPv6 != isIPv6) return Truth.No;
        if (other.Address is { } address) return block.Contains(address) ? Truth.Yes : Truth.No;
        unknowns |= Unknowns.Address;
        return Truth.Maybe;
    }
}
