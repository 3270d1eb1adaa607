using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>API servers to the kubelets of nodes with host endpoints, TCP 10250, for logs and shells: no failsafe keeps this port open. Kubelet's probes are not meant, which nothing cuts.</summary>
internal sealed class KubeletLifeline : Lifeline
{
    private const int Kubelet = 10250;

    public override string Family => "kubelet";

    public override string What => "API server -> kubelets";

    public override IEnumerable<GuardFlow> FlowsOf(GuardScene scene)
    {
        foreach (var host in GuardHosts.Group(scene.Hosts.All.Where(host => host.Address is not null)))
        {
            foreach (var server in scene.ApiServers.Callers) yield return new(Family, server, host, Protocol.Tcp, Kubelet) { Peer = "API servers", HitsDestination = true };
        }
    }

    public override bool Needs(SnapshotGap gap) => gap.Kind == "HostEndpoint";
}
