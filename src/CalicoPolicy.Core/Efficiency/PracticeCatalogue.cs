using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>Every rule that some cmdlet judges by.</summary>
public static class PracticeCatalogue
{
    private static readonly RuleGroup[] Groups = [ValidationRules.Group, EfficiencyRules.Group, CoverageRules.Group, AccessRules.Group];

    /// <summary>The rules, by id.</summary>
    public static IReadOnlyList<PracticeRule> All { get; } =
    [
        Entry(Suppression.UnusedRule, string.Join(", ", Groups.Select(group => group.Cmdlet))),
        .. Groups.SelectMany(group => group.Rules.Select(rule => Entry(rule.Descriptor, group.Cmdlet))).OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    /// <summary>What the catalogue says about each of them.</summary>
    public static IReadOnlyList<RuleDescriptor> Descriptors { get; } =
        [Suppression.UnusedRule, .. Groups.SelectMany(group => group.Rules.Select(rule => rule.Descriptor))];

    /// <summary>The rules that a pattern names by id or name, with <c>*</c> and <c>?</c>, any case.</summary>
    public static IEnumerable<PracticeRule> Find(string pattern) => All.Where(rule => RuleOptions.Names(pattern, rule.Id, rule.Name));

    /// <summary>The rules that a pattern names and a preset runs, with the severities and thresholds that they have there.</summary>
    public static IEnumerable<PracticeRule> Find(string pattern, RulePreset preset)
    {
        var settings = RulePresets.SettingsOf(preset);
        return Find(pattern).Where(rule => !rule.OptIn && RulePresets.Contains(preset, rule.Id)).Select(rule => rule with
        {
            Severity = settings.SeverityOf(rule.Id, rule.Severity),
            Parameters = [.. rule.Parameters.Select(parameter =>
                parameter is RuleThreshold threshold ? threshold with { Default = settings.ValueOf(threshold) } : parameter)],
        });
    }

    private static PracticeRule Entry(RuleDescriptor rule, string cmdlet) => new(rule.Id, rule.Name, rule.Severity, rule.Summary, cmdlet, rule.HelpUri)
    {
        OptIn = rule.OptIn,
        Parameters = rule.Parameters,
    };
}
