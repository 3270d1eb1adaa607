using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Cluster;

/// <summary>Which resources of a cluster are listed.</summary>
public sealed class ListingQuery
{
    private static readonly string[] Staged = ["StagedGlobalNetworkPolicy", "StagedNetworkPolicy", "StagedKubernetesNetworkPolicy"];
    private static readonly string[] Policies = ["GlobalNetworkPolicy", "NetworkPolicy", .. Staged, "KubernetesNetworkPolicy", "ClusterNetworkPolicy"];

    private ListingQuery(IReadOnlyList<ClusterKind> kinds, IReadOnlyList<string> namespaces, IReadOnlyList<string> tiers)
    {
        Kinds = kinds;
        Namespaces = namespaces;
        Tiers = tiers;
    }

    /// <summary>
    /// The kinds that can be asked for: <c>NetworkPolicy</c> is Calico's, <c>KubernetesNetworkPolicy</c> that of Kubernetes. Those
    /// whose objects may hold credentials are not among them.
    /// </summary>
    public static IReadOnlyList<string> KnownKinds { get; } = [.. Policies, "Tier", "GlobalNetworkSet", "NetworkSet", "HostEndpoint"];

    /// <summary>The namespaces; none: all, and what is in none.</summary>
    public IReadOnlyList<string> Namespaces { get; }

    /// <summary>The tiers; none: all.</summary>
    public IReadOnlyList<string> Tiers { get; }

    internal IReadOnlyList<ClusterKind> Kinds { get; }

    /// <summary>
    /// Makes a query. Of kinds that are not named, those are left out that the rest of the query rules out: in namespaces those of
    /// the cluster scope. Where tiers are named only what is in one counts: policies of Kubernetes are in <c>default</c>.
    /// </summary>
    /// <param name="kinds">The kinds, of <see cref="KnownKinds"/>; none: policies of all kinds, staged ones too.</param>
    /// <param name="namespaces">The namespaces; none: all.</param>
    /// <param name="tiers">The tiers; none: all.</param>
    /// <param name="isStaged">Whether only staged policies are listed.</param>
    /// <exception cref="ArgumentException">There is no such kind, or nothing is left to list.</exception>
    public static ListingQuery Of(IReadOnlyList<string> kinds, IReadOnlyList<string> namespaces, IReadOnlyList<string> tiers, bool isStaged)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        if (kinds.FirstOrDefault(kind => !KnownKinds.Contains(kind)) is { } unknown) throw new ArgumentException($"There is no kind '{unknown}' to list.");
        var chosen = (kinds.Count > 0 ? KnownKinds.Where(kinds.Contains) : Policies).Where(kind => !isStaged || Staged.Contains(kind)).Select(Find)
            .Where(kind => kinds.Count > 0 || namespaces.Count == 0 || kind.IsNamespaced)
            .Where(kind => tiers.Count == 0 || MayBeIn(kind, tiers)).ToList();
        return chosen.Count > 0
            ? new(chosen, [.. namespaces.Distinct(StringComparer.Ordinal)], [.. tiers.Distinct(StringComparer.Ordinal)])
            : throw new ArgumentException(
                $"None of the kinds asked for is {(isStaged ? "a staged policy" : "in a tier")}: {string.Join(", ", kinds.Count > 0 ? kinds : Policies)}.");
    }

    /// <summary>Whether a resource is in one of the tiers.</summary>
    internal bool Fits(Resource resource) => Tiers.Count == 0 || resource switch
    {
        TieredPolicy policy => Tiers.Contains(policy.Tier),
        KubernetesPolicy => Tiers.Contains(TieredPolicy.DefaultTier),
        _ => Tiers.Contains(resource.Name),
    };

    private static ClusterKind Find(string name) => name == ClusterKind.Tiers.Name ? ClusterKind.Tiers : ClusterKind.Others.First(kind => kind.Name == name);

    private static bool MayBeIn(ClusterKind kind, IReadOnlyList<string> tiers) => kind.IsTiered || kind == ClusterKind.Tiers
        || (kind.Name is "KubernetesNetworkPolicy" or "StagedKubernetesNetworkPolicy" && tiers.Contains(TieredPolicy.DefaultTier));
}
