namespace CalicoPolicy.Core.Findings;

/// <summary>What of a rule can be set: a threshold, or a list of label keys.</summary>
/// <param name="RuleId">The rule's id.</param>
/// <param name="Name">The name, as settings write it: <c>medium</c>.</param>
/// <param name="Summary">What it means, in one line.</param>
public abstract record RuleParameter(string RuleId, string Name, string Summary);
