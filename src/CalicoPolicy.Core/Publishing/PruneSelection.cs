using System.Globalization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing;

/// <summary>What a prune takes away, and what stands against it (decision 24). Namespaces never go.</summary>
internal sealed record PruneSelection
{
    /// <summary>How many of the objects that would go a refusal names.</summary>
    private const int Named = 10;

    /// <summary>The objects that go.</summary>
    public IReadOnlyList<Resource> Going { get; init => field = ValueList.Of(value); } = ValueList<Resource>.None;

    /// <summary>Why nothing may go; null where it may.</summary>
    public string? Refusal { get; init; }

    public static PruneSelection Of(PolicySnapshot snapshot, IEnumerable<PublicationItem> published, PublicationOptions options)
    {
        if (options.Owner.Length == 0) return No("-Prune needs -Owner: only objects of a named owner are ever deleted.");
        if (!options.IsComplete) return No("-Prune needs the whole set: the -Path of a folder, or -Complete.");
        if (options.HasUnread) return No("-Prune needs every document: some could not be read, and what they hold would be deleted.");
        if (snapshot.Gaps.FirstOrDefault(gap => IsPublished(gap.Kind)) is { } gap) return No($"-Prune needs to know what is there: {gap}");

        var kept = published.Select(item => (item.Resource.ApiVersion, item.Resource.Kind, item.Namespace, item.Resource.Name)).ToHashSet();
        var owned = snapshot.Resources.Where(resource => PublishedKind.Of(resource) is { Wave: not PublicationWave.Namespaces }
            && resource.Labels.TryGetValue(PublicationOptions.OwnerLabel, out var owner) && owner == options.Owner).ToList();
        var going = owned.Where(resource => !kept.Contains((resource.ApiVersion, resource.Kind, resource.Namespace, resource.Name))).ToList();
        return going.Count * 100L > options.MaxPrune * (long)owned.Count
            ? No(string.Create(CultureInfo.InvariantCulture, $"-Prune would delete {going.Count} of the {owned.Count} objects of '{options.Owner}', more than {options.MaxPrune} percent: {Names(going)}. Raise -MaxPrune where that is meant."))
            : new() { Going = going };
    }

    private static string Names(List<Resource> going) =>
        string.Join(", ", going.Take(Named)) + (going.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {going.Count - Named} more") : string.Empty);

    private static PruneSelection No(string refusal) => new() { Refusal = refusal };

    private static bool IsPublished(string kind) => kind is "Tier" or "NetworkSet" or "GlobalNetworkSet" or "HostEndpoint" || kind.EndsWith("NetworkPolicy", StringComparison.Ordinal);
}
