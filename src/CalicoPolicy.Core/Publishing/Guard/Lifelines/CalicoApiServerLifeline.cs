using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>API servers to Calico's own, without which nobody changes policy any more.</summary>
internal sealed class CalicoApiServerLifeline : CalledLifeline
{
    public override string Family => "calico-apiserver";

    public override string What => "API server -> Calico's API server";

    public override bool Needs(SnapshotGap gap) => Hides(gap, SystemPods.Kinds, "calico-apiserver", "calico-system");

    protected override bool IsCalled(Service service) => SystemPods.IsCalico(service.Namespace) && IsNamed(service, "calico-api", "tigera-api");
}
