using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization.Scope;

/// <summary>
/// A global policy whose rules are for different groups of the endpoints that it selects gives each group a policy of its own (CP1001).
/// What is left, with the rules for all, still selects them all, so that nobody loses its default deny. The new policies come right before
/// it in the tier: at the same order, under names that begin with its own.
/// </summary>
/// <remarks>
/// Rules keep their order wherever it may matter: one that would come before another with another action, and may be for the same endpoint,
/// stays where it is. O(r²) small steps for the r rules of a policy. Not proven for every cluster: a rule's own side is matched by address,
/// and another object may have the address of an endpoint.
/// </remarks>
internal sealed class SplitGlobal() : PolicyRewrite("SplitGlobal", "Gives the groups of endpoints that a global policy's rules are for policies of their own.")
{
    private const string Effect = "Where a network set or a host endpoint has the address of a pod, or a host endpoint has no address, a rule may be met "
        + "by others than the labels of its own side say.";

    public override IEnumerable<RewriteStep> Find(RewriteContext context)
    {
        var content = new RuleContent(context.Selectors);
        foreach (var policy in context.Policies.OfType<GlobalPolicy>())
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (Of(policy, content, context) is { } step) yield return step;
        }
    }

    /// <summary>The step that splits a policy; null where it stays whole.</summary>
    public static RewriteStep? Of(GlobalPolicy policy, RuleContent content, RewriteContext context)
    {
        if (PolicyScope.GovernsForwarded(policy) || RuleScope.HasIdleRules(policy)) return null;
        return SplitLayout.Of(policy, content, context) is { } layout && StandsAlone(policy, layout, context)
            ? new([policy], [layout.Rest, .. layout.Groups]) { Effect = Effect, Note = "Flow logs name the policy of the group for what its rules decide." }
            : null;
    }

    /// <summary>Whether nothing that may select the same endpoints comes between the new policies and the old one.</summary>
    private static bool StandsAlone(GlobalPolicy policy, SplitLayout layout, RewriteContext context)
    {
        var tiers = TierIndex.Of(context.Rules);
        if (policy.Tier == TieredPolicy.DefaultTier && policy.Order == 1000 && tiers.HasKubernetesPolicy(null)) return false;
        var first = layout.Groups.Min(PolicyOrder.Instance)!;
        return tiers.Between(first, policy).All(between => PolicyAgreement.Agree(policy, between) || !SharedEndpoints.MayBe(policy, between, context.Selectors));
    }
}
