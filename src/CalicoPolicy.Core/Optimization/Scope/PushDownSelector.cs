using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization.Scope;

/// <summary>
/// What all rules ask of the policy's own endpoints becomes the policy's selector (CP1006). Endpoints that it then no longer selects lose
/// the tier's default action by it, so that only a cluster can tell whether anything changes.
/// </summary>
internal sealed class PushDownSelector() : PolicyRewrite("PushDownSelector", "Moves what all rules ask of the policy's own endpoints into its selector.")
{
    public override IEnumerable<RewriteStep> Find(RewriteContext context)
    {
        var content = new RuleContent(context.Selectors);
        foreach (var policy in context.Policies)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            RulePlace[] rules = [.. RulePlace.Of(policy)];
            if (OwnSide.CommonTo(policy, rules, content, context.Selectors) is not { } first || RuleScope.HasIdleRules(policy)) continue;
            if (RuleScope.IsLikelyMistake(first.Own, context.Selectors) || !rules.All(rule => rule.Rule.IsFullyKnown())) continue;
            if (SelectorPushdown.Of(policy with { Types = policy.Types }, rules, context.Selectors) is not { } narrowed || !SelectorLimits.Fit(narrowed)) continue;
            yield return new([policy], [narrowed])
            {
                Effect = $"Endpoints that {policy} selected and that its rules' own side does not pick are no longer selected: they lose the default deny that it was the cause of.",
            };
        }
    }
}
