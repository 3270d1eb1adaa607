using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Cluster;

/// <summary>One reading of one cluster.</summary>
internal sealed class ClusterRun(KubectlProcess kubectl, RawReader reader, IReadOnlyList<string> namespaces, Action<ClusterProgress> report)
{
    private const string NotAsked = "only some namespaces were asked for.";

    private string _cluster = kubectl.Options.Context ?? string.Empty;
    private int _total;
    private int _done;

    public async Task<ClusterReading> ReadAsync(CancellationToken cancellationToken)
    {
        var (context, error) = await ClusterContext.ReadAsync(kubectl, cancellationToken).ConfigureAwait(false);
        if (error is not null) return Failed(error);
        _cluster = context!.Name;
        (var served, error) = await ServedKinds.ReadAsync(reader, [ClusterKind.Tiers, .. ClusterKind.Others], cancellationToken).ConfigureAwait(false);
        if (error is not null) return Failed(error);
        if (!served!.Has(ClusterKind.CalicoGroup, "v3")) return Failed(await NoCalicoAsync(cancellationToken).ConfigureAwait(false));

        var tiers = await ReadAsync(served, ClusterKind.Tiers, null, cancellationToken).ConfigureAwait(false);
        var names = tiers.Resources.Select(tier => tier.Name).Append(TieredPolicy.DefaultTier).Distinct(StringComparer.Ordinal).ToList();
        _total = ClusterKind.Others.Count(kind => served.VersionOf(kind) is not null);
        var others = await Task.WhenAll(ClusterKind.Others.Select(kind => ReadKindAsync(served, kind, names, tiers.Gaps.Count > 0, cancellationToken))).ConfigureAwait(false);
        KindResult[] all = [tiers, .. others];
        if (Array.Find(all, result => result.Fatal is not null)?.Fatal is { } fatal) return Failed(fatal);

        var refused = all.SelectMany(result => result.Gaps).ToList();
        var resources = all.SelectMany(result => result.Resources.OrderBy(resource => resource.Namespace, StringComparer.Ordinal).ThenBy(resource => resource.Name, StringComparer.Ordinal));
        var options = new SnapshotOptions { Cluster = _cluster, IsLive = true, IsComplete = true, Gaps = [.. refused, .. GapsOfOthers(served)] };
        var snapshot = PolicySnapshot.Of(resources, options, cancellationToken);
        return new() { Cluster = _cluster, Snapshot = snapshot, Refused = refused, MissingNamespaces = [.. Missing(snapshot)] };
    }

    private async Task<ServerError> NoCalicoAsync(CancellationToken cancellationToken) => new(ServerErrorCategory.UnknownKind, string.Empty, "The cluster does not serve Calico's projectcalico.org/v3 API.")
    {
        Advice = (await reader.GetAsync("/apis/crd.projectcalico.org", cancellationToken).ConfigureAwait(false)).Error is null
            ? "Calico is there without its API server: install that (or native v3 CRDs, Calico 3.30 and later), or take a dump of crd.projectcalico.org with kubectl and read it with Import-PolicySnapshot."
            : "Install Calico with its API server, or with native v3 CRDs (Calico 3.30 and later), or name another context with -Context.",
    };

    /// <summary>What was not asked for: namespaced kinds elsewhere.</summary>
    private IEnumerable<SnapshotGap> GapsOfOthers(ServedKinds served) => namespaces.Count == 0
        ? []
        : ClusterKind.Others.Where(kind => kind.IsNamespaced && served.VersionOf(kind) is not null)
            .Select(kind => new SnapshotGap(kind.Name, null, null, NotAsked) { ExceptNamespaces = namespaces });

    private IEnumerable<string> Missing(PolicySnapshot snapshot)
    {
        if (snapshot.IsMissing(ClusterKind.Namespaces.Name)) return [];
        var there = snapshot.Resources.OfType<Namespace>().Select(ns => ns.Name).ToHashSet(StringComparer.Ordinal);
        return namespaces.Where(ns => !there.Contains(ns));
    }

    private async Task<KindResult> ReadKindAsync(ServedKinds served, ClusterKind kind, List<string> tiers, bool mayLackTiers, CancellationToken cancellationToken)
    {
        if (served.OtherVersionOf(kind) is { } other)
            return new([], [new(kind.Name, null, null, $"the cluster serves the kind as {kind.Group}/{other} only, which cannot be read.")], null);
        if (served.VersionOf(kind) is not { } version) return KindResult.Nothing;
        var result = kind.IsTiered ? await ReadTiersAsync(kind, version, tiers, mayLackTiers, cancellationToken).ConfigureAwait(false)
            : kind.IsUnreadable ? await LookAsync(kind, version, cancellationToken).ConfigureAwait(false)
            : await ReadAsync(served, kind, null, cancellationToken).ConfigureAwait(false);
        report(new(_cluster, Interlocked.Increment(ref _done), _total, kind.Name));
        return result;
    }

