using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>
/// API servers to admission webhooks. Their configurations are not in a snapshot; they are known by the names of their services:
/// <c>webhook</c>, <c>admission</c>, <c>injector</c> or <c>validator</c> in it, and those of Gatekeeper, Kyverno and Istio.
/// </summary>
internal sealed class WebhookLifeline : CalledLifeline
{
    public override string Family => "webhook";

    public override string What => "API server -> admission webhooks";

    public override bool Needs(SnapshotGap gap) => gap is { Kind: "Service", Namespace: null } || (gap.Kind == "Service" && IsKnown(gap.Namespace));

    protected override bool IsCalled(Service service) => IsNamed(service, "webhook", "admission", "injector", "validator", "gatekeeper", "kyverno-svc", "istiod");

    private static bool IsKnown(string? ns) => ns is "cert-manager" or "gatekeeper-system" or "kyverno" or "istio-system" or "linkerd";
}
