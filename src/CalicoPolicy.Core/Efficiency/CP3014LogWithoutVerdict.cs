using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A Log rule that is of no use or has had its use. At the end of a direction it decides nothing: what it logs goes on to the next policy
/// or the end of the tier. Without criteria, for all of the cluster or of a namespace, and before what is let through, it is the log of
/// everything that Calico's documentation (log rules) gives for finding out, to be deleted afterwards. Other Log rules may be an audit:
/// of what is denied, or of access to a few pods.
/// </summary>
internal sealed class CP3014LogWithoutVerdict : FindingRule<TieredPolicy>
{
    public CP3014LogWithoutVerdict()
        : base(new("CP3014", "LogWithoutVerdict", FindingSeverity.Low, "A Log rule is the last, and nothing decides on what it logs; or a log of everything was left on."))
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        foreach (var direction in policy.Types)
        {
            var rules = policy.RulesOf(direction);
            if (!direction.IsKnown || rules.Count == 0) continue;
            if (rules[^1].Action == PolicyAction.Log)
                yield return WithoutVerdict(policy, new(direction, rules.Count - 1, rules[^1]), selectors);
            else if (IsForAll(policy, selectors) && LeftOn(rules) is { } index)
                yield return LeftOn(policy, new(direction, index, rules[index]), rules[index + 1]);
        }
    }

    /// <summary>Whether the policy is in force and selects all of the cluster or of its namespace. A staged policy logs nothing.</summary>
    private static bool IsForAll(TieredPolicy policy, SelectorCache selectors) => !policy.IsStaged && !PolicyScope.GovernsForwarded(policy)
        && PolicyScope.IsUnbounded(policy.Selector, selectors)
        && PolicyScope.IsUnbounded((policy as GlobalPolicy)?.NamespaceSelector, selectors)
        && PolicyScope.IsUnbounded(policy.ServiceAccountSelector, selectors);

    /// <summary>The first Log rule without criteria right before a rule that lets packets through.</summary>
    private static int? LeftOn(IReadOnlyList<PolicyRule> rules)
    {
        for (var index = 0; index < rules.Count - 1; index++)
        {
            if (rules[index].Action == PolicyAction.Log && rules[index].IsUnconditional()
                && (rules[index + 1].Action == PolicyAction.Allow || rules[index + 1].Action == PolicyAction.Pass))
                return index;
        }

        return null;
    }

    private static Observation WithoutVerdict(TieredPolicy policy, RulePlace last, SelectorCache selectors) => new(
        last.Path,
        $"The {last} logs and decides nothing, and no rule follows: the log does not tell what became of the packet, which the next policy or "
            + $"the end of tier {policy.Tier} decides.",
        $"Add a rule with the same criteria and the verdict (Allow, Deny or Pass) behind {last}; delete both when the question is answered.")
    { Content = $"{last.ListName} {new RuleContent(selectors).Of(last.Rule)}" };

    private static Observation LeftOn(TieredPolicy policy, RulePlace log, PolicyRule next) => new(
        log.Path,
        $"The {log} logs every connection that gets to it, of all pods of the {(policy.IsNamespaced ? "namespace" : "cluster")}, and what follows lets some of them through ({next.Action}). "
            + "Such a log is for finding something out; left on, it costs each node a log line for every connection.",
        $"Delete {log}; or give the policy a selector and the rule the criteria of what is to be logged.")
    { Content = $"left on {log.ListName}" };
}
