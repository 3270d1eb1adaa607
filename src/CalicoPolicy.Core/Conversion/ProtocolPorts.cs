using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>The ports of a rule by protocol: Calico makes a rule of each, in the order of the protocols' names.</summary>
internal sealed class ProtocolPorts
{
    private readonly SortedDictionary<string, List<PolicyPort>> _ports = new(StringComparer.Ordinal);

    /// <summary>Adds a port of a protocol; none: all of its ports, which then wins over any that are listed.</summary>
    /// <param name="protocol">The protocol's name; empty: any protocol.</param>
    /// <param name="port">The port.</param>
    public void Add(string protocol, PolicyPort? port)
    {
        if (port is not { } given)
            _ports[protocol] = [];
        else if (!_ports.TryGetValue(protocol, out var ports))
            _ports.Add(protocol, [given]);
        else if (ports.Count > 0)
            ports.Add(given);
    }

    /// <summary>Any port of any protocol, whatever was added before.</summary>
    public void SetAny()
    {
        _ports.Clear();
        Add(string.Empty, null);
    }

    /// <summary>The protocols, null for any, and their ports.</summary>
    public IEnumerable<(Protocol? Protocol, IReadOnlyList<PolicyPort> Ports)> Simplified() => _ports.Select(
        entry => (entry.Key.Length == 0 ? (Protocol?)null : new Protocol(entry.Key), SimplifiedPorts.Of(entry.Value)));
}
