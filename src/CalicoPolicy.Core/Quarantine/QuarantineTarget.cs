using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>A pod that is to be quarantined.</summary>
/// <param name="Pod">The pod as the snapshot has it.</param>
/// <param name="Endpoint">Its endpoint; null where it has no address yet.</param>
/// <param name="Workload">The workload that made it, e.g. <c>Deployment web</c>.</param>
public sealed record QuarantineTarget(Pod Pod, Endpoint? Endpoint, string Workload)
{
    /// <summary>The namespace.</summary>
    public string Namespace => Pod.Namespace ?? "default";

    /// <summary>The name.</summary>
    public string Name => Pod.Name;

    /// <summary>The pod at the API server.</summary>
    internal ObjectName Object => new(Pod.ApiVersion, Pod.Kind, Namespace, Name);

    /// <summary>Namespace and name.</summary>
    public override string ToString() => $"{Namespace}/{Name}";
}
