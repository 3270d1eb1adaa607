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
        KubernetesPolicy policy => [.. OfTypes(policy.DeclaredTypes, "policyTypes"), .. OfStaging(policy)],
        Tier { DeclaredDefaultAction: { } action } when !DefaultActions.Contains(action.Text) =>
            [Unknown(FieldPath.Root["spec"]["defaultAction"], "The tier's defaultAction", action.Text, DefaultActions)],
        _ => [],
    };

    private static IEnumerable<Observation> OfPolicy(TieredPolicy policy)
    {
        foreach (var unknown in OfTypes(policy.DeclaredTypes, "types")) yield return unknown;
        foreach (var unknown in OfStaging(policy)) yield return unknown;
        foreach (var rule in RulePlace.Of(policy))
        {
            if (rule.Rule.Action is { IsKnown: false } action)
                yield return Unknown(rule.Path["action"], $"The action of {rule}", action.Text, Actions);
        }
    }

    private static IEnumerable<Observation> OfTypes(IReadOnlyList<PolicyType> types, string field)
    {
        for (var index = 0; index < types.Count; index++)
        {
            if (types[index] is { IsKnown: false } type)
                yield return Unknown(FieldPath.Root["spec"][field][index], "The type", type.Text, Types);
        }
    }

    private static IEnumerable<Observation> OfStaging(Resource policy)
    {
        if (policy is IStagedPolicy { StagedAction: { IsKnown: false } staged })
            yield return Unknown(FieldPath.Root["spec"]["stagedAction"], "The stagedAction", staged.Text, StagedActions);
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
