using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>A tier and its policies in their order.</summary>
internal sealed class CompiledTier
{
    public required string Name { get; init; }

    /// <summary>The tier; null where there is no such object, as of a built-in one.</summary>
    public required Tier? Resource { get; init; }

    /// <summary>What its end does.</summary>
    public required RuleStep DefaultAction { get; init; }

    /// <summary>Whether its place and default action are known.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>What hides policies of it.</summary>
    public required IReadOnlyList<SnapshotGap> Gaps { get; init; }

    /// <summary>Whether policies of it could not be read.</summary>
    public bool HasGap => Gaps.Count > 0;

    public required CompiledPolicy[] Policies { get; init; }

    /// <summary>The policies that may select what is in a namespace, in their order: the global ones and its own. O(1) after the first time, and their number.</summary>
    /// <param name="ns">The namespace; null: any policies.</param>
    public IEnumerable<CompiledPolicy> PoliciesFor(string? ns)
    {
        if (ns is null) return Policies;
        var index = Index ??= Policies.Select((policy, place) => (policy, place))
            .ToLookup(entry => entry.policy.Policy.IsNamespaced ? entry.policy.Policy.Namespace ?? "default" : string.Empty, entry => entry.place, StringComparer.Ordinal);
        return index[string.Empty].Concat(index[ns]).Order().Select(place => Policies[place]);
    }

    private ILookup<string, int>? Index { get; set; }
}
