using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A Log rule at the end of a direction. It decides nothing: what it logs goes on to the next policy or the end of the tier, and
/// the log does not say what became of it (Calico's documentation, log rules).
/// </summary>
internal sealed class CP3014LogWithoutVerdict : FindingRule<TieredPolicy>
{
    public CP3014LogWithoutVerdict()
        : base(new("CP3014", "LogWithoutVerdict", FindingSeverity.Low, "A Log rule is the last, and nothing decides on what it logs."))
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        foreach (var direction in policy.Types)
        {
            var rules = policy.RulesOf(direction);
            if (!direction.IsKnown || rules.Count == 0 || rules[^1].Action != PolicyAction.Log) continue;
            var last = new RulePlace(direction, rules.Count - 1, rules[^1]);
            yield return new(
                last.Path,
                $"The {last} logs and decides nothing, and no rule follows: the log does not tell what became of the packet, which the next policy or "
                    + $"the end of tier {policy.Tier} decides.",
                $"Add a rule with the same criteria and the verdict (Allow, Deny or Pass) behind {last}; delete both when the question is answered.")
            { Content = $"{last.ListName} {new RuleContent(SelectorCache.Of(context)).Of(last.Rule)}" };
        }
    }
}
