using System.Collections.Frozen;

namespace CalicoPolicy.Core.Findings;

/// <summary>What a preset or a settings file says of the rules: which run, how much their findings matter, and their thresholds.</summary>
public sealed class RuleSettings
{
    private readonly FrozenDictionary<string, RuleSetting> _rules;

    /// <summary>Makes settings.</summary>
    /// <param name="rules">What is set of single rules, by id.</param>
    public RuleSettings(IEnumerable<KeyValuePair<string, RuleSetting>> rules) => _rules = rules.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The catalogue as it is.</summary>
    public static RuleSettings None { get; } = new([]);

    /// <summary>The ids of the rules that run unless something else is set of one; null: all but the opt-in rules.</summary>
    public IReadOnlySet<string>? Members { get; init; }

    /// <summary>What a finding matters at least, unless a severity is set of its rule.</summary>
    public FindingSeverity LeastSeverity { get; init; } = FindingSeverity.Low;

    /// <summary>Files whose objects are looked at for the sake of others only, without findings of their own.</summary>
    public IgnoredPaths IgnoredPaths { get; init; } = IgnoredPaths.None;

    /// <summary>What is set of a rule.</summary>
    /// <param name="ruleId">The rule's id.</param>
    public RuleSetting Of(string ruleId) => _rules.GetValueOrDefault(ruleId, RuleSetting.None);

    /// <summary>What a threshold is set to, or its default.</summary>
    public int ValueOf(RuleThreshold threshold)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        return Of(threshold.RuleId).ValueOf(threshold);
    }

    /// <summary>Whether a rule runs where the command line does not name it. An opt-in rule runs where it is set to.</summary>
    public bool Runs(RuleDescriptor rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Of(rule.Id).Runs ?? (!rule.OptIn && Members?.Contains(rule.Id) != false);
    }

    /// <summary>The severity of a finding.</summary>
    /// <param name="ruleId">Its rule.</param>
    /// <param name="found">The severity that the rule gave it.</param>
    public FindingSeverity SeverityOf(string ruleId, FindingSeverity found) =>
        Of(ruleId).Severity ?? (found < LeastSeverity ? LeastSeverity : found);

    /// <summary>A finding with the severity that it has here.</summary>
    public PolicyFinding Weigh(PolicyFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var severity = SeverityOf(finding.RuleId, finding.Severity);
        return severity == finding.Severity ? finding : finding with { Severity = severity };
    }

    /// <summary>These settings under others: what those say of a rule wins, and their paths are ignored. The members stay.</summary>
    /// <param name="stronger">The others.</param>
    public RuleSettings With(RuleSettings stronger)
    {
        ArgumentNullException.ThrowIfNull(stronger);
        var ids = _rules.Keys.Union(stronger._rules.Keys, StringComparer.Ordinal);
        return new(ids.Select(id => KeyValuePair.Create(id, Of(id).With(stronger.Of(id)))))
        {
            Members = Members,
            LeastSeverity = LeastSeverity,
            IgnoredPaths = stronger.IgnoredPaths,
        };
    }
}
