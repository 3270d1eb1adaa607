namespace CalicoPolicy.Core.Cluster;

/// <summary>An object of a cluster by its kind and name.</summary>
/// <param name="ApiVersion">Group and version, e.g. <c>projectcalico.org/v3</c>; <c>v1</c> for the core group.</param>
/// <param name="Kind">The kind, e.g. <c>NetworkPolicy</c>.</param>
/// <param name="Namespace">The namespace; null for kinds that have none.</param>
/// <param name="Name">The name.</param>
public sealed record ObjectName(string ApiVersion, string Kind, string? Namespace, string Name)
{
    /// <summary>Kind and name, as in <c>NetworkPolicy shop/web</c>.</summary>
    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";

    /// <summary>The address of the object at the API server.</summary>
    internal string Path => $"{CollectionPath}/{Uri.EscapeDataString(Name)}";

    /// <summary>The address of the objects of its kind in its namespace.</summary>
    internal string CollectionPath => ClusterKind.Find(ApiVersion, Kind) is { } kind
        ? kind.PathOf(Version, Namespace)
        : throw new NotSupportedException($"{ApiVersion} {Kind} is no kind that is read or written.");

    /// <summary>The kind as kubectl takes it beyond doubt: <c>networkpolicies</c> alone would be Kubernetes' or Calico's.</summary>
    internal string TypeArgument => ClusterKind.Find(ApiVersion, Kind) is { } kind
        ? kind.Group.Length == 0 ? kind.Plural : $"{kind.Plural}.{Version}.{kind.Group}"
        : throw new NotSupportedException($"{ApiVersion} {Kind} is no kind that is read or written.");

    private string Version => ApiVersion[(ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
