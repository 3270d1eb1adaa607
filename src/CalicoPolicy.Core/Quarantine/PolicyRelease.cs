using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>
/// Ends the quarantine of pods that one policy isolates by the labels that they carry. The policy goes only where none of the others
/// that it was made for is left, and only as it was read: it opens to all that it isolates at once.
/// </summary>
/// <param name="Problem">Why nothing was released; null where nothing is wrong.</param>
/// <param name="Warning">Why the pods stay isolated all the same; null where they do not.</param>
internal sealed record PolicyRelease(QuarantineProblem? Problem, string? Warning)
{
    /// <summary>Releases pods.</summary>
    /// <param name="writer">The cluster.</param>
    /// <param name="policy">The policy's name.</param>
    /// <param name="pods">The pods, one of them in force at least.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    public static async Task<PolicyRelease> RunAsync(ObjectWriter writer, string policy, IReadOnlyList<PodQuarantine> pods, CancellationToken cancellationToken)
    {
        var name = QuarantineRegister.NameOf(policy);
        var read = await writer.GetAsync(name, cancellationToken).ConfigureAwait(false);
        if (read.Error is { } unread) return new(QuarantineProblem.Of(name.ToString(), unread), null);

        // Without its policy nothing is isolated.
        if (read.Object is not { } live) return new(null, null);
        var entries = QuarantineEntry.Of(QuarantineTrees.Annotations(live)).ToList();
        if (entries.Count == 0)
        {
            return new(new(
                QuarantineFault.NotOurs,
                name.ToString(),
                $"{name} has no pods on record: it was not made by Invoke-Quarantine, or all that it was made for were taken off record. It is left alone, and isolates what it selects.",
                $"Look at it (Get-Policy {policy}); if it is to go, delete it by name: Remove-Policy {policy} -Kind GlobalNetworkPolicy."), null);
        }

        var uids = pods.Select(pod => pod.Uid).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var rest = entries.Where(entry => !uids.Contains(entry.Uid)).Select(entry => $"{entry.Namespace}/{entry.Name}").Order(StringComparer.Ordinal).ToList();
        if (rest.Count == 0) return new(await DeleteAsync(writer, name, live, cancellationToken).ConfigureAwait(false), null);
        var register = new QuarantineRegister(writer);
        foreach (var uid in uids)
        {
            var (problem, _) = await register.RemoveAsync(policy, uid, cancellationToken).ConfigureAwait(false);
            if (problem is not null) return new(problem, null);
        }

        return new(null, $"stays isolated by policy {policy} with {string.Join(", ", rest)}, until these are released too.");
    }

    private static async Task<QuarantineProblem?> DeleteAsync(ObjectWriter writer, ObjectName name, TreeMapping live, CancellationToken cancellationToken)
    {
        var version = Trees.Text(Trees.Mapping(live, "metadata")?["resourceVersion"]);
        var answer = await writer.DeleteAsync(name, QuarantineTrees.Uid(live), version.Length == 0 ? null : version, isDryRun: false, cancellationToken).ConfigureAwait(false);
        return answer.Error switch
        {
            null => null,
            { Category: ServerErrorCategory.Conflict } => new(
                QuarantineFault.Changed, name.ToString(), $"{name} was changed by others since it was read: it is not deleted, since more pods may be on record at it now.", "List the quarantines again (Get-Quarantine), and release those that are meant."),
            { } error => QuarantineProblem.Of(name.ToString(), error),
        };
    }
}
