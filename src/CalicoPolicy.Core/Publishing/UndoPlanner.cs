using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Publishing.Journal;

namespace CalicoPolicy.Core.Publishing;

/// <summary>
/// Makes the plan that takes a publication back: each object becomes what it was, but for what others changed since (decision 25). A plan
/// like any other: ordered, in the journal, and to be made again where it was not finished. The guard is not asked: the way back stays open.
/// </summary>
/// <param name="options">How to publish; of them the journal counts, and the throttle.</param>
/// <param name="force">Whether later changes of others are overwritten.</param>
/// <param name="leavesOut">Whether what cannot go back is left out, and the rest goes; else it stands against the whole plan.</param>
public sealed class UndoPlanner(PublicationOptions options, bool force, bool leavesOut = false)
{
    /// <summary>Makes the plan.</summary>
    /// <param name="kubectl">The way to the cluster.</param>
    /// <param name="publication">The publication.</param>
    /// <param name="cancellationToken">Ends every kubectl that runs.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<PublicationPlan> PlanAsync(KubectlProcess kubectl, Publication publication, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kubectl);
        ArgumentNullException.ThrowIfNull(publication);
        List<(PublicationEntry Entry, PublicationItem Item)> entries = [.. publication.Entries.Select(entry => (entry, ItemOf(entry)))];
        var unplanned = entries.Select(pair => new PublicationStep { Item = pair.Item, Status = PublicationStatus.Failed, Message = string.Empty });
        var (context, error) = await ClusterContext.ReadAsync(kubectl, cancellationToken).ConfigureAwait(false);
        if (context is null) return PublicationPlan.Failed(kubectl, publication.Cluster, error!, unplanned);
        if (await WrongClusterAsync(kubectl, publication, cancellationToken).ConfigureAwait(false) is { } wrong) return PublicationPlan.Failed(kubectl, context.Name, wrong, unplanned);
        var live = new LiveState(kubectl);
        if (await live.ReadAsync([.. entries.Select(pair => pair.Item)], cancellationToken).ConfigureAwait(false) is { } down) return PublicationPlan.Failed(kubectl, context.Name, down, unplanned);

        // The last change is the first to go back.
        entries.Reverse();
        var steps = entries.Select(pair => ObjectState.IsSent(pair.Entry, publication) ? StepOf(pair.Entry, pair.Item, live) : NotSent(pair.Item)).ToList();
        return await new ClusterPlan(kubectl, context, options, PlanPurpose.Undo).CompleteAsync(steps, [], publication.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the plan that takes back what a plan has done.</summary>
    /// <param name="done">The plan that was carried out.</param>
    /// <param name="publication">Its publication.</param>
    /// <param name="cancellationToken">Ends every kubectl that runs.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<PublicationPlan> PlanAsync(PublicationPlan done, Publication publication, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(done);
        return PlanAsync(done.Kubectl, publication, cancellationToken);
    }

    private static PublicationStep NotSent(PublicationItem item) =>
        new() { Item = item, Status = PublicationStatus.Unchanged, Message = "It was never written." };

    private PublicationStep StepOf(PublicationEntry entry, PublicationItem item, LiveState live)
    {
        var now = live.Find(item);
        var step = new PublicationStep { Item = item, Status = PublicationStatus.Unchanged, Message = "It is as it was before.", Live = now, IsRestored = true };
        if (live.ErrorOf(item) is { } error) return step with { Status = error.IsRefusal ? PublicationStatus.Refused : PublicationStatus.Failed, Message = error.ToString(), Error = error };
        if (entry.Before is null ? now is null : now is not null && ObjectState.AreSame(entry.Before, now)) return step;
        if (!force && !ObjectState.IsWritten(entry, now))
        {
            var who = now is null ? "somebody deleted it" : $"{FieldManagers.LastOther(now) ?? "somebody"} changed it";
            return step with { Status = leavesOut ? PublicationStatus.Skipped : PublicationStatus.Refused, Message = $"Since the publication {who}. -Force takes it back all the same." };
        }

        if (entry.Before is null) return step with { Status = PublicationStatus.Deleted, Message = "Would be deleted: it was not there before." };
        return now is null
            ? step with { Status = PublicationStatus.Created, Message = "Would be created again as it was.", Document = Fresh(entry.Before) }
            : step with { Status = PublicationStatus.Configured, Message = "Would become what it was before.", Document = entry.Before, Changes = ChangesOf(now, entry.Before) };
    }

    private static IReadOnlyList<PublicationChange> ChangesOf(TreeMapping now, TreeMapping before) =>
    [
        .. TreeDifference.All(now, before).Select(change => new PublicationChange(
            TreeDifference.Text(change.Path),
            change.Left is null ? null : Documents.Json.JsonTreeWriter.OneLine(change.Left),
            change.Right is null ? null : Documents.Json.JsonTreeWriter.OneLine(change.Right))),
    ];

    /// <summary>The object as it is to be created anew: what only the server can give is left to it.</summary>
    private static TreeMapping Fresh(TreeMapping before)
    {
        var metadata = Trees.Mapping(before, "metadata")!;
        foreach (var field in (string[])["uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink"]) metadata = Trees.With(metadata, field, null);
        return Trees.With(Trees.With(before, "metadata", metadata), "status", null);
    }

    /// <summary>The resource that a step names: the one that stood there, else the one that was published.</summary>
    private static PublicationItem ItemOf(PublicationEntry entry)
    {
        var read = ResourceMapper.Read(new(0, entry.Before ?? entry.Wanted, [], false), null).Resources;
        var resource = read.Count == 1 ? read[0] : throw new JournalException($"The journal's entry of {entry.Name} cannot be read.");
        return new(resource, PublishedKind.Of(resource) ?? PublishedKind.None, entry.Name.Namespace ?? string.Empty);
    }

    private async Task<ServerError?> WrongClusterAsync(KubectlProcess kubectl, Publication publication, CancellationToken cancellationToken)
    {
        var (id, error) = await ClusterIdentity.AskAsync(kubectl, cancellationToken).ConfigureAwait(false);

        // Who gets no answer at all learns why; what is refused leaves the question open.
        if (error is { IsRefusal: false }) return error;
        return id == publication.ClusterId || (force && (id.Length == 0 || publication.ClusterId.Length == 0))
            ? null
            : new(ServerErrorCategory.UnknownContext, string.Empty, id.Length == 0 || publication.ClusterId.Length == 0
                ? $"It is not known whether the context leads to the cluster of publication {publication.Id}: the namespace kube-system could not be read, now or then."
                : $"Publication {publication.Id} went to another cluster than the one that the context leads to now.")
            {
                Advice = "Name the context, or the kubeconfig, that leads to the cluster of the publication; -Force goes on where that is merely not known.",
            };
    }
}
