using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>What the catalogue says about a rule.</summary>
/// <param name="Id">The id, e.g. <c>CP1005</c>; never reused.</param>
/// <param name="Name">The name, e.g. <c>OwnSideSelector</c>.</param>
/// <param name="Severity">The usual severity; a finding may state another one.</param>
/// <param name="Summary">What the rule looks for, in one line.</param>
public sealed record RuleDescriptor(string Id, string Name, FindingSeverity Severity, string Summary)
{
    /// <summary>Whether an object's annotation can take the rule's findings out (<see cref="Suppression"/>).</summary>
    public bool IsSuppressible { get; init; } = true;

    /// <summary>Whether the rule runs only where it is asked for: by an include pattern other than <c>*</c>, or by settings that name it.</summary>
    public bool OptIn { get; init; }

    /// <summary>What can be set of the rule.</summary>
    public IReadOnlyList<RuleParameter> Parameters { get; init => field = ValueList.Of(value); } = ValueList<RuleParameter>.None;

    /// <summary>The rule's page: reason, bad and good example, how to mend it, when to ignore it.</summary>
    public Uri HelpUri { get; } = new($"https://github.com/calicopolicy/calicopolicy/blob/main/docs/rules/{Id}.md");
}
