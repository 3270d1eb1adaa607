using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>The kinds that can be deleted by name.</summary>
public static class RemovableKinds
{
    private static readonly Resource[] Kinds =
    [
        new NetworkPolicy(), new GlobalNetworkPolicy(), new StagedNetworkPolicy(), new StagedGlobalNetworkPolicy(), new StagedKubernetesNetworkPolicy(),
        new KubernetesNetworkPolicy(), new ClusterNetworkPolicy(), new NetworkSet(), new GlobalNetworkSet(), new Tier(), new HostEndpoint(),
    ];

    /// <summary>What they are called; Kubernetes' own network policy is <c>KubernetesNetworkPolicy</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ValueList.Of(Kinds.Select(NameOf).ToArray());

    /// <summary>An object that says which one is meant; null where there is no such kind.</summary>
    /// <param name="kind">The kind, in any case.</param>
    /// <param name="ns">The namespace; null for the context's, and for kinds that have none.</param>
    /// <param name="name">The name.</param>
    public static Resource? Named(string kind, string? ns, string name) =>
        Array.Find(Kinds, resource => string.Equals(NameOf(resource), kind, StringComparison.OrdinalIgnoreCase)) is { } found
            ? found with { Metadata = new() { Name = name, Namespace = found.IsNamespaced ? ns : null } }
            : null;

    private static string NameOf(Resource resource) => resource is KubernetesNetworkPolicy ? nameof(KubernetesNetworkPolicy) : resource.Kind;
}
