using System.Security.Cryptography;
using System.Text;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Json;
using CalicoPolicy.Core.Publishing.Journal;

namespace CalicoPolicy.Core.Publishing;

/// <summary>
/// What the journal is to say of a plan. Where the same publication was begun before and never finished, what stood before that one is
/// what stood before: an undo goes back to the very start.
/// </summary>
internal static class PublicationDraft
{
    public static Publication Of(PublicationPlan plan, PublicationOptions options, string digest, string clusterId, IReadOnlyList<Publication> known)
    {
        var latest = known.FirstOrDefault(publication => IsOf(publication, plan.Cluster, clusterId) && publication.State != PublicationState.Continued);
        var unfinished = latest is { State: PublicationState.Unfinished or PublicationState.Stopped } && latest.Digest == digest ? latest : null;
        var begun = (unfinished?.Entries ?? []).ToDictionary(entry => entry.Name);
        var entries = new List<PublicationEntry>();
        foreach (var steps in plan.Steps.Where(step => step.IsChange).GroupBy(step => step.Item.ObjectName))
        {
            var last = steps.Last();
            var entry = new PublicationEntry(steps.Key, steps.First().Live, last.Wanted) { Between = steps.First() == last ? null : steps.First().Wanted };
            entries.Add(begun.Remove(steps.Key, out var before) && IsOurs(before, entry.Before) ? entry with { Before = before.Before } : entry);
        }

        var now = DateTimeOffset.UtcNow;
        return new()
        {
            Id = PublicationJournal.NewId(now),
            Cluster = plan.Cluster,
            ClusterId = clusterId,
            KubeConfig = plan.Kubectl.Options.KubeConfig,
            Started = now,
            By = Environment.UserName,
            Owner = options.Owner,
            Digest = digest,
            Continues = unfinished?.Id,
            NeedsCheck = options.NeedsCheck,

            // What the unfinished one had done already comes first, with what stood before it.
            Entries = [.. begun.Values, .. entries],
        };
    }

    /// <summary>A digest of what is asked for.</summary>
    public static string Digest(PublicationOptions options, IEnumerable<PublicationItem> items, string purpose)
    {
        var text = new StringBuilder(purpose).Append('\n').Append(options.Owner).Append('\n').Append(options.Prune).Append('\n');
        foreach (var item in items.OrderBy(item => item.ObjectName.ToString(), StringComparer.Ordinal)) text.Append(JsonTreeWriter.OneLine(item.Document)).Append('\n');
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Whether it went to the same cluster: by what tells clusters apart where that is known, else by the context.</summary>
    private static bool IsOf(Publication publication, string cluster, string clusterId) =>
        publication.ClusterId.Length > 0 && clusterId.Length > 0 ? publication.ClusterId == clusterId : publication.Cluster == cluster;

    /// <summary>Whether what stands there now is what the unfinished publication wrote, or what it found.</summary>
    private static bool IsOurs(PublicationEntry begun, TreeMapping? now) => IsSame(begun.Before, now) || ObjectState.IsWritten(begun, now);

    private static bool IsSame(TreeMapping? left, TreeMapping? right) =>
        left is null || right is null ? left is null && right is null : ObjectState.AreSame(left, right);
}
