using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation.Changes;

/// <summary>Names an end of a flow, and as little besides as can be: a workload by a label and its namespace, what is outside by its address.</summary>
internal static class NarrowPeer
{
    // The labels that say by convention what a pod is, the best first.
    private static readonly string[] Telling = ["app.kubernetes.io/name", "app", "k8s-app", "name", "component", "app.kubernetes.io/component", "svc", "role"];

    // Labels that change from one roll-out to the next.
    private static readonly string[] Passing = ["pod-template-hash", "controller-revision-hash", "pod-template-generation", "batch.kubernetes.io/controller-uid", "controller-uid"];

    /// <summary>The end as a rule's peer; null where nothing names it.</summary>
    /// <param name="end">The end.</param>
    /// <param name="ns">The namespace of the policy; null for a global one.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="mayHaveDomains">Whether a rule of its kind may name domains.</param>
    public static PolicyPeer? Of(FlowEnd end, string? ns, PolicySnapshot snapshot, bool mayHaveDomains)
    {
        if (end.Endpoint is { Kind: EndpointKind.Workload } pod)
        {
            return new()
            {
                Selector = SelectorOf(pod, snapshot),
                NamespaceSelector = pod.Namespace == ns ? null : NamespaceOf(pod),
            };
        }

        if ((end.Address ?? end.Endpoint?.Addresses.Cast<Cidr?>().FirstOrDefault()) is { } address) return new() { Nets = [address.ToString()] };
        return end.Domain is { } domain && mayHaveDomains && UsesDomains(snapshot) ? new() { Domains = [domain] } : null;
    }

    /// <summary>A selector of the workload's pods and, within their namespace, of as few others as can be; null where they have no labels.</summary>
    public static string? SelectorOf(Endpoint endpoint, PolicySnapshot snapshot)
    {
        var labels = endpoint.Labels.Own.Where(label => AutomaticLabels.PlacesOf(label.Key) == SelectorPlaces.None && !Passing.Contains(label.Key) && CanWrite(label)).ToList();
        if (labels.Count == 0) return null;
        var ordered = labels.OrderBy(label => Array.IndexOf(Telling, label.Key) is var place and >= 0 ? place : Telling.Length).ToList();
        var others = snapshot.Endpoints.Where(other => other.Namespace == endpoint.Namespace && other.Kind == endpoint.Kind && other.Workload != endpoint.Workload)
            .Select(other => other.Labels.Own).Distinct().ToList();
        foreach (var label in ordered)
        {
            if (!others.Exists(other => Has(other, label))) return Node(label).ToReadable();
        }

        return ordered.Count == 1 ? Node(ordered[0]).ToReadable() : new AndNode([.. ordered.Select(Node)]).ToReadable();
    }

    /// <summary>A selector of the endpoint's namespace.</summary>
    public static string NamespaceOf(Endpoint endpoint) =>
        new LabelValueNode(AutomaticLabels.Name, LabelOperator.Equal, endpoint.Namespace ?? "default").ToReadable();

    private static bool Has(LabelMap labels, KeyValuePair<string, string> label) => labels.TryGetValue(label.Key, out var value) && value == label.Value;

    private static SelectorNode Node(KeyValuePair<string, string> label) => new LabelValueNode(label.Key, LabelOperator.Equal, label.Value);

    // What the API server would not have taken, a selector does not either.
    private static bool CanWrite(KeyValuePair<string, string> label) =>
        label.Key.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '/')
        && label.Value.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

    // Domains are refused where nobody has the product for them.
    private static bool UsesDomains(PolicySnapshot snapshot) => snapshot.Sets.Any(set => set.Domains.Count > 0)
        || snapshot.Policies.OfType<TieredPolicy>().Any(policy => policy.Egress.Any(rule => rule.Destination.Domains.Count > 0));
}
