using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>DNS to the servers that it asks in turn, those of its nodes mostly, of which the cluster does not tell; with NodeLocal DNSCache from the nodes.</summary>
internal sealed class UpstreamDnsLifeline : Lifeline
{
    public override string Family => "dns-upstream";

    public override string What => "DNS -> the servers that it asks";

    public override IEnumerable<GuardFlow> FlowsOf(GuardScene scene)
    {
        var sources = scene.Pods.Group(DnsServers.PodsOf(scene)).ToList();
        if (DnsServers.AreLocal(scene.After.Snapshot)) sources.AddRange(GuardHosts.Group(scene.Hosts.All.Where(host => host.HasEndpoints)));
        foreach (var source in sources)
        {
            foreach (var server in scene.Outside(Family, "the servers that DNS asks"))
            {
                foreach (var protocol in (Protocol[])[Protocol.Udp, Protocol.Tcp]) yield return new(Family, source, server, protocol, 53) { Peer = server.Name };
            }
        }
    }

    public override bool Needs(SnapshotGap gap) => Hides(gap, SystemPods.Kinds, "kube-system", "openshift-dns");
}
