namespace CalicoPolicy.Core.Connectivity;

/// <summary>What a row of coverage is about.</summary>
public enum CoverageCategory
{
    /// <summary>Pods of a workload.</summary>
    Workload,

    /// <summary>The interfaces of a host that a HostEndpoint stands for.</summary>
    HostEndpoint,

    /// <summary>Pods that use their node's network, which no policy selects: what governs the node governs them.</summary>
    HostNetworkPod,

    /// <summary>A node that no HostEndpoint stands for, which no policy selects.</summary>
    Node,
}
