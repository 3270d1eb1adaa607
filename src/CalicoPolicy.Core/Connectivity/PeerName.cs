using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>The name of a workload, host or node, with what filters ask of it.</summary>
/// <param name="Namespace">The namespace; null for a host or node.</param>
/// <param name="Kind">The kind, e.g. <c>Deployment</c>.</param>
/// <param name="Name">The name.</param>
public sealed record PeerName(string? Namespace, string Kind, string Name)
{
    /// <inheritdoc />
    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";

    /// <summary>The name of what an endpoint is of.</summary>
    internal static PeerName Of(Snapshots.Endpoint endpoint)
    {
        if (endpoint.Kind == Snapshots.EndpointKind.Host) return new(null, nameof(HostEndpoint), endpoint.Name);
        var space = endpoint.Workload.IndexOf(' ', StringComparison.Ordinal);
        return new(endpoint.Namespace ?? "default", endpoint.Workload[..space], endpoint.Workload[(space + 1)..]);
    }
}
