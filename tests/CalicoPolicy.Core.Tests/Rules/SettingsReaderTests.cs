using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Efficiency.Settings;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Rules;

public class SettingsReaderTests
{
    [Fact]
    public void All_that_a_file_can_say_is_read()
    {
        var settings = SettingsText.Read("""
            # Agreed in June.
            preset: strict
            target: enterprise/3.18
            rules:
              CP1005: Off
              inlinecidrs: {severity: medium, low: 3, high: 0x40}
              SetLabelSchema:
                labels: [zone, example.com/owner]
              CP5004: Error
            ignoredPaths: ['vendor/**', '*.generated.yaml']
            """);
        Assert.Equal(RulePreset.Strict, settings.Preset);
        Assert.Equal(CalicoTarget.Parse("Enterprise/3.18"), settings.Target);
        Assert.False(settings.Rules.Of("CP1005").Runs);
        var cidrs = settings.Rules.Of("CP1011");
        Assert.Equal((true, FindingSeverity.Medium), (cidrs.Runs, cidrs.Severity));
        Assert.Equal(["low 3", "high 64"], cidrs.Thresholds.Select(set => FormattableString.Invariant($"{set.Threshold.Name} {set.Value}")).OrderByDescending(row => row));
        Assert.Equal(["zone", "example.com/owner"], settings.Rules.Of("CP3009").LabelKeys);
        Assert.Equal((true, null), (settings.Rules.Of("CP3009").Runs, settings.Rules.Of("CP3009").Severity));
        Assert.Equal(FindingSeverity.Error, settings.Rules.Of("CP5004").Severity);
        Assert.Equal(RuleSetting.None, settings.Rules.Of("CP1001"));
        Assert.Equal(["vendor/**", "*.generated.yaml"], settings.Rules.IgnoredPaths.Globs.Select(glob => glob.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("---\n")]
    [InlineData("~")]
    [InlineData("{}")]
    public void A_file_may_say_nothing(string text)
    {
        var settings = SettingsText.Read(text);
        Assert.Null(settings.Preset);
        Assert.All(Input.AllDescriptors, rule => Assert.Equal(RuleSetting.None, settings.Rules.Of(rule.Id)));
    }

    [Theory]
    [InlineData("Off")]
    [InlineData("off")]
    [InlineData("OFF")]
    [InlineData("'Off'")]
    [InlineData("{severity: Off}")]
    [InlineData("{severity: off, low: 3}")]
    [InlineData("{low: 3, severity: off}")]
    public void Off_is_off_however_YAML_takes_the_word(string value) =>
        Assert.False(SettingsText.Read($"rules: {{CP1011: {value}}}").Rules.Of("CP1011").Runs);

    [Fact]
    public void JSON_is_read_too() => Assert.Equal(RulePreset.Security, SettingsText.Read("""{"preset": "Security", "rules": {"CP1011": "Off"}}""").Preset);

    [Theory]
    [InlineData("presets: Strict", "1:1 A settings file has no 'presets'. Write preset, if that is meant.")]
    [InlineData("ignoredPath: []", "1:1 A settings file has no 'ignoredPath'. Write ignoredPaths, if that is meant.")]
    [InlineData("strict: yes", "1:1 A settings file has no 'strict'. Known here: preset, target, rules, ignoredPaths.")]
    [InlineData("preset: Performence", "1:9 There is no preset 'Performence'. Write Performance, if that is meant.")]
    [InlineData("preset: Fast", "1:9 There is no preset 'Fast'. Write Default, Strict, Security or Performance.")]
    [InlineData("preset: 3", "1:9 preset is '3'. Write Default, Strict, Security or Performance.")]
    [InlineData("preset: [Strict]", "1:9 preset is a list. Write Default, Strict, Security or Performance.")]
    [InlineData("target: 3.31", "1:9 target is '3.31'. Write a product, with a version if need be, such as OpenSource/3.31.")]
    [InlineData("target: Calico/3.31", "1:9 'Calico/3.31' is no target. Write OpenSource or Enterprise, with a version if need be, such as OpenSource/3.31.")]
    [InlineData("- Strict", "1:1 The file is a list. Write a map of preset, target, rules, ignoredPaths.")]
    [InlineData("rules: [CP1011]", "1:8 rules is a list. Write a map from ids or names of rules, such as CP1011: Off.")]
    [InlineData("rules:\n  InlineCIDR: Off", "2:3 No rule has the id or name 'InlineCIDR'. Write InlineCidrs, if that is meant.")]
    [InlineData("rules: {CP1*: Off}", "1:9 No rule has the id or name 'CP1*'. List the rules with Get-PolicyEfficiencyRule; each is named by itself, without wildcards.")]
    [InlineData("rules: {CP1011: }", "1:17 CP1011 is empty. Write Off, Low, Medium, High or Error, or a map with severity, low, medium, high.")]
    [InlineData("rules: {CP1011: false}", "1:17 CP1011 has no severity 'false'. Write Off, Low, Medium, High or Error.")]
    [InlineData("rules: {CP1011: mediun}", "1:17 CP1011 has no severity 'mediun'. Write Medium, if that is meant.")]
    [InlineData("rules: {CP1011: 5}", "1:17 CP1011 has no severity '5'. Write Off, Low, Medium, High or Error.")]
    [InlineData("rules: {CP1011: {severity: [High]}}", "1:28 severity of CP1011 is a list. Write Off, Low, Medium, High or Error.")]
    [InlineData("rules: {CP1011: {medum: 3}}", "1:18 CP1011 InlineCidrs has no 'medum'. Write medium, if that is meant.")]
    [InlineData("rules: {CP1005: {low: 3}}", "1:18 CP1005 OwnSideSelector has no 'low'. Known here: severity.")]
    [InlineData("rules: {CP1011: {low: '3'}}", "1:23 low of CP1011 is '3'. Write a whole number from 1 to 1000000.")]
    [InlineData("rules: {CP1011: {low: 2.5}}", "1:23 low of CP1011 is '2.5'. Write a whole number from 1 to 1000000.")]
    [InlineData("rules: {CP1011: {low: 0}}", "1:23 low of CP1011 is '0'. Write a whole number from 1 to 1000000.")]
    [InlineData("rules: {CP1011: {low: 99999999999999999999}}", "1:23 low of CP1011 is '99999999999999999999'. Write a whole number from 1 to 1000000.")]
    [InlineData("rules: {CP1004: {namespaces: 1}}", "1:30 namespaces of CP1004 is '1'. Write a whole number from 2 to 1000000.")]
    [InlineData("rules: {CP3009: {labels: zone}}", "1:26 labels of CP3009 is 'zone'. Write a list of label keys, such as [zone, owner].")]
    [InlineData("rules: {CP3009: {labels: [zone, 7]}}", "1:33 An entry of labels of CP3009 is '7'. Write a text, in quotes if need be.")]
    [InlineData("rules: {CP3009: {labels: [zone, zone]}}", "1:33 The label key 'zone' is there twice. Keep one.")]
    [InlineData("rules:\n  CP1011: Off\n  InlineCidrs: Low", "3:3 CP1011 InlineCidrs is set twice, by its id and by its name. Keep one.")]
    [InlineData("ignoredPaths: vendor/**", "1:15 ignoredPaths is 'vendor/**'. Write a list of globs, such as [vendor/**].")]
    [InlineData("preset: Strict\n---\npreset: Default", "2:1 A settings file is one document. Take out the line --- and what follows.")]
    public void What_cannot_be_followed_is_named_with_its_place_and_what_to_write(string text, string fault) =>
        Assert.Equal([fault], SettingsText.Faults(text));

    [Theory]
    [InlineData("/vendor/**")]
    [InlineData("../vendor/**")]
    [InlineData("a/../../vendor/**")]
    [InlineData("vendor**")]
    public void A_glob_that_is_none_has_its_place(string glob) =>
        Assert.StartsWith($"2:5 '{glob}' ", Assert.Single(SettingsText.Faults($"ignoredPaths:\n  - {glob}")), StringComparison.Ordinal);

    [Fact]
    public void A_label_key_that_is_none_is_named() =>
        Assert.StartsWith("1:27 'my zone' is no label key", Assert.Single(SettingsText.Faults("rules: {CP3009: {labels: [my zone]}}")), StringComparison.Ordinal);

    [Fact]
    public void Every_fault_is_named_in_the_order_of_the_text()
    {
        var faults = SettingsText.Faults("ignoredPaths: [/a]\nrules:\n  CP0000x: Off\n  CP1011: {low: x, medum: 3}\npreset: Fast\n");
        Assert.Equal(["1:16", "3:3", "4:17", "4:20", "5:9"], faults.Select(fault => fault.Split(' ')[0]));
    }

    [Fact]
    public void What_is_no_YAML_or_has_a_key_twice_is_met_by_the_reader()
    {
        Assert.StartsWith("2:", Assert.Single(SettingsText.Faults("preset: Strict\npreset: Default\n")), StringComparison.Ordinal);
        Assert.StartsWith("3:3", Assert.Single(SettingsText.Faults("rules:\n  CP1011: Off\n  CP1011: Low\n")), StringComparison.Ordinal);
        Assert.Single(SettingsText.Faults("rules: {CP1011: Off"));
    }

    [Fact]
    public void A_bomb_of_aliases_and_a_file_that_is_too_long_are_refused()
    {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(level =>
            $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 8))}]\n"));
        Assert.Single(SettingsText.Faults(bomb));
        Assert.Contains(SettingsText.Faults("# " + new string('x', 2 * 1024 * 1024)), fault => fault.Contains("longer than 1048576 bytes", StringComparison.Ordinal));
        Assert.Single(SettingsText.Faults("rules: " + new string('[', 200) + new string(']', 200)));
    }

    [Fact]
    public void Anchors_and_merges_are_YAML_and_work() =>
        Assert.Equal(FindingSeverity.High, SettingsText.Read("rules:\n  CP1011: &h {severity: High}\n  CP1013: {<<: *h, rules: 3}\n").Rules.Of("CP1013").Severity);

    [Fact]
    public void A_file_that_is_not_there_or_a_folder_is_a_fault_of_its_own()
    {
        var reader = new SettingsReader(new YamlFormat());
        var folder = Directory.CreateTempSubdirectory("calico-policy-");
        Assert.Contains(
            "no such file", Assert.Throws<SettingsException>(() => reader.Read(Path.Combine(folder.FullName, "x.yaml"), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Contains("a folder", Assert.Throws<SettingsException>(() => reader.Read(folder.FullName, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        folder.Delete();
    }

    [Fact]
    public void The_message_has_file_line_and_column_of_each_fault()
    {
        var message = Assert.Throws<SettingsException>(() => SettingsText.Read("preset: Fast\nrule: {}")).Message;
        Assert.Matches(@"^\S+\.calicopolicy\.yaml:1:9: There is no preset 'Fast'[^\n]*\n\S+\.calicopolicy\.yaml:2:1: A settings file has no 'rule'", message);
    }
}
