using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The ports of each host that stay open whatever policy says.</summary>
internal sealed class HostFailsafes
{
    private readonly Dictionary<Endpoint, (FailsafePorts Inbound, FailsafePorts Outbound)> _ports = [];

    public HostFailsafes(PolicySnapshot snapshot)
    {
        foreach (var host in snapshot.Endpoints)
        {
            if (host.Kind != EndpointKind.Host) continue;
            _ports[host] = (
                new(snapshot.Felix.FailsafePortsOf(host.Node, isInbound: true), isInbound: true),
                new(snapshot.Felix.FailsafePortsOf(host.Node, isInbound: false), isInbound: false));
        }
    }

    /// <summary>The ports of a host in one direction.</summary>
    public FailsafePorts Of(Endpoint host, bool isInbound) => isInbound ? _ports[host].Inbound : _ports[host].Outbound;
}
