namespace CalicoPolicy.Core.Resources;

/// <summary>Namespaces that are known by their names.</summary>
internal static class NamespaceNames
{
    /// <summary>Whether a namespace belongs to Kubernetes, Calico or OpenShift (decision 19).</summary>
    public static bool IsOfSystem(string ns) => ns is "kube-system" or "kube-public" or "calico-system" or "calico-apiserver"
        || ns.StartsWith("tigera-", StringComparison.Ordinal) || ns.StartsWith("openshift-", StringComparison.Ordinal);
}
