namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// Labels that Calico or Kubernetes puts on things itself, and the prefixes under which Calico's engine sees inherited ones.
/// In the wrong field such a label silently never matches (Calico's documentation: "Use Calico labels"; the service account's
/// label and the prefixes: libcalico-go/lib/backend/k8s/conversion).
/// </summary>
public static class AutomaticLabels
{
    /// <summary>The name of a namespace or of a service account, on the object itself.</summary>
    public const string Name = "projectcalico.org/name";

    /// <summary>The name of a namespace, from Kubernetes.</summary>
    public const string MetadataName = "kubernetes.io/metadata.name";

    /// <summary>The namespace that a workload endpoint or a network set lives in.</summary>
    public const string Namespace = "projectcalico.org/namespace";

    /// <summary>On workload endpoints, with the value <c>k8s</c>; not on host endpoints.</summary>
    public const string Orchestrator = "projectcalico.org/orchestrator";

    /// <summary>The name of a workload endpoint's service account.</summary>
    public const string ServiceAccount = "projectcalico.org/serviceaccount";

    /// <summary>Before the labels that an endpoint or network set inherits from its namespace.</summary>
    public const string NamespacePrefix = "pcns.";

    /// <summary>Before the labels that a workload endpoint inherits from its service account.</summary>
    public const string ServiceAccountPrefix = "pcsa.";

    /// <summary>The fields in which an automatic label can match.</summary>
    /// <returns><see cref="SelectorPlaces.None"/> for a label that is not automatic.</returns>
    public static SelectorPlaces PlacesOf(string label) => label switch
    {
        Name => SelectorPlaces.Namespace | SelectorPlaces.ServiceAccount,
        MetadataName => SelectorPlaces.Namespace,
        Namespace or Orchestrator or ServiceAccount => SelectorPlaces.Endpoint,
        _ => SelectorPlaces.None,
    };
}
