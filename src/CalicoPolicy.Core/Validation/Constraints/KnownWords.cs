using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>Actions, types, staged actions and default actions are one of a few words; case counts.</summary>
internal sealed class KnownWords : Constraint
{
    private static readonly string[] Actions = ["Allow", "Deny", "Log", "Pass"];
    private static readonly string[] Types = ["Ingress", "Egress"];
    private static readonly string[] StagedActions = ["Set", "Delete", "Learn", "Ignore"];
    private static readonly string[] DefaultActions = ["Deny", "Pass"];

    public override IEnumerable<Observation> Check(Resource subject, RuleContext context) => subject switch
    {
        TieredPolicy policy => OfPolicy(policy),
        Tier { DeclaredDefaultAction: { } action } when !DefaultActions.Contains(action.Text) =>
            [Unknown(FieldPath.Root["spec"]["defaultAction"], "The tier's defaultAction", action.Text, DefaultActions)],
        _ => [],
    };

    private static IEnumerable<Observation> OfPolicy(TieredPolicy policy)
    {
        var spec = FieldPath.Root["spec"];
        for (var index = 0; index < policy.DeclaredTypes.Count; index++)
        {
            if (policy.DeclaredTypes[index] is { IsKnown: false } type)
                yield return Unknown(spec["types"][index], "The type", type.Text, Types);
        }

        if (policy is IStagedPolicy { StagedAction: { IsKnown: false } staged })
            yield return Unknown(spec["stagedAction"], "The stagedAction", staged.Text, StagedActions);

        foreach (var rule in RulePlace.Of(policy))
        {
            if (rule.Rule.Action is { IsKnown: false } action)
                yield return Unknown(rule.Path["action"], $"The action of {rule}", action.Text, Actions);
        }
    }

    private static Observation Unknown(FieldPath path, string what, string text, string[] known)
    {
        var near = known.FirstOrDefault(word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase));
        var choices = string.Join(", ", known);
        return new(
            path,
            text.Length == 0 ? $"{what} is missing; Calico knows {choices}." : $"{what} is '{text}'; Calico knows {choices}, and case counts.",
            near is null ? $"Write one of {choices}." : $"Write {near}.")
        {
            Content = $"word {path.Name ?? path.Parent!.Name} {text}",
        };
    }
}
