using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Rewrites;

/// <summary>
/// Rules of a direction that are the same but for one list: one rule with the lists of all, in place of the first. Between them are
/// rules of the same action only, so that it makes no difference which of them a packet meets first.
/// </summary>
/// <remarks>O(size of the rules).</remarks>
internal sealed class MergeRules() : PolicyRewrite("MergeRules", "Makes one rule of rules that differ in one list of nets, ports or domains.")
{
    /// <inheritdoc />
    public override IEnumerable<RewriteStep> Find(RewriteContext context)
    {
        foreach (var policy in context.Policies)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var changed = Merged(Merged(policy, PolicyType.Ingress, context), PolicyType.Egress, context);
            if (ReferenceEquals(changed, policy)) continue;
            yield return new([policy], [changed])
            {
                IsProven = true,
                Note = "Flow logs and counters name one rule, with another number, where there were several.",
            };
        }
    }

    private static TieredPolicy Merged(TieredPolicy policy, PolicyType direction, RewriteContext context)
    {
        var groups = new List<(IReadOnlyList<Findings.RulePlace>, IReadOnlyList<PolicyRule>)>();
        foreach (var group in MergeableRules.Of(policy, direction, context.Rules))
        {
            // What Calico takes in one rule has a limit, and there may be nothing to save.
            var merged = RuleMerge.Rules(group.Rules);
            if (merged.Count < group.Rules.Count) groups.Add((group.Rules, merged));
        }

        return groups.Count == 0 ? policy : RuleMerge.Of(policy, direction, groups);
    }
}
