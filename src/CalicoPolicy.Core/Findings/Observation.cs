using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>What a rule saw in an object; the runner makes a <see cref="PolicyFinding"/> of it.</summary>
/// <param name="Path">The field.</param>
/// <param name="Message">What is wrong, and why it matters.</param>
/// <param name="Recommendation">What to change.</param>
public sealed record Observation(FieldPath Path, string Message, string Recommendation)
{
    /// <summary>
    /// What tells this observation from the rule's others in the same object: content, never a line or an index, so that
    /// fingerprints outlive edits elsewhere. Observations that are alike even so are numbered in order.
    /// </summary>
    public string Content { get; init; } = string.Empty;

    /// <summary>The severity where it is not the rule's usual one.</summary>
    public FindingSeverity? Severity { get; init; }

    /// <summary>What mending it saves; null where that is not a matter of cost.</summary>
    public string? Saving { get; init; }

    /// <summary>Makes the object as it is when this is mended; null, or null made: there is no one way that is local to the object.</summary>
    public Func<SuggestedChange?>? Change { get; init; }

    /// <summary>The part of the field's text that is meant; null: all of it.</summary>
    public TextPart? Part { get; init; }
}
