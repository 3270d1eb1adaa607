namespace CalicoPolicy.Core.Resources;

/// <summary>API groups and versions that more than one kind shares.</summary>
public static class ResourceKinds
{
    /// <summary>The group and version that all Calico kinds are written in.</summary>
    public const string CalicoApiVersion = "projectcalico.org/v3";

    /// <summary>The group in which Calico stores them without its own API server; read, never written (decision 14).</summary>
    public const string CalicoStoreApiVersion = "crd.projectcalico.org/v1";

    /// <summary>The core group of Kubernetes: pods, services, nodes, namespaces.</summary>
    public const string CoreApiVersion = "v1";

    /// <summary>The group of most workloads.</summary>
    public const string AppsApiVersion = "apps/v1";

    /// <summary>The group of jobs.</summary>
    public const string BatchApiVersion = "batch/v1";

    /// <summary>The group of roles and their bindings.</summary>
    public const string AccessApiVersion = "rbac.authorization.k8s.io/v1";
}
