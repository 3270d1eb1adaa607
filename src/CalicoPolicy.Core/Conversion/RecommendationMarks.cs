using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>What the recommendation engine writes on policies and rules (calico-policy.md 4.1): its bookkeeping, no part of the policy.</summary>
internal static class RecommendationMarks
{
    private const string StagedActionLabel = "projectcalico.org/spec.stagedAction";
    private const string AnnotationPrefix = "policyrecommendation.tigera.io/";

    /// <summary>Metadata without them.</summary>
    public static ObjectMetadata Without(ObjectMetadata metadata) => metadata with
    {
        Labels = Without(metadata.Labels, key => key == StagedActionLabel),
        Annotations = Without(metadata.Annotations, IsMark),
    };

    /// <summary>Rules without them; a rule's metadata go where nothing else is in them.</summary>
    public static IReadOnlyList<PolicyRule> Without(IReadOnlyList<PolicyRule> rules) =>
        rules.Any(rule => rule.Annotations.Keys.Any(IsMark)) ? [.. rules.Select(Without)] : rules;

    private static PolicyRule Without(PolicyRule rule)
    {
        if (rule.Metadata is not { } metadata || !metadata.Annotations.Keys.Any(IsMark)) return rule;
        var annotations = Without(metadata.Annotations, IsMark);
        return annotations.Count == 0 && metadata.UnknownFields.Count == 0
            ? rule with { Metadata = null }
            : rule with { Metadata = metadata with { Annotations = annotations } };
    }

    private static bool IsMark(string key) => key.StartsWith(AnnotationPrefix, StringComparison.Ordinal);

    // Only where there is something to drop, so that an empty map that is written out stays.
    private static LabelMap Without(LabelMap map, Func<string, bool> isDropped) => map.Keys.Any(isDropped) ? map.Without(isDropped) : map;
}
