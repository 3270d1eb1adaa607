using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>A selector has to parse.</summary>
internal sealed class SelectorText : Constraint
{
    public override void Check(Resource subject, Violations violations)
    {
        foreach (var field in violations.Fields)
        {
            if (violations.Selectors.Read(field.Text).Error is not { } error) continue;
            violations.Add(new(
                field.Path,
                $"The {field.Description} is no selector: {error.Message}\n{error.Render()}",
                error.Hint ?? $"Write {field.Name} in Calico's selector language.")
            {
                Content = $"selector {field.ShortDescription} {field.Text}",
                Part = new(field.Text, error.Position),
            });
        }
    }
}
