namespace CalicoPolicy.Core.Cluster;

/// <summary>
/// Reads clusters: kinds in parallel, page by page, policies tier by tier (decision 15). Only reads. What the user may not read, and
/// what fails, becomes a gap (decision 8); a kind that the server does not serve has no objects.
/// </summary>
public sealed class ClusterReader
{
    private readonly IReadOnlyList<string> _namespaces;
    private readonly int _throttleLimit;

    /// <summary>Makes a reader.</summary>
    /// <param name="namespaces">The namespaces whose objects are read; empty for all.</param>
    /// <param name="throttleLimit">How many kubectl may run at once, in all clusters together, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public ClusterReader(IReadOnlyList<string> namespaces, int throttleLimit)
    {
        ArgumentNullException.ThrowIfNull(namespaces);
        ArgumentOutOfRangeException.ThrowIfLessThan(throttleLimit, 1);
        _namespaces = [.. namespaces.Distinct(StringComparer.Ordinal)];
        _throttleLimit = throttleLimit;
    }

    /// <summary>Reads several clusters at once: progress as it comes, and each cluster as soon as it was read.</summary>
    /// <param name="clusters">The ways to the clusters.</param>
    /// <param name="cancellationToken">Ends every kubectl that runs.</param>
    /// <returns>For each item one of the two: how far one of the clusters is, or what came of reading it.</returns>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IAsyncEnumerable<(ClusterProgress? Progress, ClusterReading? Reading)> ReadAsync(IReadOnlyList<KubectlProcess> clusters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        return ParallelClusters.ReadAsync<ClusterReading>(
            clusters,
            _throttleLimit,
            async (kubectl, reader, report, write, token) => write(await new ClusterRun(kubectl, reader, _namespaces, report).ReadAsync(token).ConfigureAwait(false)),
            cancellationToken);
    }
}
