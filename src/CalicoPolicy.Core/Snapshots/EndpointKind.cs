namespace CalicoPolicy.Core.Snapshots;

/// <summary>What an endpoint is an interface of.</summary>
public enum EndpointKind
{
    /// <summary>A pod, or what a workload's template will make.</summary>
    Workload,

    /// <summary>A node or another host.</summary>
    Host,
}
