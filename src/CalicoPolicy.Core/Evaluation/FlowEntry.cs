using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// Whose address a packet has that enters the cluster through a node (decision 9): for NodePort and LoadBalancer services with
/// externalTrafficPolicy Cluster the node's own. A backend on that very node sees policy applied before its address is put in, since
/// the translation is the last thing that happens to a packet on its way (kube-proxy masquerades in POSTROUTING, Felix filters in
/// FORWARD).
/// </summary>
internal sealed class FlowEntry(FlowEndNames names)
{
    private const string AnyNode = "The packet arrives from the address of the node that it enters through, in place of the client's; which one is not said.";

    /// <summary>The sources that policy may see, each with what there is to say about it.</summary>
    /// <param name="sender">Who sends.</param>
    /// <param name="backend">Who the packet is for.</param>
    /// <param name="service">The service that it was sent to; null: none.</param>
    /// <param name="node">The node that it enters through; null: it is not said.</param>
    /// <exception cref="FlowQuestionException">No address of the node is known.</exception>
    public IEnumerable<(FlowEnd Source, string? Note)> SourcesOf(FlowEnd sender, FlowEnd backend, Service? service, string? node)
    {
        var isOutside = sender.Endpoint is not { Kind: EndpointKind.Workload };
        var isExposed = service?.Type is "NodePort" or "LoadBalancer";
        if (service is { ExternalTrafficPolicy: "Local" } && isOutside)
        {
            yield return (sender, isExposed ? $"{service} keeps the client's address (externalTrafficPolicy Local)." : null);
            yield break;
        }

        if (node is null && !(isExposed && isOutside))
        {
            yield return (sender, null);
            yield break;
        }

        var entries = names.Nodes(node);
        if (entries.Count == 0) yield return (new(), AnyNode + " No address of a node is known.");
        foreach (var (name, end) in entries)
        {
            if (backend.Endpoint is { Kind: EndpointKind.Workload, Node: { } host } && host == name)
                yield return (sender, $"Through node {name}, which {backend} runs on, the packet meets policy with the client's address.");
            else
                yield return (end, node is null ? AnyNode : $"The packet arrives from the address of node {name}, which puts its own in place of the client's.");
        }
    }
}
