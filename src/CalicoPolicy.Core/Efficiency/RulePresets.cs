using System.Collections.Frozen;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// What each preset is. Every rule has its place in the table, so that a new one is in no preset by accident. Opt-in rules have one
/// too, for the list of rules; no preset makes them run.
/// </summary>
public static class RulePresets
{
    private const PresetArea S = PresetArea.Security;
    private const PresetArea P = PresetArea.Performance;
    private const PresetArea Both = PresetArea.Both;

    private static readonly (string Rule, PresetArea Area)[] Table =
    [
        ("CP0001", Both),

        // Scope and cost. An Allow for every workload, and a Deny that is never reached, are exposure as well.
        ("CP1001", P), ("CP1002", P), ("CP1003", P), ("CP1004", P), ("CP1005", P), ("CP1006", P), ("CP1007", Both), ("CP1008", P),
        ("CP1009", P), ("CP1010", Both), ("CP1011", P), ("CP1012", P), ("CP1013", P), ("CP1014", P), ("CP1015", P), ("CP1016", P), ("CP1017", Both),
        ("CP1018", P),

        // Tiers and default deny.
        ("CP2001", S), ("CP2002", S), ("CP2003", S), ("CP2004", S), ("CP2005", S), ("CP2006", S), ("CP2007", S), ("CP2008", S),
        ("CP2101", S), ("CP2102", S), ("CP2103", S), ("CP2104", S), ("CP2105", S), ("CP2107", S),
        ("CP2201", S), ("CP2202", S), ("CP2203", S), ("CP2204", S), ("CP2205", P), ("CP2206", S), ("CP2207", S), ("CP2208", S),

        // Invalid, never matching, references; a Log rule costs a line for each packet, too.
        ("CP3001", S), ("CP3002", S), ("CP3003", S), ("CP3004", S), ("CP3005", S), ("CP3006", S), ("CP3007", S), ("CP3008", S),
        ("CP3009", S), ("CP3010", S), ("CP3011", S), ("CP3012", S), ("CP3013", S), ("CP3014", Both), ("CP3015", P), ("CP3016", S), ("CP3017", S),
        ("CP3018", S),

        // Exposure.
        ("CP5004", S),

        // Who may change which tier.
        ("CP6001", S), ("CP6002", S), ("CP6003", S), ("CP6004", S), ("CP6005", S), ("CP6006", S), ("CP6007", S), ("CP6008", S), ("CP6009", S), ("CP6010", S),
    ];

    private static readonly (string Rule, string Threshold, int Value)[] StrictThresholds =
    [
        ("CP1004", "namespaces", 2),
        ("CP1011", "medium", 2),
        ("CP1011", "high", 20),
        ("CP1012", "domains", 0),
        ("CP1015", "rules", 50),
    ];

    private static readonly FrozenDictionary<string, PresetArea> Areas = Table.ToFrozenDictionary(row => row.Rule, row => row.Area, StringComparer.Ordinal);

    private static readonly FrozenDictionary<RulePreset, RuleSettings> Settings = new Dictionary<RulePreset, RuleSettings>
    {
        [RulePreset.Default] = RuleSettings.None,
        [RulePreset.Strict] = new(StrictThresholds.GroupBy(row => row.Rule).Select(rows => KeyValuePair.Create(rows.Key, Thresholds(rows))))
        {
            LeastSeverity = FindingSeverity.Medium,
        },
        [RulePreset.Security] = new([]) { Members = Of(PresetArea.Security) },
        [RulePreset.Performance] = new([]) { Members = Of(PresetArea.Performance) },
    }.ToFrozenDictionary();

    /// <summary>The ids of the rules that have a place.</summary>
    public static IReadOnlyCollection<string> Placed => Areas.Keys;

    /// <summary>Whether a rule is in a preset, asked for or not.</summary>
    public static bool Contains(RulePreset preset, string ruleId) => SettingsOf(preset).Members?.Contains(ruleId) ?? Areas.ContainsKey(ruleId);

    /// <summary>What a preset says of the rules.</summary>
    public static RuleSettings SettingsOf(RulePreset preset) => Settings.TryGetValue(preset, out var settings)
        ? settings
        : throw new ArgumentOutOfRangeException(nameof(preset), preset, "There is no such preset.");

    private static FrozenSet<string> Of(PresetArea area) =>
        Table.Where(row => row.Area.HasFlag(area)).Select(row => row.Rule).ToFrozenSet(StringComparer.Ordinal);

    private static RuleSetting Thresholds(IEnumerable<(string Rule, string Threshold, int Value)> rows) => new()
    {
        Thresholds = [.. rows.Select(row => new ThresholdValue(Threshold(row.Rule, row.Threshold), row.Value))],
    };

    private static RuleThreshold Threshold(string rule, string name) => PracticeCatalogue.Descriptors.Single(known => known.Id == rule)
        .Parameters.OfType<RuleThreshold>().Single(known => known.Name == name);
}
