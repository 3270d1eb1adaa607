using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>A network set and the labels by which rules select it.</summary>
/// <param name="Resource">The set.</param>
/// <param name="Labels">Its labels; of a namespaced one also those of its namespace.</param>
/// <param name="Nets">Its address blocks; what is none is left out, as Calico does.</param>
/// <param name="IsComplete">Whether all its members are known; not those of a set that a threat feed fills.</param>
public sealed record SnapshotSet(Resource Resource, EndpointLabels Labels, IReadOnlyList<Cidr> Nets, bool IsComplete)
{
    /// <summary>Its domains (Enterprise).</summary>
    public IReadOnlyList<string> Domains => Resource is AddressSet set ? set.AllowedEgressDomains : [];
}
