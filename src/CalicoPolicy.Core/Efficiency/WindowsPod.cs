using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>A pod that runs on Windows, or several that are alike.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="ServiceAccount">Its service account.</param>
/// <param name="Labels">Its own labels.</param>
internal sealed record WindowsPod(string Namespace, string ServiceAccount, LabelMap Labels)
{
    /// <summary>The labels that selectors see: Calico's own are among them.</summary>
    public LabelMap SeenLabels => field ??= Labels.With(
    [
        new(AutomaticLabels.Namespace, Namespace),
        new(AutomaticLabels.Orchestrator, "k8s"),
        new(AutomaticLabels.ServiceAccount, ServiceAccount),
    ]);
}
