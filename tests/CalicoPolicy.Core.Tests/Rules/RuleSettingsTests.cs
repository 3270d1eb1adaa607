using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Efficiency.Settings;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>What settings do to a run.</summary>
public sealed class RuleSettingsTests : IDisposable
{
    private const string Open = "egress: [{action: Allow}]";

    private readonly string _root = Directory.CreateTempSubdirectory("calico-policy-").FullName;

    [Theory]
    [InlineData("{CP5004: Off}", null, null, "")]
    [InlineData("{AllowAny: Low}", null, null, "CP5004 Low")]
    [InlineData("{CP5004: Low}", "CP5004", null, "CP5004 Low")]
    [InlineData("{CP5004: Off}", "CP5004", null, "CP5004 High")]
    [InlineData("{CP5004: Off}", "CP5*", null, "CP5004 High")]
    [InlineData("{CP5004: Off}", "*", null, "")]
    [InlineData("{CP5004: Error}", null, "CP5004", "")]
    public void The_command_line_is_stronger_than_the_file(string rules, string? include, string? exclude, string expected)
    {
        var options = new RuleOptions { IncludeRule = include is null ? [] : [include], ExcludeRule = exclude is null ? [] : [exclude] };
        Assert.Equal(expected, Rows(Yaml.NetworkPolicy(Open), $"rules: {rules}", options));
    }

    [Theory]
    [InlineData("preset: Performance", null, "")]
    [InlineData("preset: Performance", RulePreset.Default, "CP5004 High")]
    [InlineData("{preset: Performance, rules: {CP5004: Medium}}", null, "CP5004 Medium")]
    [InlineData("{preset: Performance, rules: {CP5004: {}}}", null, "CP5004 High")]
    [InlineData("{rules: {CP5004: Off}}", RulePreset.Strict, "")]
    [InlineData("{rules: {CP5004: Low}}", RulePreset.Strict, "CP5004 Low")]
    public void The_rules_of_the_file_are_stronger_than_a_preset_and_that_of_the_call_than_that_of_the_file(string settings, RulePreset? preset, string expected) =>
        Assert.Equal(expected, Rows(Yaml.NetworkPolicy(Open), settings, RuleOptions.Default, preset));

    [Fact]
    public void Thresholds_of_the_file_take_their_place_among_those_of_the_preset()
    {
        var settings = SettingsText.Read("{preset: Strict, rules: {CP1011: {high: 7}}}").Under(RuleOptions.Default, null).Settings;
        Assert.Equal([2, 2, 7], Input.AllDescriptors.Single(rule => rule.Id == "CP1011").Parameters.Cast<RuleThreshold>().Select(settings.ValueOf));
    }

    [Fact]
    public void The_target_of_the_call_wins()
    {
        var file = SettingsText.Read("target: OpenSource/3.29");
        Assert.Equal("OpenSource/3.29", file.Under(RuleOptions.Default, null).Target?.ToString());
        Assert.Equal("Enterprise/3.18", file.Under(new RuleOptions { Target = CalicoTarget.Parse("Enterprise/3.18") }, null).Target?.ToString());
        Assert.Null(SettingsFile.None.Under(RuleOptions.Default, null).Target);
    }

    [Fact]
    public void The_severity_of_the_file_counts_for_what_is_left_out() => Assert.Equal(
        "CP5004 Medium",
        Rows(Yaml.NetworkPolicy(Open), "rules: {CP5004: Medium, CP3001: Low}", new RuleOptions { MinimumSeverity = FindingSeverity.Medium }));

    [Fact]
    public void An_opt_in_rule_runs_where_the_file_names_it()
    {
        var rule = new RuleDescriptor("CP9001", "Asked", FindingSeverity.Low, "Runs on request.") { OptIn = true };
        RuleSettings Set(RuleSetting setting) => new([new("CP9001", setting)]);
        Assert.False(RuleSettings.None.Runs(rule));
        Assert.True(Set(new() { Runs = true }).Runs(rule));
        Assert.False(Set(new() { Runs = false }).Runs(rule));
        Assert.True(new RuleOptions { Settings = Set(new() { Runs = true }), IncludeRule = ["*"] }.Selects(rule));
        Assert.False(new RuleOptions { Settings = Set(new() { Runs = true }), IncludeRule = ["CP1*"] }.Selects(rule));
        Assert.False(new RuleOptions { Settings = Set(new() { Runs = true }), ExcludeRule = ["CP9*"] }.Selects(rule));
    }

    [Fact]
    public void A_suppression_of_a_rule_that_is_off_is_not_called_unused()
    {
        var policy = Yaml.NetworkPolicy("egress: [{action: Allow, protocol: TCP, destination: {nets: [192.0.2.1/32]}}]")
            .Replace("spec:", "  annotations: {calicopolicy.io/ignore: CP5004 x}\nspec:", StringComparison.Ordinal);
        Assert.Equal("CP0001 Low", Rows(policy, "", RuleOptions.Default));
        Assert.Equal("", Rows(policy, "rules: {CP5004: Off}", RuleOptions.Default));
        Assert.Equal("", Rows(policy, "preset: Performance", RuleOptions.Default));
    }

    [Fact]
    public void Objects_of_ignored_files_have_no_findings_and_still_count_for_others()
    {
        // The set makes the policy's rule wrong: a global set that a namespaced policy cannot reach.
        var set = Input.Read(Yaml.GlobalNetworkSet("zone: dmz").Replace("{zone: dmz}", "{zone: dmz, bad key: x}", StringComparison.Ordinal), Path.Combine(_root, "vendor", "sets.yaml"));
        var policy = Input.Read(Yaml.NetworkPolicy("egress: [{action: Allow, destination: {selector: zone == 'dmz'}}]"), Path.Combine(_root, "shop", "web.yaml"));
        var settings = SettingsText.ReadIn(_root, "ignoredPaths: [vendor/**]");
        Assert.Equal(["CP3001 partners", "CP3002 application.web"], Rows([.. set, .. policy], RuleSettings.None));
        Assert.Equal(["CP3002 application.web"], Rows([.. set, .. policy], settings.Rules));
        Assert.Empty(Rows([.. policy], settings.Rules));
    }

    [Fact]
    public void Paths_are_seen_from_the_folder_of_the_settings_file()
    {
        var ignored = SettingsText.ReadIn(_root, "ignoredPaths: ['vendor/*.yaml', 'x.yaml']").Rules.IgnoredPaths;
        Assert.True(ignored.Contains(Path.Combine(_root, "vendor", "a.yaml")));
        Assert.True(ignored.Contains(Path.Combine(_root, "x.yaml")));
        Assert.False(ignored.Contains(Path.Combine(_root, "a", "vendor", "a.yaml")));
        Assert.False(ignored.Contains(Path.Combine(Path.GetDirectoryName(_root)!, "x.yaml")));
        Assert.False(ignored.Contains(Path.Combine(_root + "2", "x.yaml")));
        Assert.False(ignored.Contains(null));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Rows(string yaml, string settings, RuleOptions options, RulePreset? preset = null) => string.Join(
        ',', Input.Judge(yaml, SettingsText.Read(settings).Under(options, preset)).Select(finding => $"{finding.RuleId} {finding.Severity}"));

    private static IEnumerable<string> Rows(List<Resource> resources, RuleSettings settings) =>
        Input.Judge(resources, new() { Settings = settings, IncludeRule = ["CP3001", "CP3002"] }).Select(finding => $"{finding.RuleId} {finding.Name}").Distinct();
}
