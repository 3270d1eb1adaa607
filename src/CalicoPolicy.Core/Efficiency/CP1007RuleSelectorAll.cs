using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A rule whose source or destination is every workload of the cluster: an IP set of all their addresses on every node, updated
/// with every pod that comes or goes.
/// </summary>
internal sealed class CP1007RuleSelectorAll : FindingRule<TieredPolicy>
{
    public CP1007RuleSelectorAll()
        : base(new(
            "CP1007", "RuleSelectorAll", FindingSeverity.Medium,
            "A rule's source or destination selects every workload."))
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        var content = new RuleContent(selectors);
        foreach (var rule in context.RulesOf(policy))
        {
            foreach (var (side, peer) in rule.Sides)
            {
                if (!PolicyScope.PicksEveryPod(policy, peer, selectors)) continue;
                var field = string.IsNullOrEmpty(peer.Selector) ? "namespaceSelector" : "selector";
                yield return new(
                    rule.Path[side][field],
                    $"The {side}.{field} of {rule} selects every workload, so that each node keeps an IP set of all their addresses and "
                        + "changes it whenever a pod comes or goes.",
                    $"Leave out the selectors of {side} if every address is meant, outside of the cluster too; otherwise name the labels "
                        + "or namespaces that are meant.")
                {
                    Content = $"{rule.ListName} {side} {content.Of(rule.Rule)}",
                    Saving = "1 IP set with a member for every pod of the cluster, on each node.",
                };
            }
        }
    }
}
