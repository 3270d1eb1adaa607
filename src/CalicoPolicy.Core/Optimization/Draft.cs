using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization;

/// <summary>A resource on its way through the rewrites, and what it was made of.</summary>
internal sealed record Draft(Resource Resource)
{
    /// <summary>Whether it may be rewritten.</summary>
    public required bool IsGiven { get; init; }

    /// <summary>The resources of the input that it was made of.</summary>
    public required IReadOnlyList<Resource> From { get; init; }

    public IReadOnlyList<string> Rewrites { get; init; } = [];

    public Equivalence Equivalence { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<ConnectivityDifference> Changes { get; init; } = [];

    /// <summary>What a step makes of some drafts.</summary>
    /// <param name="result">One of its results.</param>
    /// <param name="replaced">What goes.</param>
    /// <param name="rewrite">The rewrite's name.</param>
    /// <param name="judged">The step, and what it is worth.</param>
    public static Draft Of(Resource result, IReadOnlyList<Draft> replaced, string rewrite, JudgedStep judged) => new(result)
    {
        IsGiven = true,
        From = Distinct(replaced.SelectMany(draft => draft.From)),
        Rewrites = [.. replaced.SelectMany(draft => draft.Rewrites).Append(rewrite).Distinct(StringComparer.Ordinal)],
        Equivalence = replaced.Select(draft => draft.Equivalence).Append(judged.Equivalence).Max(),
        Notes = [.. replaced.SelectMany(draft => draft.Notes).Concat(judged.Notes).Distinct(StringComparer.Ordinal)],
        Changes = [.. replaced.SelectMany(draft => draft.Changes).Concat(judged.Changes)],
    };

    private static IReadOnlyList<Resource> Distinct(IEnumerable<Resource> resources) =>
        [.. resources.Distinct((IEqualityComparer<Resource>)ReferenceEqualityComparer.Instance)];
}
