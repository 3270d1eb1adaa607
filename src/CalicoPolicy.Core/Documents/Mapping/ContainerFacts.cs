using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>What is kept of a list of containers.</summary>
/// <param name="Ports">The ports of all of them.</param>
/// <param name="HostAction">What Felix's environment says of traffic to its host; null where Felix is not among them.</param>
internal sealed record ContainerFacts(IReadOnlyList<EndpointPort> Ports, HostAction? HostAction = null)
{
    public bool IsEmpty => Ports.Count == 0 && HostAction is null;
}
