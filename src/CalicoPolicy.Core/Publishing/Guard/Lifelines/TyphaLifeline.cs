using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>Every node to Typha, TCP 5473, which uses its node's network mostly: without it calico-node learns of no change.</summary>
internal sealed class TyphaLifeline : Lifeline
{
    private const int Port = 5473;

    public override string Family => "typha";

    public override string What => "nodes -> Typha";

    public override IEnumerable<GuardFlow> FlowsOf(GuardScene scene)
    {
        var sources = GuardHosts.Group(scene.Hosts.All.Where(host => host.Address is not null));
        var onHosts = scene.After.Snapshot.HostPods.Where(pod => SystemPods.Has(pod.Labels, "k8s-app", "calico-typha")).Select(pod => pod.NodeName).OfType<string>().Distinct()
            .Select(scene.Hosts.Find).OfType<GuardHost>();
        var targets = GuardHosts.Group(onHosts).Concat(scene.Pods.Group(scene.Pods.All.Where(pod => SystemPods.Has(pod.Labels.Own, "k8s-app", "calico-typha"))));
        foreach (var target in targets)
        {
            foreach (var source in sources) yield return new(Family, source, target, Protocol.Tcp, Port) { Peer = "Typha" };
        }
    }

    public override bool Needs(SnapshotGap gap) => Hides(gap, ["Pod"], "calico-system", "kube-system");
}
