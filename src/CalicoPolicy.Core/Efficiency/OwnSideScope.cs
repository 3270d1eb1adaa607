using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>How many of the endpoints that a policy selects a rule's own side picks.</summary>
/// <param name="Selected">The endpoints of the snapshot that the policy selects.</param>
/// <param name="Meant">Those of them that the rule can match.</param>
internal sealed record OwnSideScope(long Selected, long Meant)
{
    /// <summary>The endpoints that have the rule in vain.</summary>
    public long Idle => Selected - Meant;

    /// <summary>The scope of a rule; null without a snapshot, and where the policy selects nothing in it.</summary>
    public static OwnSideScope? Of(TieredPolicy policy, RulePlace rule, RuleContext context)
    {
        if (Inventory.Of(context) is not { } inventory || inventory.Find(policy) is not { } compiled) return null;
        var selected = inventory.CountOf(compiled.Selector).Total;
        if (selected == 0) return null;
        var isIngress = rule.Direction == PolicyType.Ingress;
        var match = compiled.RulesOf(isIngress)[rule.Index];
        return new(selected, inventory.CountOf(compiled, isIngress ? match.Destination : match.Source).Total);
    }

    /// <summary>The scope in words: <c>The rule is for 10 of the 100 endpoints that the policy selects in the snapshot.</c></summary>
    public string Sentence(string subject) =>
        $"{subject} for {RuleCost.Number(Meant)} of the {RuleCost.Count(Selected, "endpoint")} that the policy selects in the snapshot.";
}
