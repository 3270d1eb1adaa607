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
                var members = Members(policy, rule, side, context);
                yield return new(
                    rule.Path[side][field],
                    $"The {side}.{field} of {rule} selects every workload, so that each node keeps an IP set of all their addresses"
                        + $"{(members is { } known ? $", {RuleCost.Count(known, "member")} in the snapshot," : string.Empty)} and changes it whenever a pod comes or goes.",
                    $"Leave out the selectors of {side} if every address is meant, outside of the cluster too; otherwise name the labels "
                        + "or namespaces that are meant.")
                {
                    Content = $"{rule.ListName} {side} {content.Of(rule.Rule)}",
                    Saving = members is { } saved
                        ? $"1 IP set with {RuleCost.Count(saved, "member")}, on each node."
                        : "1 IP set with a member for every pod of the cluster, on each node.",
                };
            }
        }
    }

    /// <summary>The members of the side's IP set in both IP families; null without a snapshot.</summary>
    private static long? Members(TieredPolicy policy, RulePlace rule, string side, RuleContext context)
    {
        if (Inventory.Of(context) is not { HasEndpoints: true } inventory || inventory.Find(policy) is not { } compiled) return null;
        var match = compiled.RulesOf(rule.Direction == PolicyType.Ingress)[rule.Index];
        return (side == "source" ? match.Source : match.Destination).Selector is { } selector ? inventory.MembersOf(selector) : null;
    }
}
