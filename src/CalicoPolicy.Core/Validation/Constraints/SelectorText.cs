using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>A selector has to parse.</summary>
internal sealed class SelectorText : Constraint
{
    public override IEnumerable<Observation> Check(Resource subject, RuleContext context)
    {
        if (subject is not TieredPolicy policy) yield break;
        var selectors = SelectorCache.Of(context);
        foreach (var field in SelectorField.Of(policy))
        {
            if (selectors.Read(field.Text).Error is not { } error) continue;
            yield return new(
                field.Path,
                $"The {field.Description} is no selector: {error.Message}\n{error.Render()}",
                error.Hint ?? $"Write {field.Name} in Calico's selector language.")
            {
                Content = $"selector {field.ShortDescription} {field.Text}",
                Part = new(field.Text, error.Position),
            };
        }
    }
}
