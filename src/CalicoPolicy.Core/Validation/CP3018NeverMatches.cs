using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation;

/// <summary>
/// Criteria that contradict each other, so that a policy selects nothing or a rule matches nothing, proven from the text alone. Calico
/// takes them without a word.
/// </summary>
internal sealed class CP3018NeverMatches : FindingRule<TieredPolicy>
{
    public CP3018NeverMatches()
        : base(new("CP3018", "NeverMatches", FindingSeverity.High, "Criteria contradict each other, so that nothing can match."))
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        foreach (var field in SelectorFields.Of(policy, context))
        {
            // A notSelector that nothing meets excludes nothing: harmless.
            if (field.Name == "notSelector" || selectors.Find(field.Text) is not { } selector || selectors.IsSatisfiable(selector)) continue;
            var effect = field.Rule is { } rule ? $"so that this {rule.Rule.Action} rule never matches" : "so that the policy selects nothing";
            yield return new(field.Path, $"No labels can meet the {field.Description} ({field.Text}), {effect}.", "Take out the conditions that contradict each other.")
            {
                Content = $"{field.ShortDescription} {field.Text}",
            };
        }

        foreach (var rule in context.RulesOf(policy))
        {
            foreach (var contradiction in Contradictions.Of(rule, selectors))
                yield return contradiction with { Content = $"{contradiction.Content} {rule.ListName} {new RuleContent(selectors).Of(rule.Rule)}" };
        }
    }
}
