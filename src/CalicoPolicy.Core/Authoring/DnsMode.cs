namespace CalicoPolicy.Core.Authoring;

/// <summary>Where the pods of a cluster ask for names.</summary>
public enum DnsMode
{
    /// <summary>Pods with the label <c>k8s-app: kube-dns</c> in kube-system, on port 53.</summary>
    KubeDns,

    /// <summary>The service dns-default of openshift-dns, whose pods listen on port 5353.</summary>
    OpenShift,

    /// <summary>NodeLocal DNSCache: an address of the node itself, and kube-dns while the cache is being replaced.</summary>
    NodeLocal,

    /// <summary>Nowhere.</summary>
    None,
}
