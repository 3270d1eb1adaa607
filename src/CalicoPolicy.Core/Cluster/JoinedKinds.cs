using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Cluster;

/// <summary>
/// Reads the kinds of a whole cluster, several with one kubectl: the kinds of which there are few a handful at a time, policies of
/// all kinds tier by tier. What cannot be had so is read kind by kind, which tells what is wrong with which.
/// </summary>
internal sealed class JoinedKinds(RawReader reader, ServedKinds served, KindReader kinds)
{
    // One kubectl asks for its kinds one after the other: few enough to lose no time where the server is far.
    private const int Handful = 7;

    /// <summary>The kinds' objects, each as soon as it was read.</summary>
    public IReadOnlyList<Task<KindResult>> ReadAll(IReadOnlyList<ClusterKind> wanted, TierList tiers, CancellationToken cancellationToken)
    {
        var together = new Dictionary<ClusterKind, Task<IReadOnlyList<Resource>?>>();
        foreach (var handful in wanted.Where(kind => Joins(kind) && !kind.IsTiered).Chunk(Handful)) Join(handful, ListAsync(handful, null, cancellationToken));
        ClusterKind[] tiered = [.. wanted.Where(kind => Joins(kind) && kind.IsTiered)];
        if (!tiers.MayLackSome) Join(tiered, ListTiersAsync(tiered, tiers, cancellationToken));
        return [.. wanted.Select(kind => ReadAsync(kind, together.GetValueOrDefault(kind), tiers, cancellationToken))];

        void Join(ClusterKind[] some, Task<IReadOnlyList<Resource>?> task)
        {
            foreach (var kind in some) together.Add(kind, task);
        }
    }

    private bool Joins(ClusterKind kind) => served.IsKnownToKubectl && kinds.IsOfAllNamespaces && !kind.IsMany && !kind.IsUnreadable && served.VersionOf(kind) is not null;

    private async Task<KindResult> ReadAsync(ClusterKind kind, Task<IReadOnlyList<Resource>?>? together, TierList tiers, CancellationToken cancellationToken)
    {
        var objects = together is null ? null : await together.ConfigureAwait(false);
        return objects is null
            ? await kinds.ReadAsync(kind, tiers, cancellationToken).ConfigureAwait(false)
            : new([.. objects.Where(kind.Has).DistinctBy(found => (found.Namespace, found.Name))], [], null);
    }

    private async Task<IReadOnlyList<Resource>?> ListTiersAsync(ClusterKind[] some, TierList tiers, CancellationToken cancellationToken)
    {
        if (some.Length == 0) return [];
        var lists = await Task.WhenAll(tiers.Names.Select(string? (tier) => tier).Append(null).Select(tier =>
            ListAsync(some, tier is null ? null : $"{KindReader.TierLabel}={tier}", cancellationToken))).ConfigureAwait(false);
        return Array.Exists(lists, list => list is null) ? null : [.. lists.SelectMany(list => list!)];
    }

    private Task<IReadOnlyList<Resource>?> ListAsync(ClusterKind[] some, string? selector, CancellationToken cancellationToken) =>
        reader.ListTogetherAsync([.. some.Select(kind => kind.NameIn(served.VersionOf(kind)!))], selector, cancellationToken);
}
