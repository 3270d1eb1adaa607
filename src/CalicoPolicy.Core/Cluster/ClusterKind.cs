using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Cluster;

/// <summary>A kind that is read of clusters.</summary>
/// <param name="Name">The kind as gaps name it.</param>
/// <param name="Group">The API group; empty for the core one.</param>
/// <param name="Versions">The versions that can be read, the best first.</param>
/// <param name="Plural">The name in addresses of the API.</param>
/// <param name="IsNamespaced">Whether its objects live in namespaces.</param>
internal sealed record ClusterKind(string Name, string Group, IReadOnlyList<string> Versions, string Plural, bool IsNamespaced)
{
    /// <summary>Calico's own group.</summary>
    public const string CalicoGroup = "projectcalico.org";

    private const string AccessGroup = "rbac.authorization.k8s.io";

    private static readonly string[] V1 = ["v1"];
    private static readonly string[] V3 = ["v3"];

    /// <summary>Whether its objects are policies of a tier, which are asked for tier by tier (decision 15).</summary>
    public bool IsTiered { get; init; }

    /// <summary>Whether clusters have so many of them, or so large ones, that they are better read page by page.</summary>
    public bool IsMany { get; init; }

    /// <summary>Whether it is of Kubernetes' roles and bindings, which tell who may do what and change no traffic.</summary>
    public bool IsOfAccess => Group == AccessGroup;

    /// <summary>Whether the model does not have the kind: all that is asked is whether there are any.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>The kind as its objects name it.</summary>
    private string KindName => Name == "KubernetesNetworkPolicy" ? "NetworkPolicy" : Name;

    /// <summary>Tiers, which are read before the others.</summary>
    public static ClusterKind Tiers { get; } = new("Tier", CalicoGroup, V3, "tiers", IsNamespaced: false);

    /// <summary>Namespaces.</summary>
    public static ClusterKind Namespaces { get; } = new("Namespace", string.Empty, V1, "namespaces", IsNamespaced: false);

    /// <summary>The kinds besides tiers, in the order in which a snapshot has them.</summary>
    public static IReadOnlyList<ClusterKind> Others { get; } =
    [
        Namespaces,
        new("ServiceAccount", string.Empty, V1, "serviceaccounts", IsNamespaced: true),
        new("Node", string.Empty, V1, "nodes", IsNamespaced: false),
        new("Pod", string.Empty, V1, "pods", IsNamespaced: true) { IsMany = true },
        new("Service", string.Empty, V1, "services", IsNamespaced: true),
        new("EndpointSlice", "discovery.k8s.io", ["v1", "v1beta1"], "endpointslices", IsNamespaced: true) { IsMany = true },
        new("Deployment", "apps", V1, "deployments", IsNamespaced: true),
        new("StatefulSet", "apps", V1, "statefulsets", IsNamespaced: true),
        new("DaemonSet", "apps", V1, "daemonsets", IsNamespaced: true),
        new("ReplicaSet", "apps", V1, "replicasets", IsNamespaced: true) { IsMany = true },
        new("Job", "batch", V1, "jobs", IsNamespaced: true) { IsMany = true },
        new("CronJob", "batch", ["v1", "v1beta1"], "cronjobs", IsNamespaced: true),
        Calico("GlobalNetworkPolicy", "globalnetworkpolicies", isNamespaced: false) with { IsTiered = true },
        Calico("NetworkPolicy", "networkpolicies", isNamespaced: true) with { IsTiered = true },
        Calico("StagedGlobalNetworkPolicy", "stagedglobalnetworkpolicies", isNamespaced: false) with { IsTiered = true },
        Calico("StagedNetworkPolicy", "stagednetworkpolicies", isNamespaced: true) with { IsTiered = true },
        Calico("StagedKubernetesNetworkPolicy", "stagedkubernetesnetworkpolicies", isNamespaced: true),
        new("KubernetesNetworkPolicy", "networking.k8s.io", V1, "networkpolicies", IsNamespaced: true),
        new("ClusterNetworkPolicy", "policy.networking.k8s.io", ["v1alpha2"], "clusternetworkpolicies", IsNamespaced: false),
        new("AdminNetworkPolicy", "policy.networking.k8s.io", ["v1alpha1"], "adminnetworkpolicies", IsNamespaced: false) { IsUnreadable = true },
        new("BaselineAdminNetworkPolicy", "policy.networking.k8s.io", ["v1alpha1"], "baselineadminnetworkpolicies", IsNamespaced: false) { IsUnreadable = true },
        Calico("GlobalNetworkSet", "globalnetworksets", isNamespaced: false),
        Calico("NetworkSet", "networksets", isNamespaced: true),
        Calico("GlobalThreatFeed", "globalthreatfeeds", isNamespaced: false),
        Calico("HostEndpoint", "hostendpoints", isNamespaced: false),
        Calico("Profile", "profiles", isNamespaced: false),
        Calico("IPPool", "ippools", isNamespaced: false),
        Calico("FelixConfiguration", "felixconfigurations", isNamespaced: false),
        Calico("ClusterInformation", "clusterinformations", isNamespaced: false),
        Calico("KubeControllersConfiguration", "kubecontrollersconfigurations", isNamespaced: false),
        new("Installation", "operator.tigera.io", V1, "installations", IsNamespaced: false),
        new("ClusterRole", AccessGroup, V1, "clusterroles", IsNamespaced: false),
        new("ClusterRoleBinding", AccessGroup, V1, "clusterrolebindings", IsNamespaced: false),
        new("Role", AccessGroup, V1, "roles", IsNamespaced: true),
        new("RoleBinding", AccessGroup, V1, "rolebindings", IsNamespaced: true),
    ];

    /// <summary>The kind that objects of a group, version and kind are of; null where it is not read.</summary>
    public static ClusterKind? Find(string apiVersion, string kind)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? string.Empty : apiVersion[..slash];
        foreach (var known in Others)
        {
            if (known.Group == group && known.KindName == kind && known.Versions.Contains(apiVersion[(slash + 1)..])) return known;
        }

        return group == CalicoGroup && kind == Tiers.Name ? Tiers : null;
    }

    /// <summary>The address of its objects.</summary>
    public string PathOf(string version, string? ns)
    {
        var root = Group.Length == 0 ? $"/api/{version}" : $"/apis/{Group}/{version}";
        return ns is null ? $"{root}/{Plural}" : $"{root}/namespaces/{Uri.EscapeDataString(ns)}/{Plural}";
    }

    /// <summary>The kind in a version as kubectl takes it.</summary>
    public string NameIn(string version) => $"{Plural}.{version}.{Group}";

    /// <summary>Whether an object is of this kind.</summary>
    public bool Has(Resource resource) =>
        resource.Kind == KindName && (Group.Length == 0 ? !resource.ApiVersion.Contains('/', StringComparison.Ordinal) : resource.ApiVersion.StartsWith(Group + "/", StringComparison.Ordinal));

    private static ClusterKind Calico(string name, string plural, bool isNamespaced) => new(name, CalicoGroup, V3, plural, isNamespaced);
}
