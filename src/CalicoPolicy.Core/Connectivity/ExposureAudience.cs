namespace CalicoPolicy.Core.Connectivity;

/// <summary>To whom a workload is open.</summary>
public enum ExposureAudience
{
    /// <summary>Addresses or domains outside.</summary>
    Outside,

    /// <summary>All pods of the cluster, those of namespaces that do not exist yet too.</summary>
    Cluster,

    /// <summary>All pods of a namespace, those that do not exist yet too.</summary>
    Namespace,

    /// <summary>Pods with some labels, those that do not exist yet too.</summary>
    SomePods,
}
