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

    /// <summary>
    /// Whether a name is one that an object can have: lower-case letters, digits, '-' and '.', 253 characters at most (Kubernetes, "Object
    /// Names and IDs": DNS subdomain names, which the server asks of all these kinds).
    /// </summary>
    /// <param name="name">The name.</param>
    public static bool CanBeName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= 253 && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '.');
    }

    private static string NameOf(Resource resource) => resource is KubernetesNetworkPolicy ? nameof(KubernetesNetworkPolicy) : resource.Kind;
}
