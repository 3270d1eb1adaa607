using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>
/// Shows what a cluster says to resources without changing it. The order is that of a publication: namespaces, tiers, sets,
/// policies, host endpoints, and inside each the order of the input; kinds that are not published come last.
/// </summary>
public sealed class DryRunPublisher
{
    private readonly KubectlProcess _kubectl;
    private readonly DryRunMode _mode;
    private readonly int _throttleLimit;
    private readonly bool _force;

    /// <summary>Makes a dry run.</summary>
    /// <param name="kubectl">The way to the cluster.</param>
    /// <param name="mode"><see cref="DryRunMode.Client"/> or <see cref="DryRunMode.Server"/>.</param>
    /// <param name="throttleLimit">How many kubectl may run at once, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mode is no dry run, or the limit is below 1.</exception>
    /// <param name="force">Whether fields are taken from other field managers.</param>
    public DryRunPublisher(KubectlProcess kubectl, DryRunMode mode, int throttleLimit = 5, bool force = false)
    {
        if (mode is not (DryRunMode.Client or DryRunMode.Server)) throw new ArgumentOutOfRangeException(nameof(mode), mode, "Only Client and Server are dry runs.");
        ArgumentOutOfRangeException.ThrowIfLessThan(throttleLimit, 1);
        _kubectl = kubectl;
        _mode = mode;
        _throttleLimit = throttleLimit;
        _force = force;
    }

    /// <summary>The answers, one per resource, each as soon as it and those before it are there.</summary>
    /// <param name="resources">The resources.</param>
    /// <param name="cancellationToken">Ends every kubectl that runs.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerable<PublicationResult> RunAsync(
        IReadOnlyList<Resource> resources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var name = _kubectl.Options.Context ?? string.Empty;
        var published = resources.Where(resource => PublishedKind.Of(resource) is not null).OrderBy(resource => PublishedKind.Of(resource)!.Wave).ToArray();
        if (published.Length > 0)
        {
            var (context, error) = await ClusterContext.ReadAsync(_kubectl, cancellationToken).ConfigureAwait(false);
            if (error is null)
            {
                name = context!.Name;
                await foreach (var result in AskAsync(context, published, cancellationToken).ConfigureAwait(false)) yield return result;
            }
            else
            {
                foreach (var resource in published) yield return Failed(resource, name, error);
            }
        }

        foreach (var resource in resources)
        {
            if (PublishedKind.Of(resource) is null) yield return Skipped(resource, name);
        }
    }

    private async IAsyncEnumerable<PublicationResult> AskAsync(
        ClusterContext context, IEnumerable<Resource> resources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = resources.Select(resource => new PublicationItem(resource, PublishedKind.Of(resource)!, context.Namespace)).ToArray();
        var run = new DryRun(_kubectl, _mode, _force, context, items);
        await run.ReadLiveAsync(cancellationToken).ConfigureAwait(false);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new Queue<Task<PublicationResult>>();
        try
        {
            foreach (var item in items)
            {
                running.Enqueue(run.AnswerAsync(item, ending.Token));
                while (running.Count > 0 && (running.Count >= _throttleLimit || running.Peek().IsCompleted))
                    yield return await running.Dequeue().ConfigureAwait(false);
            }

            while (running.Count > 0) yield return await running.Dequeue().ConfigureAwait(false);
        }
        finally
        {
            // Whoever stops reading early, or meets an error, leaves no kubectl behind.
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll((IEnumerable<Task>)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private PublicationResult Failed(Resource resource, string cluster, ServerError error) => new()
    {
        Cluster = cluster,
        Resource = resource,
        Namespace = resource.Namespace,
        Status = PublicationStatus.Failed,
        Message = error.ToString(),
        Error = error,
        DryRun = _mode,
    };

    private PublicationResult Skipped(Resource resource, string cluster) => new()
    {
        Cluster = cluster,
        Resource = resource,
        Namespace = resource.Namespace,
        Status = PublicationStatus.Skipped,
        Message = $"{resource.Kind} ({resource.ApiVersion}) is not a kind that is published: namespaces, tiers, sets, policies and host endpoints are.",
        DryRun = _mode,
    };
}
