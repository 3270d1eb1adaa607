using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing.Journal;

namespace CalicoPolicy.Core.Publishing;

/// <summary>
/// Carries out a plan: step by step in its order, each noted in the journal before the next. The first step that fails ends it, so that
/// the cluster is in a state that the plan has looked at; the rest is Skipped. The same publication again goes on from there.
/// </summary>
/// <param name="options">How to publish.</param>
public sealed class Publisher(PublicationOptions options)
{
    /// <summary>Carries out a plan. A refused plan, and one without changes, sends nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the kubectl that runs; what was written stays, and is in the journal.</param>
    /// <returns>The results, in the order of the plan, as they come.</returns>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    /// <exception cref="JournalException">The journal cannot be written; nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerable<PublicationResult> RunAsync(PublicationPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var journal = new PublicationJournal(options.JournalFolder);
        if (plan.IsRefused || plan.Draft is not { Entries.Count: > 0 } draft)
        {
            // What is back already needs no undo any more.
            if (!plan.IsRefused && plan.Draft?.Undoes is { } back) journal.Close(back, PublicationState.Undone, "nothing to change");
            foreach (var step in plan.Steps) yield return NotSent(step, plan).ToResult(plan.Cluster, DryRunMode.None);
            yield break;
        }

        using var notes = journal.Begin(draft);

        // The new one has all that the one before it had: from here on it alone counts.
        for (var index = 0; index < draft.Entries.Count; index++)
        {
            if (draft.Entries[index] is { Status: { } status } entry) notes.Wrote(index, status, entry.After);
        }

        if (draft.Continues is { } before) journal.Close(before, PublicationState.Continued, draft.Id);
        var run = new PublicationRun(plan, draft, notes, options);
        await foreach (var result in run.RunAsync(cancellationToken).ConfigureAwait(false)) yield return result;
        notes.End(run.HasStopped ? PublicationState.Stopped : draft.NeedsCheck ? PublicationState.Unverified : PublicationState.Done);
        if (draft.Undoes is { } undone && !run.HasStopped) journal.Close(undone, PublicationState.Undone, draft.Id);
    }

    /// <summary>Notes that the check of a publication has passed.</summary>
    /// <param name="id">The publication.</param>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    /// <returns>Whether there was anything to confirm: what stopped half-way stays so.</returns>
    public bool Confirm(string id)
    {
        var journal = new PublicationJournal(options.JournalFolder);
        if (journal.Find(id, CancellationToken.None)?.State != PublicationState.Unverified) return false;
        journal.Close(id, PublicationState.Done, "check");
        return true;
    }

    private static PublicationStep NotSent(PublicationStep step, PublicationPlan plan) =>
        step.IsChange && plan.IsRefused ? step with { Status = PublicationStatus.Skipped, Message = "Not sent: the publication is refused, see the errors." } : step;
}
