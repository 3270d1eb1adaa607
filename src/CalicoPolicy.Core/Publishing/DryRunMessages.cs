using System.Globalization;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>What a dry run says beyond the server's own words.</summary>
internal static class DryRunMessages
{
    private const int NamedChanges = 5;

    /// <summary>The fields that would change, the first few by name.</summary>
    public static string Change(IReadOnlyList<string> paths)
    {
        var named = string.Join(", ", paths.Take(NamedChanges));
        return paths.Count <= NamedChanges
            ? $"Would change {named}."
            : string.Create(CultureInfo.InvariantCulture, $"Would change {named} and {paths.Count - NamedChanges} more.");
    }

    /// <summary>
    /// A dry run stores nothing, so a server that looks for the namespace or the tier of a policy misses the one that
    /// the publication would have created just before.
    /// </summary>
    public static string Note(PublicationItem item, ServerError error, IReadOnlyList<PublicationItem> all, LiveObjects live)
    {
        const string Why = ", but a dry run stores nothing, so the server does not know it yet.";
        if (!error.IsRefusal) return string.Empty;
        if (error.Category == ServerErrorCategory.NotFound && item.Namespace is { } home && error.Message.Contains($"namespaces \"{home}\"", StringComparison.Ordinal))
        {
            return IsCreated("Namespace", home)
                ? $" This publication creates namespace '{home}' first{Why}"
                : $" Publish namespace '{home}' along with it, or create it before.";
        }

        return item.Resource is TieredPolicy policy
            && error.Message.Contains("tier", StringComparison.OrdinalIgnoreCase)
            && error.Message.Contains(policy.Tier, StringComparison.Ordinal)
            && IsCreated("Tier", policy.Tier)
                ? $" This publication creates tier '{policy.Tier}' first{Why}"
                : string.Empty;

        bool IsCreated(string kind, string name) =>
            all.Any(other => other.Resource.Kind == kind && other.Resource.Name == name && live.Find(other) is null);
    }
}
