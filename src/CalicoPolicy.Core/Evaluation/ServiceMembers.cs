using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// The endpoints behind a service, by which a rule matches: as a destination address, protocol and port together, as a source the
/// address alone (felix/labelindex, serviceindex).
/// </summary>
internal sealed class ServiceMembers
{
    private readonly HashSet<(Cidr Address, int Protocol, int Port)> _ports = [];
    private readonly HashSet<(Cidr Address, int Protocol)> _protocols = [];
    private readonly HashSet<Cidr> _addresses = [];
    private readonly HashSet<(Endpoint Endpoint, int Protocol, int Port)> _unaddressed = [];

    /// <summary>Whether all members are known.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>Adds a member with an address.</summary>
    public void Add(Cidr address, int protocol, int port)
    {
        _addresses.Add(address);
        _ports.Add((address, protocol, port));
        _protocols.Add((address, protocol));
    }

    /// <summary>Adds an address without ports.</summary>
    public void Add(Cidr address) => _addresses.Add(address);

    /// <summary>Adds a member whose address is not known, without ports.</summary>
    public void Add(Endpoint endpoint) => _unaddressed.Add((endpoint, 0, 0));

    /// <summary>Adds a member whose address is not known.</summary>
    public void Add(Endpoint endpoint, int protocol, int port) => _unaddressed.Add((endpoint, protocol, port));

    /// <summary>Whether an end is a member.</summary>
    public Truth Hold(ResolvedEnd end, in Packet packet, bool isSource, ref Unknowns unknowns)
    {
        if (end.Address is { } address)
        {
            if (isSource ? _addresses.Contains(address) : _ports.Contains((address, packet.Protocol, packet.DestinationPort))) return Truth.Yes;
        }
        else if (end.IsUnaddressedPod)
        {
            if (isSource ? IsMember(end.Governed!) : _unaddressed.Contains((end.Governed!, packet.Protocol, packet.DestinationPort))) return Truth.Yes;
        }
        else if (IsKnown && _addresses.Count > 0 && (isSource || packet.Protocol is 6 or 17 or 132))
        {
            unknowns |= Unknowns.Address;
            return Truth.Maybe;
        }

        if (!isSource && packet.Protocol is not (6 or 17 or 132)) return Truth.No;
        if (IsKnown && (isSource || packet.DestinationPort >= 0 || !MayBeMember(end, packet.Protocol))) return Truth.No;
        unknowns |= IsKnown ? Unknowns.DestinationPort : Unknowns.Service;
        return Truth.Maybe;
    }

    /// <summary>The members that have an address, and their ports.</summary>
    public IEnumerable<(Cidr Address, int Protocol, int Port)> Ports => _ports;

    /// <summary>The addresses of members.</summary>
    public IEnumerable<Cidr> Addresses => _addresses;

    /// <summary>The members whose address is not known, and their ports.</summary>
    public IEnumerable<(Endpoint Endpoint, int Protocol, int Port)> Unaddressed => _unaddressed;

    /// <summary>The traffic by which an end is a member.</summary>
    public PartialTraffic Traffic(ResolvedEnd end, bool isSource)
    {
        if (end.IsAnyPod) return new(TrafficSet.None, isSource ? TrafficSet.All : TrafficSet.WithPorts);
        var sure = TrafficSet.None;
        if (end.Address is { } address)
            sure = isSource ? _addresses.Contains(address) ? TrafficSet.All : TrafficSet.None : PortsOf(_ports.Where(port => port.Address == address).Select(port => (port.Protocol, port.Port)));
        else if (end.IsUnaddressedPod)
            sure = isSource ? IsMember(end.Governed!) ? TrafficSet.All : TrafficSet.None : PortsOf(_unaddressed.Where(port => ReferenceEquals(port.Endpoint, end.Governed)).Select(port => (port.Protocol, port.Port)));
        else if (IsKnown && _addresses.Count > 0)
            return new(TrafficSet.None, isSource ? TrafficSet.All : TrafficSet.WithPorts);
        return IsKnown ? PartialTraffic.Of(sure) : new(sure, isSource ? TrafficSet.All : TrafficSet.WithPorts.Union(sure));
    }

    private static TrafficSet PortsOf(IEnumerable<(int Protocol, int Port)> ports) => ports.Where(port => port.Protocol != 0)
        .Aggregate(TrafficSet.None, static (traffic, port) => traffic.Union(TrafficSet.OfPorts(port.Protocol, port.Port, port.Port)));

    private bool MayBeMember(ResolvedEnd end, int protocol) =>
        end.Address is { } address ? _protocols.Contains((address, protocol)) : end.Governed is not { } endpoint || IsMember(endpoint, protocol);

    private bool IsMember(Endpoint endpoint, int? protocol = null)
    {
        foreach (var member in _unaddressed)
        {
            if (ReferenceEquals(member.Endpoint, endpoint) && (protocol is null || member.Protocol == protocol)) return true;
        }

        return false;
    }
}
