using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>Calico's own parts to each other, by the services of their namespaces; what they may not do today they need not.</summary>
internal sealed class CalicoSystemLifeline : Lifeline
{
    public override string Family => "calico-system";

    public override string What => "Calico's parts -> each other";

    public override IEnumerable<GuardFlow> FlowsOf(GuardScene scene)
    {
        var sources = scene.Pods.Group(scene.Pods.All.Where(pod => SystemPods.IsCalico(pod.Namespace)));
        var hosts = GuardHosts.Group(scene.Hosts.All.Where(host => host.HasEndpoints));
        foreach (var target in scene.Services.All.Where(service => SystemPods.IsCalico(service.Namespace)).SelectMany(service => scene.Services.TargetsOf(service)))
        {
            // What runs on the nodes' own network talks to them too.
            foreach (var source in sources.Concat(hosts)) yield return new(Family, source, target.End, target.Protocol, target.Port) { Peer = target.Service, IsOptional = true };
        }
    }

    public override bool Needs(SnapshotGap gap) => Hides(gap, SystemPods.Kinds, "calico-system");
}
