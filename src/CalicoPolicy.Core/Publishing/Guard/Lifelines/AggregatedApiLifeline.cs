using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>API servers to other servers that answer for a part of the API, known by their names. While one does not answer, namespaces cannot be deleted.</summary>
internal sealed class AggregatedApiLifeline : CalledLifeline
{
    public override string Family => "aggregated-api";

    public override string What => "API server -> aggregated API servers";

    public override bool Needs(SnapshotGap gap) => gap is { Kind: "Service", Namespace: null };

    protected override bool IsCalled(Service service) =>
        !SystemPods.IsCalico(service.Namespace) && IsNamed(service, "apiserver", "custom-metrics", "external-metrics", "prometheus-adapter");
}
