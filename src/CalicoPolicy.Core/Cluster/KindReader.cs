using System.Text.Json;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Cluster;

/// <summary>Reads the objects of kinds: where there are namespaces named, one by one; policies tier by tier.</summary>
internal sealed class KindReader(RawReader reader, ServedKinds served, IReadOnlyList<string> namespaces)
{
    /// <summary>The label of policies that names their tier.</summary>
    public const string TierLabel = "projectcalico.org/tier";

    /// <summary>Whether no namespaces are named.</summary>
    public bool IsOfAllNamespaces => namespaces.Count == 0;

    /// <summary>A kind's objects. What is refused, or is not as it should be, is a gap; a kind that is not served has none.</summary>
    public async Task<KindResult> ReadAsync(ClusterKind kind, TierList tiers, CancellationToken cancellationToken)
    {
        if (served.OtherVersionOf(kind) is { } other) return KindResult.Unread(kind, $"the cluster serves the kind as {kind.Group}/{other} only, which cannot be read.");
        if (served.VersionOf(kind) is not { } version) return KindResult.Nothing;
        if (kind.IsTiered) return await ReadTiersAsync(kind, version, tiers, cancellationToken).ConfigureAwait(false);
        return kind.IsUnreadable
            ? await LookAsync(kind, version, cancellationToken).ConfigureAwait(false)
            : await ListKindAsync(kind, version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The tiers.</summary>
    public Task<KindResult> ReadTiersAsync(CancellationToken cancellationToken) => ReadAsync(ClusterKind.Tiers, new([]), cancellationToken);

    private async Task<KindResult> ListKindAsync(ClusterKind kind, string version, CancellationToken cancellationToken)
    {
        var results = await ListAsync(kind, version, null, cancellationToken).ConfigureAwait(false);
        if (kind == ClusterKind.Namespaces && namespaces.Count > 0 && results[0].Result.Error?.Category == ServerErrorCategory.Forbidden)
            return await ReadNamespacesAsync(version, results[0].Result.Error!, cancellationToken).ConfigureAwait(false);
        return KindResult.Of(kind, null, results);
    }

    private async Task<(string? Namespace, CollectionResult Result)[]> ListAsync(ClusterKind kind, string version, string? tier, CancellationToken cancellationToken)
    {
        string?[] places = kind.IsNamespaced && namespaces.Count > 0 ? [.. namespaces] : [null];
        var query = tier is null ? string.Empty : "labelSelector=" + Uri.EscapeDataString($"{TierLabel}={tier}");
        return await Task.WhenAll(places.Select(async ns => (Namespace: ns, await reader.ListAsync(kind.PathOf(version, ns), query, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
    }

    /// <summary>The namespaces one by one, for who may not list them.</summary>
    private async Task<KindResult> ReadNamespacesAsync(string version, ServerError refusal, CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(namespaces.Select(ns =>
            reader.ListAsync($"{ClusterKind.Namespaces.PathOf(version, null)}/{Uri.EscapeDataString(ns)}", string.Empty, cancellationToken))).ConfigureAwait(false);
        var found = results.SelectMany(result => result.Resources).ToList();
        var gap = new SnapshotGap(ClusterKind.Namespaces.Name, null, null, KindResult.ReasonOf(refusal)) { ExceptNamespaces = [.. found.Select(ns => ns.Name)] };
        return new(found, [new(gap, refusal)], results.Select(result => result.Error).FirstOrDefault(error => error is { IsFatal: true }));
    }

    /// <summary>
    /// Policies of every tier by its label, and all without one: an API server may give only the default tier's to whom names none
    /// (decision 15), and a policy may lack the label.
    /// </summary>
    private async Task<KindResult> ReadTiersAsync(ClusterKind kind, string version, TierList tiers, CancellationToken cancellationToken)
    {
        var plain = ListAsync(kind, version, null, cancellationToken);
        var byTier = await Task.WhenAll(tiers.Names.Select(async tier => KindResult.Of(kind, tier, await ListAsync(kind, version, tier, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
        var all = KindResult.Of(kind, null, await plain.ConfigureAwait(false));
        var gaps = byTier.SelectMany(result => result.Gaps).Concat(all.Gaps)
            .Where(gap => !tiers.IsChoice || gap.Gap.Tier is null || tiers.Names.Contains(gap.Gap.Tier)).ToList();

        if (tiers.MayLackSome)
        {
            IEnumerable<string?> places = kind.IsNamespaced && namespaces.Count > 0 ? namespaces.Select(string? (ns) => ns) : [null];
            gaps.AddRange(places.Select(ns => new KindGap(new(kind.Name, ns, null, "the tiers are not known, and so not which tiers' policies to ask for."), null)));
        }

        return new(
            [.. all.Resources.Concat(byTier.SelectMany(result => result.Resources)).DistinctBy(policy => (policy.Namespace, policy.Name))],

            // Where nothing was given, one gap says it all.
            [.. gaps.Where(gap => gap.Gap.Tier is null || !gaps.Exists(other => other.Gap.Tier is null && other.Gap.Namespace == gap.Gap.Namespace)).DistinctBy(gap => (gap.Gap.Namespace, gap.Gap.Tier))],
            byTier.Append(all).Select(result => result.Fatal).FirstOrDefault(fatal => fatal is not null));
    }

    /// <summary>Whether there are objects of a kind that cannot be read.</summary>
    private async Task<KindResult> LookAsync(ClusterKind kind, string version, CancellationToken cancellationToken)
    {
        var (answer, error) = await reader.GetAsync(kind.PathOf(version, null) + "?limit=1", cancellationToken).ConfigureAwait(false);
        if (error is not null) return KindResult.Of(kind, null, [(null, new CollectionResult([], [], error))]);
        var isEmpty = answer.TryGetProperty("items", out var items) && items.ValueKind is JsonValueKind.Array or JsonValueKind.Null
            && (items.ValueKind == JsonValueKind.Null || items.GetArrayLength() == 0);
        return isEmpty ? KindResult.Nothing : KindResult.Unread(kind, "there are some, and this kind cannot be read.");
    }
}
