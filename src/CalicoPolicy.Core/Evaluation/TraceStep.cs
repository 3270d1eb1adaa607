using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Something that a flow went through on one side: a rule that matched, the end of a tier, or a profile.</summary>
/// <param name="Tier">The tier; null for a profile.</param>
/// <param name="Policy">The policy that was written; at the end of a tier the last one that selects the endpoint (decision 4).</param>
/// <param name="RulePath">The rule's place in it; null at the end of a tier, or for a profile.</param>
/// <param name="Action">What it does.</param>
/// <param name="Match">Whether it is sure that the flow comes to this.</param>
public sealed record TraceStep(string? Tier, Resource? Policy, FieldPath? RulePath, PolicyAction Action, Truth Match)
{
    /// <summary>The profile; null for a rule or the end of a tier.</summary>
    public string? Profile { get; init; }

    /// <summary>The host endpoint whose policy it is, which the flow passes on its way; null: the policy is one of the side's own endpoint.</summary>
    public Endpoint? Host { get; init; }

    /// <summary>The file of the rule; null where there is no rule, or it was not read from a file.</summary>
    public string? File => RulePath is null ? null : Policy?.Location.File;

    /// <summary>The rule's line, from 1; null like the file.</summary>
    public int? Line => RulePath is not null && Policy is { Location.IsKnown: true } ? Policy.Location.Find(RulePath).Start.Line : null;

    /// <summary>The policy's namespace and name; null where there is none.</summary>
    public string? PolicyName => Policy is null ? null : Policy.Namespace is null ? Policy.Name : $"{Policy.Namespace}/{Policy.Name}";

    /// <summary>The rule's list and place, e.g. <c>ingress[0]</c>; null at the end of a tier, or for a profile.</summary>
    public string? RuleName => RulePath?.ToString().Split("spec.")[^1];

    /// <summary>The step in as few words as tell it, for lists.</summary>
    public string ToShort()
    {
        var maybe = Match == Truth.Maybe ? "maybe " : string.Empty;
        if (Tier is null) return $"{maybe}{Action} by {(Profile is null ? "the end of the profiles" : $"profile {Profile}")}";
        if (RulePath is null) return $"{maybe}{Action} at the end of tier {Tier}{(Policy is null ? string.Empty : $" ({PolicyName})")}";
        return $"{maybe}{Action} by {PolicyName} {RuleName}{Place}";
    }

    /// <summary>The step on one line.</summary>
    public override string ToString() => Host is null ? Text() : $"{Text()} on the way through host endpoint {Host}";

    private string Text()
    {
        var maybe = Match == Truth.Maybe ? "maybe " : string.Empty;
        if (Tier is null) return $"{maybe}{Action} by {(Profile is null ? "the end of the profiles" : $"profile {Profile}")}";
        if (RulePath is null) return $"{maybe}{Action} at the end of tier {Tier}{(Policy is null ? string.Empty : $" because of {Policy}")}";
        return $"{maybe}{Action} by {Policy} {RulePath.ToString()[2..]} in tier {Tier}{Place}";
    }

    private string Place => Line is not { } line ? string.Empty
        : File is null ? FormattableString.Invariant($" (line {line})")
        : FormattableString.Invariant($" ({System.IO.Path.GetFileName(File)}:{line})");
}
