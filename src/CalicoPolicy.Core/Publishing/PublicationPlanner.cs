using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing.Journal;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>
/// Makes the plan of a publication: what stands there, what changes, what stands against it, and in which order. Reads the cluster only.
/// </summary>
/// <remarks>Reading is one call for 200 objects and one for each kind.</remarks>
/// <param name="options">How to publish.</param>
public sealed class PublicationPlanner(PublicationOptions options)
{
    /// <summary>Makes the plan.</summary>
    /// <param name="kubectl">The way to the cluster.</param>
    /// <param name="resources">The resources.</param>
    /// <param name="cancellationToken">Ends every kubectl that runs.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<PublicationPlan> PlanAsync(KubectlProcess kubectl, IReadOnlyList<Resource> resources, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kubectl);
        ArgumentNullException.ThrowIfNull(resources);
        var published = resources.Where(resource => PublishedKind.Of(resource) is not null).Select(Owned).ToList();
        var skipped = resources.Where(resource => PublishedKind.Of(resource) is null).Select(Skipped);
        var (context, error) = await ClusterContext.ReadAsync(kubectl, cancellationToken).ConfigureAwait(false);
        if (context is null) return PublicationPlan.Failed(kubectl, kubectl.Options.Context ?? string.Empty, error!, Unplanned(published, "default"));

        var items = published.OrderBy(resource => PublishedKind.Of(resource)!.Wave)
            .Select(resource => new PublicationItem(resource, PublishedKind.Of(resource)!, context.Namespace))
            .DistinctBy(item => (item.Key, item.Placed)).ToList();
        var live = new LiveState(kubectl);
        if (await live.ReadAsync(items, cancellationToken).ConfigureAwait(false) is { } down) return PublicationPlan.Failed(kubectl, context.Name, down, Unplanned(published, context.Namespace));
        var judge = new StepJudge(options, LocalValidation.Errors(published, cancellationToken), live, checksOwner: true);
        var twice = items.GroupBy(item => item.Key).Where(group => group.Skip(1).Any()).Select(group => group.Key).ToHashSet();
        List<PublicationStep> steps = [.. items.Select(item => twice.Contains(item.Key) ? Twice(item) : judge.Judge(item))];
        var plan = new ClusterPlan(kubectl, context, options, PlanPurpose.Publish);
        return await plan.CompleteAsync(steps, [.. skipped], undoes: null, cancellationToken).ConfigureAwait(false);
    }

    private Resource Owned(Resource resource)
    {
        if (options.Owner.Length == 0 || PublishedKind.Of(resource)!.Wave == PublicationWave.Namespaces) return resource;
        return resource with { Metadata = resource.Metadata with { Labels = resource.Labels.With([new(PublicationOptions.OwnerLabel, options.Owner)]) } };
    }

    private static IEnumerable<PublicationStep> Unplanned(IEnumerable<Resource> resources, string ns) =>
        resources.Select(resource => new PublicationStep { Item = new(resource, PublishedKind.Of(resource)!, ns), Status = PublicationStatus.Failed, Message = string.Empty });

    private static PublicationStep Twice(PublicationItem item) => new()
    {
        Item = item,
        Status = PublicationStatus.Refused,
        Message = $"Two different documents are {item.ObjectName}: the later would overwrite the earlier. Take one of them out.",
    };

    private static PublicationStep Skipped(Resource resource) => new()
    {
        Item = new(resource, PublishedKind.None, resource.Namespace ?? string.Empty),
        Status = PublicationStatus.Skipped,
        Message = $"{resource.Kind} ({resource.ApiVersion}) is not a kind that is published: namespaces, tiers, sets, policies and host endpoints are.",
    };
}
