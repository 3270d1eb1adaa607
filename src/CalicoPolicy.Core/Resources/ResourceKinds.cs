namespace CalicoPolicy.Core.Resources;

/// <summary>API groups and versions that more than one kind shares.</summary>
public static class ResourceKinds
{
    /// <summary>The group and version that all Calico kinds are written in.</summary>
    public const string CalicoApiVersion = "projectcalico.org/v3";

    /// <summary>The group in which Calico stores them without its own API server; read, never written (decision 14).</summary>
    public const string CalicoStoreApiVersion = "crd.projectcalico.org/v1";
}
