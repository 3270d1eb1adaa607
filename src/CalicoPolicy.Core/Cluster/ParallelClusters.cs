using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CalicoPolicy.Core.Cluster;

/// <summary>Reads several clusters at once.</summary>
internal static class ParallelClusters
{
    /// <summary>Progress and results as they come, from whichever cluster.</summary>
    /// <param name="clusters">The ways to the clusters.</param>
    /// <param name="throttleLimit">How many kubectl may run at once, in all clusters together, from 1.</param>
    /// <param name="read">Reads one: with the way to it, how it tells its progress, and where its results go.</param>
    /// <param name="cancellationToken">Ends every kubectl that runs.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async IAsyncEnumerable<(ClusterProgress? Progress, T? Result)> ReadAsync<T>(
        IReadOnlyList<KubectlProcess> clusters,
        int throttleLimit,
        Func<KubectlProcess, RawReader, Action<ClusterProgress>, Action<T>, CancellationToken, Task> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        using var gate = new SemaphoreSlim(throttleLimit);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var news = Channel.CreateUnbounded<(ClusterProgress?, T?)>(new() { SingleReader = true });
        var running = Task.WhenAll(clusters.Select(cluster => Task.Run(() => ReadOneAsync(cluster), CancellationToken.None)));
        try
        {
            _ = running.ContinueWith(ended => news.Writer.TryComplete(ended.Exception?.InnerException), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await foreach (var item in news.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return item;
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            // Whoever stops reading early, or meets an error, leaves no kubectl behind.
            await ending.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Task ReadOneAsync(KubectlProcess kubectl) => read(
            kubectl, new(kubectl, gate), progress => news.Writer.TryWrite((progress, null)), result => news.Writer.TryWrite((null, result)), ending.Token);
    }
}
