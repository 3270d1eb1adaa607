using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>Keeps the pods on record at the policy that quarantines them: a patch of one annotation for each, whatever others write meanwhile.</summary>
internal sealed class QuarantineRegister(ObjectWriter writer)
{
    /// <summary>Adds pods; those that are on record already are written anew.</summary>
    /// <returns>What is wrong; null where nothing is.</returns>
    public async Task<QuarantineProblem?> AddAsync(string policy, IReadOnlyList<QuarantineEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return null;
        var name = NameOf(policy);
        var read = await writer.GetAsync(name, cancellationToken).ConfigureAwait(false);
        if (read.Error is { } unread) return QuarantineProblem.Of(name.ToString(), unread);
        if (read.Object is null) return new(QuarantineFault.NotFound, name.ToString(), $"{name} has gone meanwhile: nothing isolates the pods.", "Run Invoke-Quarantine again, and see who deletes its policy.");
        var known = QuarantineEntry.Of(QuarantineTrees.Annotations(read.Object)).Select(entry => entry.Uid).ToHashSet(StringComparer.Ordinal);
        var room = Math.Max(0, QuarantineEntry.Most - known.Count);
        var kept = entries.Where(entry => known.Contains(entry.Uid)).Concat(entries.Where(entry => !known.Contains(entry.Uid)).Take(room)).ToList();
        var written = await writer.PatchAsync(name, QuarantineTrees.Patch(kept.Select(entry => (entry.Key, (string?)entry.ToText()))), isDryRun: false, cancellationToken).ConfigureAwait(false);
        if (written.Error is { } error) return QuarantineProblem.Of(name.ToString(), error);
        return kept.Count == entries.Count ? null : new(
            QuarantineFault.Changed,
            name.ToString(),
            FormattableString.Invariant($"{name} has {QuarantineEntry.Most} pods on record, as many as it may: {entries.Count - kept.Count} of these are isolated, but will not be missed when they go."),
            "Release those that have gone: Get-Quarantine | Where-Object State -in Gone, Replaced, Lost | Remove-Quarantine.");
    }

    /// <summary>Takes a pod off record.</summary>
    /// <returns>What is wrong, null also where the policy is gone; and whether the policy stands and has no pod on record any more.</returns>
    public async Task<(QuarantineProblem? Problem, bool IsEmpty)> RemoveAsync(string policy, string uid, CancellationToken cancellationToken)
    {
        var name = NameOf(policy);
        var written = await writer.PatchAsync(name, QuarantineTrees.Patch([(QuarantineRecords.Prefix + uid, null)]), isDryRun: false, cancellationToken).ConfigureAwait(false);
        var problem = written.Error is null or { Category: ServerErrorCategory.NotFound } ? null : QuarantineProblem.Of(name.ToString(), written.Error);
        return (problem, written.Object is { } left && !QuarantineEntry.Of(QuarantineTrees.Annotations(left)).Any());
    }

    public static ObjectName NameOf(string policy) => new(ResourceKinds.CalicoApiVersion, nameof(GlobalNetworkPolicy), null, policy);
}
