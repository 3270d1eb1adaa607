using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Cluster;

/// <summary>
/// Lists resources of clusters: kinds in parallel, page by page, policies tier by tier (decision 15). Only reads. What the user may
/// not read is an error of its kind, and the rest still comes.
/// </summary>
public sealed class ClusterLister
{
    private readonly ListingQuery _query;
    private readonly int _throttleLimit;

    /// <summary>Makes a lister.</summary>
    /// <param name="query">What is listed.</param>
    /// <param name="throttleLimit">How many kubectl may run at once, in all clusters together, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public ClusterLister(ListingQuery query, int throttleLimit)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(throttleLimit, 1);
        _query = query;
        _throttleLimit = throttleLimit;
    }

    /// <summary>Reads several clusters at once: progress as it comes, and each kind as soon as those before it were read.</summary>
    /// <param name="clusters">The ways to the clusters.</param>
    /// <param name="cancellationToken">Ends every kubectl that runs.</param>
    /// <returns>For each item one of the two: how far one of the clusters is, or what it has.</returns>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IAsyncEnumerable<(ClusterProgress? Progress, ClusterListing? Listing)> ReadAsync(IReadOnlyList<KubectlProcess> clusters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        return ParallelClusters.ReadAsync<ClusterListing>(clusters, _throttleLimit, ReadOneAsync, cancellationToken);
    }

    private async Task ReadOneAsync(KubectlProcess kubectl, RawReader reader, Action<ClusterProgress> report, Action<ClusterListing> write, CancellationToken cancellationToken)
    {
        var needsTiers = _query.Tiers.Count == 0 && _query.Kinds.Any(kind => kind.IsTiered);
        ClusterKind[] asked = needsTiers ? [ClusterKind.Tiers, .. _query.Kinds] : [.. _query.Kinds];
        var (cluster, served, error) = await ClusterOpening.OpenAsync(kubectl, reader, asked, cancellationToken).ConfigureAwait(false);
        if (error is not null)
        {
            write(new() { Cluster = cluster, Errors = [error] });
            return;
        }

        var missing = await MissingNamespacesAsync(reader, cancellationToken).ConfigureAwait(false);
        if (missing.Count > 0) write(new() { Cluster = cluster, MissingNamespaces = missing });
        var kinds = new KindReader(reader, served!, [.. _query.Namespaces.Except(missing)]);
        if (missing.Count > 0 && missing.Count == _query.Namespaces.Count) return;
        var known = needsTiers ? await kinds.ReadTiersAsync(cancellationToken).ConfigureAwait(false) : null;
        var tiers = known is null ? new TierList(_query.Tiers) { IsChoice = true } : TierList.Of(known);
        var done = 0;
        var reading = _query.Kinds.Zip(new JoinedKinds(reader, served!, kinds).ReadAll(_query.Kinds, tiers, cancellationToken), async (kind, task) =>
        {
            var result = await task.ConfigureAwait(false);
            report(new(cluster, Interlocked.Increment(ref done), _query.Kinds.Count, kind.Name));
            return result;
        }).ToList();
        if (known is { Gaps.Count: > 0 } && !_query.Kinds.Contains(ClusterKind.Tiers)) write(new() { Cluster = cluster, Errors = [.. known.Gaps.Select(gap => gap.ToError())] });
        try
        {
            foreach (var task in reading)
            {
                var result = await task.ConfigureAwait(false);
                if (result.Fatal is { } fatal)
                {
                    write(new() { Cluster = cluster, Errors = [fatal] });
                    return;
                }

                write(new() { Cluster = cluster, Resources = [.. result.InOrder.Where(_query.Fits)], Errors = [.. result.Gaps.Select(gap => gap.ToError())] });
            }
        }
        finally
        {
            // The others meet the same error, and leave no kubectl behind.
            await ((Task)Task.WhenAll(reading)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The namespaces that surely are not there; to who may not look they may be.</summary>
    private async Task<IReadOnlyList<string>> MissingNamespacesAsync(RawReader reader, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(_query.Namespaces.Select(async ns =>
            (Name: ns, (await reader.GetAsync($"{ClusterKind.Namespaces.PathOf("v1", null)}/{Uri.EscapeDataString(ns)}", cancellationToken).ConfigureAwait(false)).Error))).ConfigureAwait(false);
        return ValueList.Of(answers.Where(answer => answer.Error?.Category == ServerErrorCategory.NotFound).Select(answer => answer.Name));
    }
}
