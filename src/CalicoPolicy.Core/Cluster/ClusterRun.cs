using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Cluster;

/// <summary>One reading of one cluster.</summary>
internal sealed class ClusterRun(KubectlProcess kubectl, RawReader reader, IReadOnlyList<string> namespaces, Action<ClusterProgress> report)
{
    private const string NotAsked = "only some namespaces were asked for.";

    private string _cluster = string.Empty;
    private int _total;
    private int _done;

    public async Task<ClusterReading> ReadAsync(CancellationToken cancellationToken)
    {
        (_cluster, var served, var error) = await ClusterOpening.OpenAsync(kubectl, reader, [ClusterKind.Tiers, .. ClusterKind.Others], cancellationToken).ConfigureAwait(false);
        if (error is not null) return Failed(error);

        var kinds = new KindReader(reader, served!, namespaces);
        var tiers = await kinds.ReadTiersAsync(cancellationToken).ConfigureAwait(false);
        var names = TierList.Of(tiers);
        _total = ClusterKind.Others.Count(kind => served!.VersionOf(kind) is not null);
        var reading = new JoinedKinds(reader, served!, kinds).ReadAll(ClusterKind.Others, names, cancellationToken);
        var others = await Task.WhenAll(ClusterKind.Others.Zip(reading, (kind, task) => ReportAsync(served!, kind, task))).ConfigureAwait(false);
        KindResult[] all = [tiers, .. others];
        if (Array.Find(all, result => result.Fatal is not null)?.Fatal is { } fatal) return Failed(fatal);

        var unread = all.SelectMany(result => result.Gaps).ToList();
        var refused = unread.ConvertAll(gap => gap.Gap);
        var options = new SnapshotOptions { Cluster = _cluster, IsLive = true, IsComplete = true, Gaps = [.. refused, .. GapsOfOthers(served!)] };
        var snapshot = PolicySnapshot.Of(all.SelectMany(result => result.InOrder), options, cancellationToken);
        return new() { Cluster = _cluster, Snapshot = snapshot, Refused = refused, Unread = unread, MissingNamespaces = [.. Missing(snapshot)] };
    }

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

    private async Task<KindResult> ReportAsync(ServedKinds served, ClusterKind kind, Task<KindResult> reading)
    {
        var result = await reading.ConfigureAwait(false);
        if (served.VersionOf(kind) is not null) report(new(_cluster, Interlocked.Increment(ref _done), _total, kind.Name));
        return result;
    }

    private ClusterReading Failed(ServerError error) => new() { Cluster = _cluster, Error = error };
}
