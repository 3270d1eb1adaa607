using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization.Scope;

/// <summary>
/// A global policy for one namespace becomes a policy of that namespace (CP1003). Its rules must mean the same there: those that pick
/// endpoints by labels alone would be kept to the namespace.
/// </summary>
internal sealed class ToNamespaced() : PolicyRewrite("ToNamespaced", "Makes a global policy that is for one namespace a policy of that namespace.")
{
    public override IEnumerable<RewriteStep> Find(RewriteContext context)
    {
        foreach (var policy in context.Policies.OfType<GlobalPolicy>())
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (PolicyScope.GovernsForwarded(policy) || PolicyScope.SingleNamespace(policy.NamespaceSelector, context.Selectors) is not { } ns) continue;
            if (!RuleScope.IsFreeOfNamespace(policy, ns) || !context.IsFree(ns, policy.Name)) continue;
            if (NamespacedForm.Of(policy, [.. RulePlace.Of(policy)], ns)?.Resources[0] is not TieredPolicy namespaced) continue;
            var isProven = context.Selectors.Find(policy.NamespaceSelector)!.Canonical.Contains(AutomaticLabels.Name, StringComparison.Ordinal)
                && SameEndpoints.Are(policy, namespaced, ns);
            yield return new([policy], [namespaced])
            {
                IsProven = isProven,
                Effect = isProven ? null : $"It is not proven that the policy selects all that {policy} selected.",
            };
        }
    }
}
