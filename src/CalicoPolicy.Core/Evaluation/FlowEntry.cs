using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// Through which node a packet enters the cluster (decision 9): what comes from outside to a NodePort or LoadBalancer service with
/// externalTrafficPolicy Cluster may enter through any.
/// </summary>
internal sealed class FlowEntry(FlowEndNames names)
{
    private const string AnyNode = "The packet enters through a node, which puts its own address in place of the client's, unless the backend is on that very node.";

    /// <summary>The nodes that a packet may enter through, null for none, each with what there is to say about it.</summary>
    /// <param name="sender">Who sends.</param>
    /// <param name="backend">Who the packet is for.</param>
    /// <param name="service">The service that it was sent to; null: none.</param>
    /// <param name="node">The node that it enters through; null: it is not said.</param>
    /// <exception cref="FlowQuestionException">The snapshot has no such node.</exception>
    public IEnumerable<(string? Node, string? Note)> NodesOf(FlowEnd sender, FlowEnd backend, Service? service, string? node)
    {
        var isOutside = sender.Endpoint is null;
        var isExposed = service?.Type is "NodePort" or "LoadBalancer";
        if (!isOutside) return [(null, node is null ? null : $"{sender} is in the cluster: it sends without a detour through node {node}.")];
        if (service is { ExternalTrafficPolicy: "Local" }) return [(null, isExposed ? $"{service} keeps the client's address (externalTrafficPolicy Local)." : null)];
        if (node is not null) return [(names.NodeNamed(node), NoteOf(node, backend))];
        if (!isExposed) return [(null, null)];

        // A name that no node has stands for one that is not known.
        return names.NodeNames.Count == 0 ? [(string.Empty, AnyNode)] : [.. names.NodeNames.Select(name => ((string?)name, (string?)AnyNode))];
    }

    private static string NoteOf(string node, FlowEnd backend) => backend.Endpoint is { Kind: EndpointKind.Workload, Node: { } host } && host == node
        ? $"Through node {node}, which {backend} runs on, the packet meets policy with the client's address."
        : $"The packet arrives from the address of node {node}, which puts its own in place of the client's.";
}
