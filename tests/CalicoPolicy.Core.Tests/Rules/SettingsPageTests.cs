using System.Globalization;
using System.Text.RegularExpressions;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>docs/settings.md says what is so.</summary>
public partial class SettingsPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "settings.md"));

    [Fact]
    public void The_example_says_all_that_a_file_can_say()
    {
        var settings = SettingsText.Read(Assert.Single(Fence().Matches(Page)).Groups["yaml"].Value);
        Assert.Equal((RulePreset.Strict, "Enterprise/3.18"), (settings.Preset, settings.Target?.ToString()));
        Assert.Equal(2, settings.Rules.IgnoredPaths.Globs.Count);
        Assert.False(settings.Rules.Of("CP1016").Runs);
        Assert.Equal(FindingSeverity.High, settings.Rules.Of("CP2002").Severity);
        Assert.Equal(3, settings.Rules.Of("CP1011").Thresholds.Count);
        Assert.Equal(["zone", "owner"], settings.Rules.Of("CP3009").LabelKeys);
    }

    [Fact]
    public void The_table_of_thresholds_is_that_of_the_catalogue()
    {
        var strict = RulePresets.SettingsOf(RulePreset.Strict);
        Assert.Equal(
            Input.AllDescriptors.SelectMany(rule => rule.Parameters).Select(parameter => parameter is RuleThreshold number
                ? string.Create(CultureInfo.InvariantCulture, $"| {number.RuleId} | `{number.Name}` | {number.Default} | {strict.ValueOf(number)} | {number.Summary} |")
                : $"| {parameter.RuleId} | `{parameter.Name}` | none | none | {parameter.Summary} |"),
            Page.Split('\n').Where(line => ThresholdRow().IsMatch(line)));
    }

    [Fact]
    public void The_table_of_presets_is_that_of_the_presets()
    {
        var rows = Page.Split('\n').Where(line => PresetRow().IsMatch(line)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        Assert.Equal(3, rows.Count);
        Assert.All(RulePresets.Placed, rule =>
        {
            var row = Assert.Single(rows, cells => Holds(cells[1], rule));
            Assert.Equal(
                (RulePresets.Contains(RulePreset.Security, rule), RulePresets.Contains(RulePreset.Performance, rule)), (row[2] == "yes", row[3] == "yes"));
        });
    }

    /// <summary>Whether a list of ids and ranges holds an id.</summary>
    private static bool Holds(string list, string rule) => list.Split(", ").Any(item => item.Split('-') is [var first, .. var last]
        && string.CompareOrdinal(first, rule) <= 0 && string.CompareOrdinal(rule, last.FirstOrDefault(first)) <= 0);

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\| CP\d{4} \| `", RegexOptions.CultureInvariant)]
    private static partial Regex ThresholdRow();

    [GeneratedRegex(@"^\| CP\d{4}[,-].*\|$", RegexOptions.CultureInvariant)]
    private static partial Regex PresetRow();
}
