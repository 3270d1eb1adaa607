using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Rules that are equal but for their nets, ports or domains and so could be one: the page's example of a rule per port and host
/// has 2000 of them. Only what merges without matching more or less than before is reported.
/// </summary>
/// <remarks>O(size of the rules): groups are found by hashing.</remarks>
internal sealed class CP1013PerCidrRules : FindingRule<TieredPolicy>
{
    private const int NamedRules = 8;

    private static readonly RuleThreshold Fewest = new("CP1013", "rules", 2, "The fewest rules that could be one that are found.") { Least = 2 };

    public CP1013PerCidrRules()
        : base(new("CP1013", "PerCidrRules", FindingSeverity.High, "Rules are equal but for their nets, ports or domains and could be one.") { Parameters = [Fewest] })
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var content = new RuleContent(SelectorCache.Of(context));
        var fewest = context.Settings.ValueOf(Fewest);
        foreach (var direction in (PolicyType[])[PolicyType.Ingress, PolicyType.Egress])
        {
            foreach (var group in MergeableRules.Of(policy, direction, context))
            {
                if (group.Rules.Count >= fewest) yield return Observe(policy, group, content);
            }
        }
    }

    private static Observation Observe(TieredPolicy policy, MergeableRules group, RuleContent content)
    {
        var first = group.Rules[0];
        var count = group.Rules.Count;
        var fields = string.Join(" and ", group.Fields);
        return new(
            first.Path,
            $"The {first.ListName} rules {Numbers(group.Rules)} (from spec.{first.ListName}[{first.Index}] on) are equal but for {fields}: "
                + $"{count} rules where 1 would do, each {RuleCost.OfOne}.",
            $"Make them one rule that lists all their {fields}{Set(group)}.")
        {
            Content = $"{first.ListName} {content.Of(first.Rule, MergeableRules.Varying)} {string.Join(',', group.Fields)}",
            Change = () => SuggestedChange.To(RuleMerge.Of(policy, group.Rules)),
            Saving = $"{RuleCost.Count(count - 1, "rule")} on each selected endpoint: {RuleCost.Of(count - 1)}.",
        };
    }

    private static string Set(MergeableRules group) => group.Fields.Any(field => field.EndsWith("nets", StringComparison.Ordinal))
        ? ", or that selects a network set with them"
        : group.Fields.Any(field => field.EndsWith("domains", StringComparison.Ordinal))
            ? ", or that selects a network set with them in allowedEgressDomains"
            : string.Empty;

    private static string Numbers(IReadOnlyList<RulePlace> rules)
    {
        var named = rules.Take(NamedRules).Select(rule => FormattableString.Invariant($"{rule.Number}")).ToList();
        if (rules.Count > named.Count) return FormattableString.Invariant($"{string.Join(", ", named)} and {rules.Count - named.Count} more");
        return $"{string.Join(", ", named.SkipLast(1))} and {named[^1]}";
    }
}
