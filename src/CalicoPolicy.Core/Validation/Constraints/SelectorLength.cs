using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>A selector has at most 1,024 characters (maxLength in Calico's CRDs); those of service accounts in rules have no limit.</summary>
internal sealed class SelectorLength : Constraint
{
    private const int Longest = 1024;

    public override void Check(Resource subject, Violations violations)
    {
        foreach (var field in violations.Fields)
        {
            if (field.Text.Length <= Longest || (field.Rule is not null && field.Path.Parent!.Name == "serviceAccounts")) continue;
            var length = field.Text.EnumerateRunes().Count();
            if (length <= Longest) continue;
            violations.Add(
                field.Path, "selector length", $"The {field.Description} has {length} characters; Calico takes {Longest}.",
                "Give the endpoints a label of their own, or split the rule.", field.ShortDescription);
        }
    }
}
