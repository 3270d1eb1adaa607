using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing.Journal;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Makes the plan that deletes resources: through the same order, guard and journal as a publication. Namespaces are never deleted.</summary>
/// <param name="options">How to publish.</param>
public sealed class RemovalPlanner(PublicationOptions options)
{
    /// <summary>Makes the plan.</summary>
    /// <param name="kubectl">The way to the cluster.</param>
    /// <param name="resources">The resources, of which kind, namespace and name count.</param>
    /// <param name="cancellationToken">Ends every kubectl that runs.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<PublicationPlan> PlanAsync(KubectlProcess kubectl, IReadOnlyList<Resource> resources, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kubectl);
        ArgumentNullException.ThrowIfNull(resources);
        var going = resources.Where(IsRemovable).ToList();
        var staying = resources.Where(resource => !IsRemovable(resource)).Select(resource => new PublicationStep
        {
            Item = new(resource, PublishedKind.None, string.Empty),
            Status = PublicationStatus.Skipped,
            Message = $"{resource.Kind} ({resource.ApiVersion}) is not a kind that is deleted: tiers, sets, policies and host endpoints are.",
        });
        var (context, error) = await ClusterContext.ReadAsync(kubectl, cancellationToken).ConfigureAwait(false);
        if (context is null)
        {
            return PublicationPlan.Failed(
                kubectl, kubectl.Options.Context ?? string.Empty, error!, going.Select(resource => new PublicationStep { Item = new(resource, PublishedKind.Of(resource)!, string.Empty), Status = PublicationStatus.Failed, Message = string.Empty }));
        }

        var plan = new ClusterPlan(kubectl, context, options, PlanPurpose.Remove);
        var steps = await plan.DeletionsAsync(going, _ => "it was asked for.", cancellationToken).ConfigureAwait(false);
        return await plan.CompleteAsync(steps, [.. staying], undoes: null, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsRemovable(Resource resource) => PublishedKind.Of(resource) is { Wave: not PublicationWave.Namespaces };
}
