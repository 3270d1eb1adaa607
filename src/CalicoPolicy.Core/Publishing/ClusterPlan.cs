using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing.Journal;
using CalicoPolicy.Core.Publishing.Ordering;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Makes a plan of what is asked for: what goes besides, what stands against it, the order, and what the journal is to say.</summary>
internal sealed class ClusterPlan(KubectlProcess kubectl, ClusterContext context, PublicationOptions options, PlanPurpose purpose)
{
    private readonly PublicationJournal _journal = new(options.JournalFolder);

    /// <summary>Completes the plan.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="rest">What has no part in it.</param>
    /// <param name="undoes">The publication that is taken back; null for none.</param>
    /// <param name="cancellationToken">Ends every kubectl that runs.</param>
    public async Task<PublicationPlan> CompleteAsync(IReadOnlyList<PublicationStep> asked, IReadOnlyList<PublicationStep> rest, string? undoes, CancellationToken cancellationToken)
    {
        var steps = asked.ToList();
        var warnings = new List<string>();
        var objections = new List<PlanObjection>();
        var order = new OrderedChanges();
        if (options.Prune || steps.Exists(step => step.IsChange))
        {
            var reading = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (reading.Snapshot is not { } snapshot) return PublicationPlan.Failed(kubectl, context.Name, reading.Error!, [.. asked, .. rest]);
            if (purpose == PlanPurpose.Publish) steps.AddRange(await GoingAsync(snapshot, steps, objections, cancellationToken).ConfigureAwait(false));
            if (purpose == PlanPurpose.Undo)
            {
                var residents = new NamespaceResidents(kubectl, snapshot, steps);
                for (var index = 0; index < steps.Count; index++) steps[index] = await residents.JudgeAsync(steps[index], cancellationToken).ConfigureAwait(false);
            }

            var homes = new MissingHomes(snapshot, steps);

            // What has no home to go back to does not keep the rest from it.
            PublicationStep Home(PublicationStep step) => homes.Judge(step) is { Status: PublicationStatus.Refused } refused && purpose == PlanPurpose.Undo && step.IsChange
                ? refused with { Status = PublicationStatus.Skipped }
                : homes.Judge(step);
            steps = [.. steps.Select(Home)];

            // Where something is refused already nothing is sent, in whatever order.
            steps = steps.Exists(step => step.Status is PublicationStatus.Refused or PublicationStatus.Failed)
                ? PlanOrder.InWaves(steps)
                : PlanOrder.Of(snapshot, steps, options.Target, cancellationToken, out order);
            warnings.AddRange(order.Windows.Select(Text));
            warnings.AddRange(order.Unchecked);
            var against = PlanGuard.Check(snapshot, steps, options, warnings, cancellationToken).ToList();

            // The way back stays open to who must have it: what it would cut is said, and does not stop it.
            if (purpose == PlanPurpose.Undo) warnings.AddRange(against.Select(objection => objection.Message));
            else objections.AddRange(against);
        }

        var plan = new PublicationPlan(kubectl, context, [.. steps, .. rest]) { Warnings = warnings, Windows = order.Windows, Objections = objections };
        var clusterId = await ClusterIdentity.ReadAsync(kubectl, cancellationToken).ConfigureAwait(false);
        var digest = PublicationDraft.Digest(options, asked.Select(step => step.Item), purpose + undoes);
        var draft = PublicationDraft.Of(plan, options, digest, clusterId, _journal.ReadAll([], cancellationToken)) with { Undoes = undoes, NeedsCheck = options.NeedsCheck && undoes is null };
        return plan.With(draft);
    }

    private async Task<ClusterReading> ReadAsync(CancellationToken cancellationToken)
    {
        await foreach (var (_, reading) in new ClusterReader([], options.ThrottleLimit).ReadAsync([kubectl], cancellationToken).ConfigureAwait(false))
        {
            if (reading is not null) return reading;
        }

        throw new InvalidOperationException("The cluster was not read.");
    }

    /// <summary>What goes besides: staged twins, and what a prune takes away.</summary>
    private async Task<IReadOnlyList<PublicationStep>> GoingAsync(PolicySnapshot snapshot, List<PublicationStep> steps, List<PlanObjection> objections, CancellationToken cancellationToken)
    {
        var published = steps.Where(step => step.Status != PublicationStatus.Deleted).Select(step => step.Item).ToList();
        var twins = StagedTwins.Of(snapshot.Policies, [.. published.Select(item => item.Placed)]).ToHashSet();
        var prune = options.Prune ? PruneSelection.Of(snapshot, published, options) : new();
        if (prune.Refusal is not null) objections.Add(new(prune.Refusal, "Nothing was sent. Give what the prune needs, or publish without -Prune."));
        var going = twins.Concat(prune.Going).DistinctBy(resource => (resource.Kind, resource.Namespace, resource.Name)).ToList();
        string Reason(Resource resource) => twins.Contains(resource) ? "Its enforced form is published." : $"'{options.Owner}' no longer has it.";
        return await DeletionsAsync(going, Reason, cancellationToken).ConfigureAwait(false);
    }

    private static string Text(ChangeWindow window) =>
        $"For a while the publication {(window.IsCertain ? string.Empty : "may ")}{(window.Cuts ? "cut" : "open")}{(window.IsCertain ? "s" : string.Empty)} {window.Flow}. {window.Reason}";

    /// <summary>Steps that delete objects as they stand there.</summary>
    public async Task<IReadOnlyList<PublicationStep>> DeletionsAsync(IReadOnlyList<Resource> going, Func<Resource, string> reason, CancellationToken cancellationToken)
    {
        var items = going.Select(resource => new PublicationItem(resource, PublishedKind.Of(resource)!, context.Namespace)).DistinctBy(item => item.Key).ToList();
        var live = new LiveState(kubectl);
        var down = await live.ReadAsync(items, cancellationToken).ConfigureAwait(false);
        var judge = new StepJudge(options, Array.Empty<Findings.PolicyFinding>().ToLookup(finding => (finding.Kind, finding.Namespace, finding.Name)), live, checksOwner: false);
        var steps = new List<PublicationStep>();
        foreach (var item in items)
        {
            var step = new PublicationStep { Item = item, Status = PublicationStatus.Deleted, Message = $"Would be deleted: {reason(item.Resource)}", Live = live.Find(item) };
            if ((down ?? live.ErrorOf(item)) is { } error)
                steps.Add(step with { Status = error.IsRefusal ? PublicationStatus.Refused : PublicationStatus.Failed, Message = error.ToString(), Error = error });
            else if (step.Live is not null)
                steps.Add(judge.RefusalOf(item, step.Live) ?? step);
            else
                steps.Add(step with { Status = PublicationStatus.Unchanged, Message = "The cluster has no such object." });
        }

        return steps;
    }
}
