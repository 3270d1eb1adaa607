namespace CalicoPolicy.Core.Connectivity;

/// <summary>What one side of a connection is.</summary>
public enum ConnectivityPeerKind
{
    /// <summary>Pods of workloads.</summary>
    Workload,

    /// <summary>Interfaces of hosts that have host endpoints.</summary>
    Host,

    /// <summary>Nodes without host endpoints, which no policy governs; of a pod's, those that it does not run on.</summary>
    Node,

    /// <summary>Addresses that are no endpoint's and no node's.</summary>
    Outside,

    /// <summary>A domain outside.</summary>
    Domain,
}
