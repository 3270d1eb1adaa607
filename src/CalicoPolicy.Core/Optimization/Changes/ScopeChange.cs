using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Scope;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization.Changes;

/// <summary>What rewrites of scope make of a policy that a finding is in.</summary>
internal static class ScopeChange
{
    /// <summary>A global policy, split by whom its rules are for; null where that cannot be done.</summary>
    public static SuggestedChange? Split(GlobalPolicy policy, RuleContext context)
    {
        var rewrites = RewriteContext.Of(context);
        return rewrites.MayChange(policy) ? Of(SplitGlobal.Of(policy, new RuleContent(rewrites.Selectors), rewrites)) : null;
    }

    /// <summary>Policies for the same endpoints as one, of which this one is the first; null where that cannot be done.</summary>
    public static SuggestedChange? Merged(TieredPolicy policy, RuleContext context) => Of(MergePolicies.Of(policy, RewriteContext.Of(context)));

    /// <summary>Equal policies of several namespaces as a global one, or several, of which this one is the first; null where that cannot be done.</summary>
    public static SuggestedChange? Global(TieredPolicy policy, RuleContext context)
    {
        RewriteStep[] steps = [.. ToGlobal.Of(policy, RewriteContext.Of(context))];
        return steps.Length == 0 ? null : Of(new RewriteStep([.. steps.SelectMany(step => step.Replaced)], [.. steps.SelectMany(step => step.Results)]) { Note = steps[0].Note });
    }

    private static SuggestedChange? Of(RewriteStep? step)
    {
        if (step is null) return null;
        var effect = string.Join(" ", ((string?[])[step.Effect, step.Note]).OfType<string>());
        return new() { Resources = step.Results, Removed = [.. step.Replaced.Skip(1)], Effect = effect.Length == 0 ? null : effect };
    }
}
