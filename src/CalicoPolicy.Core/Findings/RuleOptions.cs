using System.IO.Enumeration;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>Which rules run, on what assumptions, and which findings count.</summary>
public sealed record RuleOptions
{
    /// <summary>Every rule, every severity.</summary>
    public static RuleOptions Default { get; } = new();

    /// <summary>Ids or names of rules, with <c>*</c> and <c>?</c>, any case; empty: all.</summary>
    public IReadOnlyList<string> IncludeRule { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Ids or names of rules that do not run, with <c>*</c> and <c>?</c>, any case; stronger than <see cref="IncludeRule"/>.</summary>
    public IReadOnlyList<string> ExcludeRule { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The least severity of a finding that counts.</summary>
    public FindingSeverity MinimumSeverity { get; init; } = FindingSeverity.Low;

    /// <summary>All rules that some cmdlet emits, so that a suppression is reported by one of them; empty: those of the group.</summary>
    public IReadOnlyList<RuleDescriptor> Catalogue { get; init => field = ValueList.Of(value); } = ValueList<RuleDescriptor>.None;

    /// <summary>Findings that are known already and do not count; null: all count.</summary>
    public FindingBaseline? Baseline { get; init; }

    /// <summary>Whether the input is the whole set, so that what is not in it does not exist (decision 12).</summary>
    public bool Complete { get; init; }

    /// <summary>Whether fields that the model does not know are no mistake: for objects that somebody else wrote and that are only passed on.</summary>
    public bool PassesUnknownFields { get; init; }

    /// <summary>Whether findings say how to mend them (<see cref="PolicyFinding.SuggestedChange"/>).</summary>
    public bool SuggestChange { get; init; }

    /// <summary>The product and version; null: as the input suggests (<see cref="CalicoTarget.For"/>).</summary>
    public CalicoTarget? Target { get; init; }

    /// <summary>What the caller has made of the whole input already, of each type one: rules share it in place of making it anew (<see cref="RuleContext.Shared"/>).</summary>
    internal IReadOnlyList<object> Made { get; init; } = [];

    /// <summary>The objects of the input that are judged, in the order in which they are; the others are there for what these are judged by. Null: all.</summary>
    internal IReadOnlyList<Resource>? Judged { get; init; }

    /// <summary>What is set of the rules; weaker than <see cref="IncludeRule"/> and <see cref="ExcludeRule"/>.</summary>
    public RuleSettings Settings { get; init; } = RuleSettings.None;

    /// <summary>
    /// Whether a rule is to run. A pattern that names it asks for it, whatever the settings say; <c>*</c> names none in particular and
    /// means those that run anyway.
    /// </summary>
    public bool Selects(RuleDescriptor rule) =>
        (IncludeRule.Count == 0 ? Settings.Runs(rule) : IncludeRule.Any(pattern => pattern == "*" ? Settings.Runs(rule) : Names(pattern, rule)))
        && !ExcludeRule.Any(pattern => Names(pattern, rule));

    /// <summary>Whether a rule is asked for by its own id or name, any case, and not by a pattern that fits others too; or by the settings.</summary>
    public bool AsksFor(RuleDescriptor rule) => Settings.Of(rule.Id).Runs == true || IncludeRule.Any(name =>
        string.Equals(name, rule.Id, StringComparison.OrdinalIgnoreCase) || string.Equals(name, rule.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a pattern names a rule by its id or its name.</summary>
    public static bool Names(string pattern, RuleDescriptor rule) => Names(pattern, rule.Id, rule.Name);

    /// <summary>Whether a pattern names a rule by its id or its name.</summary>
    public static bool Names(string pattern, string id, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, id) || FileSystemName.MatchesSimpleExpression(pattern, name);
}
