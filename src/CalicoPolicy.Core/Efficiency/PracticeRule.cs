using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>An entry of the practice catalogue.</summary>
/// <param name="Id">The id, e.g. <c>CP1005</c>.</param>
/// <param name="Name">The name, e.g. <c>OwnSideSelector</c>.</param>
/// <param name="Severity">The usual severity; a finding may have another.</param>
/// <param name="Summary">What the rule looks for, in one line.</param>
/// <param name="Cmdlet">The cmdlet that emits its findings.</param>
/// <param name="HelpUri">The rule's page: why, a bad and a good example, how to mend it, when to ignore it.</param>
public sealed record PracticeRule(string Id, string Name, FindingSeverity Severity, string Summary, string Cmdlet, Uri HelpUri)
{
    /// <summary>Whether the rule runs only where it is asked for (<see cref="RuleDescriptor.OptIn"/>).</summary>
    public bool OptIn { get; init; }

    /// <summary>What a settings file can set of the rule: thresholds with their numbers, lists of label keys.</summary>
    public IReadOnlyList<RuleParameter> Parameters { get; init => field = ValueList.Of(value); } = ValueList<RuleParameter>.None;

    /// <summary>Id and name.</summary>
    public override string ToString() => $"{Id} {Name}";
}
