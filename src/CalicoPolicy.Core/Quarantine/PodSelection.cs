using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>Tells which pods a selector picks. Pods without an address are no endpoints yet, and are judged by the labels that they will have.</summary>
/// <remarks>O(endpoints + namespaces) to make, then O(1) for a pod beside the selector's own work.</remarks>
internal sealed class PodSelection
{
    private readonly Dictionary<Resource, Endpoint> _endpoints = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, LabelMap> _namespaces = new(StringComparer.Ordinal);

    public PodSelection(PolicySnapshot snapshot)
    {
        foreach (var endpoint in snapshot.Endpoints) _endpoints[endpoint.Resource] = endpoint;
        foreach (var ns in snapshot.Resources.OfType<Namespace>()) _namespaces[ns.Name] = ns.Labels;
    }

    /// <summary>The endpoint of a pod; null where it has no address yet, has ended, or uses its node's network.</summary>
    public Endpoint? EndpointOf(Pod pod) => _endpoints.GetValueOrDefault(pod);

    /// <summary>Whether a selector picks a pod.</summary>
    public Truth Judge(Selector selector, Pod pod)
    {
        if (EndpointOf(pod) is { } endpoint) return selector.Judge(endpoint.Labels);
        var ns = pod.Namespace ?? "default";
        var inherited = _namespaces.GetValueOrDefault(ns) ?? LabelMap.None;
        var labels = pod.Labels.With(inherited.Select(label => KeyValuePair.Create(AutomaticLabels.NamespacePrefix + label.Key, label.Value)))
            .With([new(AutomaticLabels.Namespace, ns), new(AutomaticLabels.Orchestrator, "k8s")]);
        return selector.Matches((IReadOnlyDictionary<string, string>)labels) ? Truth.Yes : Truth.No;
    }
}
