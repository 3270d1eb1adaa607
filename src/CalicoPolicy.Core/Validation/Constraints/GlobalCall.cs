using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>
/// <c>global()</c> stands in the namespaceSelector of a rule's source or destination, and alone there. Calico looks for the text
/// <c>global(</c>, so a value in quotes that holds it is rejected too; it does not look into notSelector and serviceAccounts
/// (libcalico-go/lib/validator/v3).
/// </summary>
internal sealed class GlobalCall : Constraint
{
    private const string Call = "global(";

    public override void Check(Resource subject, Violations violations)
    {
        foreach (var field in violations.Fields)
        {
            var offset = field.Text.IndexOf(Call, StringComparison.Ordinal);
            if (offset < 0 || violations.Selectors.Read(field.Text).Selector is not { } selector) continue;
            if (field.Rule is not null && IsTaken(field, selector)) continue;
            violations.Add(new(field.Path, Message(field), Recommendation(field))
            {
                Content = $"global {field.ShortDescription} {field.Text}",
                Part = new(field.Text, offset),
            });
        }
    }

    private static bool IsTaken(SelectorField field, Selector selector) => field.Name == "namespaceSelector"
        ? IsAlone(selector)
        : field.Name == "notSelector" || field.Path.Parent!.Name == "serviceAccounts";

    private static bool IsAlone(Selector selector) =>
        selector.Root is GlobalNode && selector.Text.TrimStart(' ', '\t').StartsWith(Call, StringComparison.Ordinal);

    private static string Message(SelectorField field) => field is { Rule: not null, Name: "namespaceSelector" }
        ? $"The {field.Description} has global() together with something else; Calico takes it alone only."
        : $"The {field.Description} has global(), which only the namespaceSelector of a rule's source or destination may have.";

    private static string Recommendation(SelectorField field) => field switch
    {
        { Rule: null } => "Remove global(); to select host endpoints, select a label that they carry.",
        { Name: "namespaceSelector" } => "Write namespaceSelector: global(), and the other conditions in selector or in a rule of its own.",
        _ => $"Move global() to {field.Path.Parent!.Name}.namespaceSelector and leave the other conditions in selector.",
    };
}
