namespace CalicoPolicy.Core.Findings;

/// <summary>One thing that a rule of the catalogue found in one object: what, where, why, and how to mend it.</summary>
public sealed record PolicyFinding
{
    /// <summary>The rule's id, e.g. <c>CP1005</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's name, e.g. <c>OwnSideSelector</c>.</summary>
    public required string RuleName { get; init; }

    /// <summary>How much it matters.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>The object's kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The object's namespace; null where it has none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The object's name.</summary>
    public required string Name { get; init; }

    /// <summary>The field, as JSONPath from the object's root: <c>$.spec.egress[4].destination.nets</c>.</summary>
    public required string JsonPath { get; init; }

    /// <summary>The file; null for an object that was not read from one.</summary>
    public string? File { get; init; }

    /// <summary>The field's first line, from 1; null for an object that was not read from a text.</summary>
    public int? Line { get; init; }

    /// <summary>The column on that line, from 1, in UTF-16 code units; null like <see cref="Line"/>.</summary>
    public int? Column { get; init; }

    /// <summary>The field's last line, from 1; null like <see cref="Line"/>.</summary>
    public int? EndLine { get; init; }

    /// <summary>What is wrong, and why it matters.</summary>
    public required string Message { get; init; }

    /// <summary>What to change.</summary>
    public required string Recommendation { get; init; }

    /// <summary>What mending it saves; null where that is not a matter of cost.</summary>
    public string? Saving { get; init; }

    /// <summary>One way to mend it; null where none was asked for, or none is local to the object.</summary>
    public SuggestedChange? SuggestedChange { get; init; }

    /// <summary>The rule's page.</summary>
    public required Uri HelpUri { get; init; }

    /// <summary>
    /// Names the finding across runs: 32 hexadecimal digits that stay the same when lines move, the file is formatted anew or
    /// other rules come and go, and that differ between any two findings of one object.
    /// </summary>
    public required string Fingerprint { get; init; }

    /// <summary>The finding on one line: place, severity, id and message.</summary>
    public override string ToString()
    {
        var place = File is null || Line is null ? string.Empty : FormattableString.Invariant($"{File}:{Line}:{Column}: ");
        return $"{place}{Severity} {RuleId}: {Message}";
    }
}
