using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The ports of each host that stay open whatever policy says; one object for all hosts where they are the same.</summary>
internal sealed class HostFailsafes
{
    private readonly Dictionary<Endpoint, (FailsafePorts Inbound, FailsafePorts Outbound)> _ports = [];

    public HostFailsafes(PolicySnapshot snapshot)
    {
        var distinct = new Dictionary<(ValueList<ProtoPort>?, bool), FailsafePorts>();
        foreach (var host in snapshot.Endpoints)
        {
            if (host.Kind != EndpointKind.Host) continue;
            _ports[host] = (Find(host, isInbound: true), Find(host, isInbound: false));
        }

        FailsafePorts Find(Endpoint host, bool isInbound)
        {
            var ports = snapshot.Felix.FailsafePortsOf(host.Node, isInbound);
            if (!distinct.TryGetValue((ports, isInbound), out var found)) distinct.Add((ports, isInbound), found = new(ports, isInbound));
            return found;
        }
    }

    /// <summary>The ports of a host in one direction.</summary>
    public FailsafePorts Of(Endpoint host, bool isInbound) => isInbound ? _ports[host].Inbound : _ports[host].Outbound;
}
