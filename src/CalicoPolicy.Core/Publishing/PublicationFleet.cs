using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CalicoPolicy.Core.Cluster;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Works on several clusters at once, and wave by wave: a canary first.</summary>
public static class PublicationFleet
{
    /// <summary>Divides clusters into waves.</summary>
    /// <param name="clusters">The clusters, in order.</param>
    /// <param name="sizes">How many clusters each wave has, from 1; those that are left make the last one. Empty: one wave.</param>
    public static IReadOnlyList<IReadOnlyList<KubectlProcess>> Waves(IReadOnlyList<KubectlProcess> clusters, IReadOnlyList<int> sizes)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(sizes);
        var waves = new List<IReadOnlyList<KubectlProcess>>();
        var taken = 0;
        foreach (var size in sizes)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
            if (taken >= clusters.Count) break;
            waves.Add([.. clusters.Skip(taken).Take(size)]);
            taken += size;
        }

        if (taken < clusters.Count) waves.Add([.. clusters.Skip(taken)]);
        return waves;
    }

    /// <summary>Plans for several clusters at once.</summary>
    /// <param name="clusters">The clusters.</param>
    /// <param name="plan">Makes the plan of one.</param>
    /// <param name="throttleLimit">How many at once, from 1.</param>
    public static async Task<IReadOnlyList<PublicationPlan>> PlanAsync(IReadOnlyList<KubectlProcess> clusters, Func<KubectlProcess, Task<PublicationPlan>> plan, int throttleLimit)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(plan);
        using var gate = new SemaphoreSlim(throttleLimit);
        return await Task.WhenAll(clusters.Select(async cluster =>
        {
            await gate.WaitAsync().ConfigureAwait(false);
            try
            {
                return await plan(cluster).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
            }
        })).ConfigureAwait(false);
    }

    /// <summary>Runs several plans at once.</summary>
    /// <param name="plans">The plans.</param>
    /// <param name="run">Runs one.</param>
    /// <param name="throttleLimit">How many at once, from 1.</param>
    /// <param name="cancellationToken">Ends them all.</param>
    /// <returns>The results as they come; those of one cluster in the order of its plan.</returns>
    public static async IAsyncEnumerable<PublicationResult> RunAsync(
        IReadOnlyList<PublicationPlan> plans,
        Func<PublicationPlan, CancellationToken, IAsyncEnumerable<PublicationResult>> run,
        int throttleLimit,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plans);
        ArgumentNullException.ThrowIfNull(run);
        using var gate = new SemaphoreSlim(throttleLimit);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var results = Channel.CreateUnbounded<PublicationResult>();
        var running = Task.WhenAll(plans.Select(plan => Task.Run(() => OneAsync(plan), CancellationToken.None)));
        _ = running.ContinueWith(ended => results.Writer.TryComplete(ended.Exception?.InnerException), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return result;
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            // Whoever stops reading early leaves no kubectl behind.
            await ending.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task OneAsync(PublicationPlan plan)
        {
            await gate.WaitAsync(ending.Token).ConfigureAwait(false);
            try
            {
                await foreach (var result in run(plan, ending.Token).ConfigureAwait(false)) results.Writer.TryWrite(result);
            }
            finally
            {
                gate.Release();
            }
        }
    }
}