    /// <summary>A kind, in each namespace that was asked for.</summary>
    private async Task<KindResult> ReadAsync(ServedKinds served, ClusterKind kind, string? tier, CancellationToken cancellationToken)
    {
        if (served.VersionOf(kind) is not { } version) return KindResult.Nothing;
        var results = await ListAsync(kind, version, tier, cancellationToken).ConfigureAwait(false);
        if (kind == ClusterKind.Namespaces && namespaces.Count > 0 && results[0].Result.Error?.Category == ServerErrorCategory.Forbidden)
            return await ReadNamespacesAsync(version, results[0].Result.Error!, cancellationToken).ConfigureAwait(false);
        return KindResult.Of(kind, tier, results);
    }

    private async Task<(string? Namespace, CollectionResult Result)[]> ListAsync(ClusterKind kind, string version, string? tier, CancellationToken cancellationToken)
    {
        string?[] places = kind.IsNamespaced && namespaces.Count > 0 ? [.. namespaces] : [null];
        var query = tier is null ? string.Empty : "labelSelector=" + Uri.EscapeDataString($"projectcalico.org/tier={tier}");
        return await Task.WhenAll(places.Select(async ns => (Namespace: ns, await reader.ListAsync(kind.PathOf(version, ns), query, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
    }

    /// <summary>The namespaces one by one, for who may not list them.</summary>
    private async Task<KindResult> ReadNamespacesAsync(string version, ServerError refusal, CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(namespaces.Select(ns =>
            reader.ListAsync($"{ClusterKind.Namespaces.PathOf(version, null)}/{Uri.EscapeDataString(ns)}", string.Empty, cancellationToken))).ConfigureAwait(false);
        var found = results.SelectMany(result => result.Resources).ToList();
        var gap = new SnapshotGap(ClusterKind.Namespaces.Name, null, null, KindResult.ReasonOf(refusal)) { ExceptNamespaces = [.. found.Select(ns => ns.Name)] };
        return new(found, [gap], results.Select(result => result.Error).FirstOrDefault(error => error is { IsFatal: true }));
    }

    /// <summary>
    /// Policies of every tier by its label, and all without one: an API server may give only the default tier's to whom names none
    /// (decision 15), and a policy may lack the label.
    /// </summary>
    private async Task<KindResult> ReadTiersAsync(ClusterKind kind, string version, List<string> tiers, bool mayLackTiers, CancellationToken cancellationToken)
    {
        var plain = ListAsync(kind, version, null, cancellationToken);
        var byTier = await Task.WhenAll(tiers.Select(async tier => KindResult.Of(kind, tier, await ListAsync(kind, version, tier, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
        var all = KindResult.Of(kind, null, await plain.ConfigureAwait(false));
        var gaps = byTier.SelectMany(result => result.Gaps).Concat(all.Gaps).ToList();

        if (mayLackTiers)
        {
            IEnumerable<string?> places = kind.IsNamespaced && namespaces.Count > 0 ? namespaces.Select(string? (ns) => ns) : [null];
            gaps.AddRange(places.Select(ns => new SnapshotGap(kind.Name, ns, null, "the tiers are not known, and so not which tiers' policies to ask for.")));
        }

        return new(
            [.. all.Resources.Concat(byTier.SelectMany(result => result.Resources)).DistinctBy(policy => (policy.Namespace, policy.Name))],

            // Where nothing was given, one gap says it all.
            [.. gaps.Where(gap => gap.Tier is null || !gaps.Exists(other => other.Tier is null && other.Namespace == gap.Namespace)).DistinctBy(gap => (gap.Namespace, gap.Tier))],
            byTier.Append(all).Select(result => result.Fatal).FirstOrDefault(fatal => fatal is not null));
    }

    /// <summary>Whether there are objects of a kind that cannot be read.</summary>
    private async Task<KindResult> LookAsync(ClusterKind kind, string version, CancellationToken cancellationToken)
    {
        var (answer, error) = await reader.GetAsync(kind.PathOf(version, null) + "?limit=1", cancellationToken).ConfigureAwait(false);
        if (error is not null) return new([], [new(kind.Name, null, null, KindResult.ReasonOf(error))], error.IsFatal ? error : null);
        var isEmpty = answer.TryGetProperty("items", out var items) && items.ValueKind is System.Text.Json.JsonValueKind.Array or System.Text.Json.JsonValueKind.Null
            && (items.ValueKind == System.Text.Json.JsonValueKind.Null || items.GetArrayLength() == 0);
        return isEmpty ? KindResult.Nothing : new([], [new(kind.Name, null, null, "there are some, and this kind cannot be read.")], null);
    }

    private ClusterReading Failed(ServerError error) => new() { Cluster = _cluster, Error = error };
}
