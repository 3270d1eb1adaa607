namespace CalicoPolicy.Core.Findings;

/// <summary>A list of label keys that a rule asks for; none unless it is set.</summary>
/// <param name="RuleId">The rule's id.</param>
/// <param name="Name">The name, as settings write it: <c>labels</c>.</param>
/// <param name="Summary">What it means, in one line.</param>
public sealed record RuleLabelKeys(string RuleId, string Name, string Summary) : RuleParameter(RuleId, Name, Summary)
{
    /// <summary>The name, and that nothing is set.</summary>
    public override string ToString() => $"{Name}: []";
}
