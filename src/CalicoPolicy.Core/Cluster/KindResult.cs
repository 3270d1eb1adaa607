using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Cluster;

/// <summary>What was read of a kind.</summary>
/// <param name="Resources">The objects.</param>
/// <param name="Gaps">What could not be read.</param>
/// <param name="Fatal">An error that all other calls will meet too; null where there was none.</param>
internal sealed record KindResult(IReadOnlyList<Resource> Resources, IReadOnlyList<KindGap> Gaps, ServerError? Fatal)
{
    /// <summary>No objects, and no gap.</summary>
    public static KindResult Nothing { get; } = new([], [], null);

    /// <summary>The objects by namespace and name.</summary>
    public IEnumerable<Resource> InOrder =>
        Resources.OrderBy(resource => resource.Namespace, StringComparer.Ordinal).ThenBy(resource => resource.Name, StringComparer.Ordinal);

    /// <summary>What came of asking for a kind, once or in several namespaces.</summary>
    public static KindResult Of(ClusterKind kind, string? tier, IReadOnlyList<(string? Namespace, CollectionResult Result)> results)
    {
        var gaps = new List<KindGap>();
        foreach (var (ns, result) in results)
        {
            // Calico's own authorizer refuses a list without a tier for the sake of one tier.
            if (result.Error is { } error) gaps.Add(new(new(kind.Name, ns, tier ?? error.MissingRight?.Tier, ReasonOf(error)), error));
            if (result.Faults.Count > 0) gaps.Add(new(new(kind.Name, ns, tier, $"an object is not as it should be: {result.Faults[0].Message}"), null));
        }

        return new([.. results.SelectMany(pair => pair.Result.Resources)], gaps, results.Select(pair => pair.Result.Error).FirstOrDefault(error => error is { IsFatal: true }));
    }

    /// <summary>Nothing, for a reason that is not the server's.</summary>
    public static KindResult Unread(ClusterKind kind, string reason) => new([], [new(new(kind.Name, null, null, reason), null)], null);

    /// <summary>Why something was not read.</summary>
    public static string ReasonOf(ServerError error) => error.MissingRight is { } right
        ? $"the user '{right.User}' lacks the right to {right.Verb} {right.Resource}{(right.Namespace is null ? string.Empty : $" in namespace {right.Namespace}")}{(right.Tier is null ? string.Empty : $" in tier {right.Tier}")}."
        : error.Message;
}
