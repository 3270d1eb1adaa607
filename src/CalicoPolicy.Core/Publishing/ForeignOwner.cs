using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Who else looks after a live object, and would put back what is changed (decision 18).</summary>
public static class ForeignOwner
{
    private static readonly (string Key, string Tool)[] Marks =
    [
        ("argocd.argoproj.io/tracking-id", "Argo CD"),
        ("argocd.argoproj.io/instance", "Argo CD"),
        ("kustomize.toolkit.fluxcd.io/name", "Flux"),
        ("helm.toolkit.fluxcd.io/name", "Flux"),
        ("meta.helm.sh/release-name", "Helm"),
        ("configsync.gke.io/resource-id", "Config Sync"),
        ("objectset.rio.cattle.io/id", "Rancher Fleet"),
        ("operator.tigera.io/owner", "the Tigera operator"),
    ];

    private static readonly (string Value, string Tool)[] ManagedBy =
        [("Helm", "Helm"), ("argocd", "Argo CD"), ("flux", "Flux"), ("tigera-operator", "the Tigera operator")];

    // Field managers of what applies objects again and again, as they name themselves.
    private static readonly (string Manager, string Tool)[] Managers =
    [
        ("argocd-controller", "Argo CD"),
        ("argocd-application-controller", "Argo CD"),
        ("kustomize-controller", "Flux"),
        ("helm-controller", "Flux"),
        ("helm", "Helm"),
        ("fleetagent", "Rancher Fleet"),
        ("fleet-agent", "Rancher Fleet"),
    ];

    /// <summary>
    /// The tool or object in a few words, by labels, annotations, owners and field managers; null where nobody is known. The label
    /// <c>app.kubernetes.io/instance</c> is no proof: people write it too.
    /// </summary>
    /// <param name="live">The object as the server gives it.</param>
    public static string? Of(TreeMapping live)
    {
        ArgumentNullException.ThrowIfNull(live);
        var labels = Trees.Mapping(live, "metadata", "labels");
        var annotations = Trees.Mapping(live, "metadata", "annotations");
        foreach (var (key, tool) in Marks)
        {
            if (labels?[key] is { } label) return $"{tool} ({key}: {Trees.Text(label)})";
            if (annotations?[key] is { } annotation) return $"{tool} ({key}: {Trees.Text(annotation)})";
        }

        var managedBy = Trees.Text(labels?["app.kubernetes.io/managed-by"]);
        foreach (var (value, tool) in ManagedBy)
        {
            if (string.Equals(managedBy, value, StringComparison.OrdinalIgnoreCase)) return $"{tool} (app.kubernetes.io/managed-by: {managedBy})";
        }

        if (Trees.Mapping(live, "metadata")?["managedFields"] is TreeSequence entries)
        {
            foreach (var entry in entries.Items.OfType<TreeMapping>().Where(entry => Trees.Text(entry["subresource"]).Length == 0))
            {
                var name = Trees.Text(entry["manager"]);
                if (Array.Find(Managers, known => known.Manager == name).Tool is { } tool) return $"{tool} (managedFields: {name})";
            }
        }

        return Trees.Mapping(live, "metadata")?["ownerReferences"] is TreeSequence { Items.Count: > 0 } owners && owners.Items[0] is TreeMapping owner
            ? $"{Trees.Text(owner["kind"])} {Trees.Text(owner["name"])} (ownerReferences)"
            : null;
    }
}
