using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>Pods to DNS: to the ports that its pods listen on, since policy sees traffic after the service's address was translated; with NodeLocal DNSCache to that, and from it on.</summary>
internal sealed class DnsLifeline : Lifeline
{
    public override string Family => "dns";

    public override string What => "pods -> DNS";

    public override bool IsOfAllPods => true;

    public override IEnumerable<GuardFlow> FlowsOf(GuardScene scene)
    {
        var servers = DnsServers.PodsOf(scene).ToHashSet();
        var clients = scene.Pods.Group(scene.Pods.All.Where(pod => !servers.Contains(pod)));
        var isLocal = DnsServers.AreLocal(scene.After.Snapshot);
        if (isLocal)
        {
            foreach (var client in clients)
            {
                foreach (var protocol in (Protocol[])[Protocol.Udp, Protocol.Tcp]) yield return new(Family, client, DnsServers.Local, protocol, 53) { Peer = "NodeLocal DNS 169.254.20.10" };
            }
        }

        var hosts = GuardHosts.Group(scene.Hosts.All.Where(host => host.Address is not null));
        foreach (var target in DnsServers.Of(scene))
        {
            foreach (var client in isLocal ? hosts : clients) yield return new(Family, client, target.End, target.Protocol, target.Port) { Peer = $"DNS {target.Service}" };
        }
    }

    public override bool Needs(SnapshotGap gap) => Hides(gap, SystemPods.Kinds, "kube-system", "openshift-dns");
}
