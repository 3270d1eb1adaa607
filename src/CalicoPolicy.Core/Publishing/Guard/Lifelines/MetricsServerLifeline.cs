using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>API servers to metrics-server, and that to the kubelets: what autoscaling goes by.</summary>
internal sealed class MetricsServerLifeline : CalledLifeline
{
    private const int Kubelet = 10250;

    public override string Family => "metrics-server";

    public override string What => "API server -> metrics-server -> kubelets";

    public override IEnumerable<GuardFlow> FlowsOf(GuardScene scene)
    {
        foreach (var flow in base.FlowsOf(scene)) yield return flow;
        var pods = scene.Services.All.Where(IsCalled).SelectMany(service => scene.Services.BackendsOf(service, null)).Select(backend => backend.Pod).OfType<Endpoint>().Distinct();
        var hosts = GuardHosts.Group(scene.Hosts.All.Where(host => host.Address is not null));
        foreach (var source in scene.Pods.Group(pods))
        {
            foreach (var host in hosts) yield return new(Family, source, host, Protocol.Tcp, Kubelet) { Peer = "kubelets" };
        }
    }

    public override bool Needs(SnapshotGap gap) => Hides(gap, SystemPods.Kinds, "kube-system");

    protected override bool IsCalled(Service service) => IsNamed(service, "metrics-server");
}
