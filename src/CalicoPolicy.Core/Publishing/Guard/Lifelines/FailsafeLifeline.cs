using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>
/// What Felix keeps open on hosts unless it is told otherwise (felix/config/config_params.go, FailsafeInboundHostPorts and
/// FailsafeOutboundHostPorts), and what no other family has: BGP and etcd between nodes, DHCP, and the nodes' own DNS. Ports of
/// etcd between nodes of the control plane only.
/// </summary>
internal sealed class FailsafeLifeline : Lifeline
{
    private const int Bgp = 179;

    private static readonly int[] Etcd = [2379, 2380];

    public override string Family => "failsafe";

    public override string What => "nodes -> each other, DHCP and DNS";

    public override IEnumerable<GuardFlow> FlowsOf(GuardScene scene)
    {
        var all = scene.Hosts.All.Where(host => host.Address is not null).GroupBy(host => host.Class)
            .Select(same => (End: GuardHosts.Group(same)[0], same.First().HasEndpoints, IsServer: same.Any(scene.ApiServers.AreOn))).ToList();
        foreach (var source in all)
        {
            foreach (var destination in all.Where(other => source.HasEndpoints || other.HasEndpoints))
            {
                yield return Between(source.End, destination.End, Bgp);
                if (!source.IsServer || !destination.IsServer) continue;
                foreach (var port in Etcd) yield return Between(source.End, destination.End, port);
            }
        }

        foreach (var host in GuardHosts.Group(scene.Hosts.All.Where(host => host.HasEndpoints)))
        {
            var server = new GuardEnd { Name = "DHCP servers", Places = [GuardPlace.Anywhere] };
            yield return new(Family, server, host, Protocol.Udp, 68) { Peer = server.Name, HitsDestination = true, IsOptional = true, IsForSome = true };
            yield return new(Family, host, server, Protocol.Udp, 67) { Peer = server.Name, IsOptional = true, IsForSome = true };
            foreach (var dns in scene.Outside("dns-upstream", "the nodes' DNS servers")) yield return new(Family, host, dns, Protocol.Udp, 53) { Peer = dns.Name, IsOptional = true };
        }
    }

    public override bool Needs(SnapshotGap gap) => gap.Kind == "HostEndpoint";

    private GuardFlow Between(GuardEnd source, GuardEnd destination, int port) => new(Family, source, destination, Protocol.Tcp, port) { Peer = "other nodes", HitsDestination = true, IsOptional = true };
}
