using System.Globalization;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// What Windows nodes take badly: a rule with selectors on both sides, which becomes a rule for each combination of addresses; more
/// than five tiers; more than ten Pass rules in a tier (Calico's documentation, limitations of Calico for Windows). Only for policies
/// that surely govern Windows pods of the input. Where the rule is asked for by its id or name, every node counts as Windows'.
/// </summary>
internal sealed class CP3015BothSidesSelector : FindingRule<TieredPolicy>
{
    public CP3015BothSidesSelector()
        : base(new(
            "CP3015", "BothSidesSelector", FindingSeverity.Medium,
            "On Windows nodes: a rule has selectors on both sides, or there are too many tiers or Pass rules."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        if (PolicyScope.GovernsForwarded(policy) || PolicyScope.IsGivenUp(policy) || BuiltInTiers.IsOfOperator(policy.Tier)) yield break;
        var isWindowsOnly = context.AsksFor(Descriptor);
        if (WindowsTiers.Of(context, isWindowsOnly).FindCount(policy) is { } tiers) yield return TooManyTiers(policy, tiers);
        bool? isGoverning = isWindowsOnly ? true : null;
        foreach (var direction in policy.Types)
        {
            if (WindowsPasses.Of(context).Find(policy, direction) is not var (rule, count)) continue;
            if (isGoverning ??= WindowsPods.Of(context).AreGovernedBy(policy)) yield return TooManyPasses(policy, rule, count);
        }

        var content = new RuleContent(SelectorCache.Of(context));
        foreach (var rule in context.RulesOf(policy))
        {
            if (!rule.Rule.Action.IsTerminal || !policy.Types.Contains(rule.Direction) || !IsSelected(rule.Rule.Source) || !IsSelected(rule.Rule.Destination)) continue;
            if (isGoverning ??= WindowsPods.Of(context).AreGovernedBy(policy)) yield return BothSides(policy, rule, content, context);
        }
    }

    /// <summary>Whether addresses are looked up for a side. Windows passes over rules with negated selectors.</summary>
    private static bool IsSelected(PolicyPeer peer) => string.IsNullOrEmpty(peer.NotSelector)
        && (!string.IsNullOrEmpty(peer.Selector) || !string.IsNullOrEmpty(peer.NamespaceSelector) || peer.ServiceAccounts is not null);

    private static Observation BothSides(TieredPolicy policy, RulePlace rule, RuleContent content, RuleContext context) => new(
        rule.Path,
        $"The {rule} has selectors on both sides. A Windows node makes a rule of it for each combination of the addresses that they match, "
            + "for each pod that the policy selects, which takes much CPU and memory and makes changes slow.",
        OwnSide.FieldOf(policy, rule, SelectorCache.Of(context)) is null
            ? $"Drop the selectors of {rule.OwnField} from it."
            : $"Move the rule to {OwnSide.Home(policy, rule.Own, SelectorCache.Of(context))}, and drop the selectors of {rule.OwnField} from it.")
    { Content = $"both {rule.ListName} {content.Of(rule.Rule)}" };

    private static Observation TooManyTiers(TieredPolicy policy, int count) => new(
        FieldPath.Root["spec"]["tier"],
        $"The tier {policy.Tier} is one too many for Windows nodes: Windows pods have policies in {RuleCost.Count(count, "tier")}, where {WindowsTiers.Most} are the most.",
        $"Bring the policies of tier {policy.Tier} into one of the other tiers.")
    { Content = $"tier {policy.Tier}" };

    private static Observation TooManyPasses(TieredPolicy policy, RulePlace rule, int count) => new(
        rule.Path,
        $"The {rule} is one Pass rule too many for Windows nodes: tier {policy.Tier} has {count.ToString(CultureInfo.InvariantCulture)} in {rule.ListName} for the same "
            + $"endpoints, where {WindowsPasses.Most} are the most. Windows knows no tiers: each Pass rule is multiplied by the rules of the tiers behind.",
        $"Make Pass rules one that lists all their nets or ports, or give tier {policy.Tier} defaultAction: Pass in their place.")
    { Content = $"pass {rule.ListName}" };
}
