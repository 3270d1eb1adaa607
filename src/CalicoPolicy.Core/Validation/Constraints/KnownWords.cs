using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>Actions, types, performance hints, staged actions and default actions are one of a few words; case counts.</summary>
internal sealed class KnownWords : Constraint
{
    private static readonly FieldPath Spec = FieldPath.Root["spec"];
    private static readonly string[] Hints = ["AssumeNeededOnEveryNode"];
    private static readonly string[] Actions = ["Allow", "Deny", "Log", "Pass"];
    private static readonly string[] Types = ["Ingress", "Egress"];
    private static readonly string[] StagedActions = ["Set", "Delete", "Learn", "Ignore"];
    private static readonly string[] DefaultActions = ["Deny", "Pass"];

    public override void Check(Resource subject, Violations violations)
    {
        switch (subject)
        {
            case TieredPolicy policy:
                CheckTypes(policy.DeclaredTypes, "types", violations);
                for (var index = 0; index < policy.PerformanceHints.Count; index++)
                {
                    if (!Hints.Contains(policy.PerformanceHints[index]))
                        violations.Add(Unknown(Spec["performanceHints"][index], "The performance hint", policy.PerformanceHints[index], Hints));
                }

                break;
            case KubernetesPolicy policy:
                CheckTypes(policy.DeclaredTypes, "policyTypes", violations);
                break;
            case Tier { DeclaredDefaultAction: { } action } when !DefaultActions.Contains(action.Text):
                violations.Add(Unknown(Spec["defaultAction"], "The tier's defaultAction", action.Text, DefaultActions));
                break;
        }

        if (subject is IStagedPolicy { StagedAction: { IsKnown: false } staged })
            violations.Add(Unknown(Spec["stagedAction"], "The stagedAction", staged.Text, StagedActions));
        foreach (var rule in violations.Rules)
        {
            if (rule.Rule.Action is { IsKnown: false } action)
                violations.Add(Unknown(rule.Path["action"], $"The action of {rule}", action.Text, Actions));
        }
    }

    private static void CheckTypes(IReadOnlyList<PolicyType> types, string field, Violations violations)
    {
        for (var index = 0; index < types.Count; index++)
        {
            if (types[index] is { IsKnown: false } type) violations.Add(Unknown(Spec[field][index], "The type", type.Text, Types));
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
