using CalicoPolicy.Core.Optimization.Redundancy;
using CalicoPolicy.Core.Optimization.Rewrites;
using CalicoPolicy.Core.Optimization.Scope;

namespace CalicoPolicy.Core.Optimization;

/// <summary>Every rewrite there is, in the order in which they are tried.</summary>
internal static class PolicyRewrites
{
    /// <summary>The rewrites.</summary>
    public static IReadOnlyList<PolicyRewrite> All { get; } =
    [
        new SimplifySelectors(),
        new RemoveDeadRules(),
        new RemoveDuplicates(),
        new CollapseNets(),
        new CollapsePorts(),
        new MergeRules(),
        new PushDownSelector(),
        new SplitGlobal(),
        new ToNamespaced(),
        new MergePolicies(),
        new ToGlobal(),
        new ExtractSets(),
    ];
}
