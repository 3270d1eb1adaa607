using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Changes;

/// <summary>A global policy as a policy of the one namespace that it selects.</summary>
internal static class NamespacedForm
{
    /// <summary>
    /// The policy; null where a rule picks endpoints anywhere: in a namespaced policy the same words mean those of its namespace,
    /// and none mean all that they mean in a global one.
    /// </summary>
    public static SuggestedChange? Of(GlobalPolicy policy, IReadOnlyList<RulePlace> rules, string ns)
    {
        if (rules.Any(rule => PolicyScope.IsKeptToNamespace(rule.Remote) || PolicyScope.IsKeptToNamespace(rule.Own))) return null;
        TieredPolicy kind = policy is StagedGlobalNetworkPolicy staged
            ? new StagedNetworkPolicy { DeclaredStagedAction = staged.DeclaredStagedAction }
            : new NetworkPolicy();
        var namespaced = PolicyTwin.Of((TieredPolicy)policy, kind);
        return SuggestedChange.To(
            namespaced with { Metadata = namespaced.Metadata with { Namespace = ns } },
            $"It is another object: delete the {policy.Kind} {policy.Name} once the new one is there.");
    }
}
