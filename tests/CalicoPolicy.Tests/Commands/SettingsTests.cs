using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

/// <summary>Presets and settings files of the cmdlets that judge.</summary>
public sealed class SettingsTests : IDisposable
{
    private const string Judge = "Import-Policy ./best-practices/*.yaml | Test-PolicyEfficiency";

    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public SettingsTests()
    {
        _folder.Copy(Repository.Path("docs", "examples"));
        _engine = new PolicyEngine(_folder.Place);
    }

    [Theory]
    [InlineData(".calicopolicy.yaml")]
    [InlineData("best-practices/.calicopolicy.yaml")]
    public void The_file_in_or_above_the_folder_of_the_input_is_used(string name)
    {
        Assert.Contains("CP1005", _engine.Texts($"({Judge}).RuleId"));
        _folder.Write(name, "rules: {CP1005: Off, AllowAny: Low}\n");
        Assert.DoesNotContain("CP1005", _engine.Texts($"({Judge}).RuleId"));
        Assert.Equal(["Low"], _engine.Texts($"({Judge} -IncludeRule CP5004).Severity.ForEach('ToString')"));
        Assert.Contains("CP1005", _engine.Texts($"({Judge} -NoSettings).RuleId"));
        Assert.Equal(["CP1005"], _engine.Texts($"({Judge} -IncludeRule CP1005).RuleId").Distinct());
    }

    [Fact]
    public void A_file_beside_other_policies_is_not()
    {
        _folder.Write("policies/.calicopolicy.yaml", "preset: none such\n");
        Assert.NotEmpty(_engine.Output(Judge));
        Assert.Equal(["SettingsInvalid"], _engine.Run("Import-Policy ./policies -Recurse | Test-Policy").ErrorIds);
        Assert.Empty(_engine.Run("Import-Policy ./policies, ./best-practices -Recurse | Test-Policy").ErrorIds);
    }

    [Fact]
    public void For_objects_that_were_built_the_current_location_counts()
    {
        _folder.Write("policies/.calicopolicy.yaml", "rules: {CP5004: Off}\n");
        const string Build = "New-NetworkPolicy a shop -Egress (New-PolicyRule Allow) | Test-PolicyEfficiency -IncludeRule *";
        Assert.Equal(["CP5004"], _engine.Texts($"({Build}).RuleId"));
        using var below = new PolicyEngine(Path.Combine(_folder.Place, "policies", "shop"));
        Assert.Empty(below.Output(Build));
    }

    [Fact]
    public void Settings_names_another_file_and_Verbose_says_which_is_used()
    {
        var found = _folder.Write(".calicopolicy.yaml", "rules: {CP1005: Off}\n");
        var other = _folder.Write("ci/strict.yaml", "preset: Strict\n");
        Assert.Equal([$"Settings: {found}"], Verbose($"{Judge} -Verbose"));
        Assert.Equal([$"Settings: {other}"], Verbose($"{Judge} -Settings ./ci/strict.yaml -Verbose"));
        Assert.DoesNotContain("Low", _engine.Texts($"({Judge} -Settings ci/strict.yaml).Severity.ForEach('ToString')"));
        Assert.Empty(Verbose($"{Judge} -Settings ./ci/strict.yaml -NoSettings -Verbose"));
        File.Delete(found);
        Assert.StartsWith("Settings: none; there is no .calicopolicy.yaml in", Assert.Single(Verbose($"{Judge} -Verbose")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules: {CP1005: Offf}", ":1:17: CP1005 has no severity 'Offf'")]
    [InlineData("rules:\n  OwnSideSelectors: Off", ":2:3: No rule has the id or name 'OwnSideSelectors'. Write OwnSideSelector, if that is meant.")]
    [InlineData("ignoredPaths: [../x/**]", ":1:16: '../x/**' leads out of the folder")]
    [InlineData("preset: Strict\npreset: Strict", ":2:1: ")]
    public void A_file_that_cannot_be_followed_ends_the_command_and_nothing_is_judged(string settings, string expected)
    {
        var path = _folder.Write(".calicopolicy.yaml", settings);
        foreach (var cmdlet in (string[])["Test-Policy", "Test-PolicyEfficiency", "Test-PolicyEfficiency -Quiet"])
        {
            var command = $"Import-Policy ./best-practices/*.yaml | {cmdlet}";
            var result = _engine.Run(command);
            Assert.Equal(["SettingsInvalid"], result.ErrorIds);
            Assert.Empty(result.Output);
            Assert.Contains(path + expected, result.Errors[0].Exception.Message, StringComparison.Ordinal);
            Assert.Equal(path, result.Errors[0].TargetObject);
            Assert.Contains("-NoSettings", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
            Assert.Equal("ended", _engine.Text($"try {{ {command}; 'went on' }} catch {{ 'ended' }}"));
        }
    }

    [Theory]
    [InlineData("./no-such.yaml")]
    [InlineData("./policies")]
    [InlineData("nodrive:/x")]
    [InlineData("Env:/PATH")]
    public void A_file_that_is_not_there_ends_the_command(string path)
    {
        var result = _engine.Run($"{Judge} -Settings {path}");
        Assert.Equal(["SettingsInvalid"], result.ErrorIds);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Presets_choose_rules_and_that_of_the_call_wins()
    {
        Assert.DoesNotContain("CP5004", _engine.Texts($"({Judge} -Preset Performance).RuleId"));
        Assert.DoesNotContain("CP1005", _engine.Texts($"({Judge} -Preset Security).RuleId"));
        Assert.DoesNotContain("Low", _engine.Texts($"({Judge} -Preset Strict).Severity.ForEach('ToString')"));
        _folder.Write(".calicopolicy.yaml", "preset: Performance\n");
        Assert.DoesNotContain("CP5004", _engine.Texts($"({Judge}).RuleId"));
        Assert.Contains("CP5004", _engine.Texts($"({Judge} -Preset Security).RuleId"));
        Assert.Equal(_engine.Texts($"{Judge} -NoSettings"), _engine.Texts($"{Judge} -Preset Default"));
    }

    [Fact]
    public void Test_Policy_has_presets_too()
    {
        const string Test = "Import-Policy ./policies -Recurse | Test-Policy -Preset";
        Assert.Equal(["CP3002"], _engine.Texts($"({Test} Security).RuleId"));
        Assert.Empty(_engine.Output($"{Test} Performance"));
    }

    [Fact]
    public void The_target_of_the_file_counts_where_the_call_names_none()
    {
        // Staged policies are open source from 3.30.
        const string Test = "New-NetworkPolicy a shop -Staged -Ingress (New-PolicyRule Allow TCP) | Test-Policy";
        Assert.Equal("True", _engine.Text($"{Test} -Quiet"));
        _folder.Write(".calicopolicy.yaml", "target: OpenSource/3.29\n");
        Assert.Equal("False", _engine.Text($"{Test} -Quiet"));
        Assert.Equal("True", _engine.Text($"{Test} -Quiet -Target OpenSource/3.31"));
    }

    [Fact]
    public void Ignored_paths_have_no_findings_and_stay_context()
    {
        Assert.Equal(["CP3002"], _engine.Texts("(Import-Policy ./policies -Recurse | Test-Policy).RuleId"));
        _folder.Write("policies/.calicopolicy.yaml", "ignoredPaths: ['sets.yaml']\n");
        Assert.Equal(["CP3002"], _engine.Texts("(Import-Policy ./policies -Recurse | Test-Policy).RuleId"));
        _folder.Write("policies/.calicopolicy.yaml", "ignoredPaths: ['shop/**']\n");
        Assert.Equal("True", _engine.Text("Import-Policy ./policies -Recurse | Test-Policy -Quiet -FailOn Low"));
    }

    [Fact]
    public void CP3009_runs_where_label_keys_are_named()
    {
        const string Test = "New-GlobalNetworkSet a -Net 192.0.2.0/24 -Label @{ zone = 'dmz' } | Test-PolicyEfficiency";
        Assert.Empty(_engine.Output(Test));
        _folder.Write(".calicopolicy.yaml", "rules: {CP3009: {labels: [zone, owner]}}\n");
        Assert.Equal(["CP3009"], _engine.Texts($"({Test}).RuleId"));
    }

    [Fact]
    public void Tab_offers_the_presets()
    {
        foreach (var cmdlet in (string[])["Test-Policy", "Test-PolicyEfficiency", "Get-PolicyEfficiencyRule"])
            Assert.Equal(["Default", "Performance", "Security", "Strict"], _engine.Completions($"{cmdlet} -Preset ").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_rules_of_a_preset_are_listed_as_they_are_there()
    {
        Assert.Equal(["CP1011"], _engine.Texts("(Get-PolicyEfficiencyRule CP1011, CP5004 -Preset Performance).Id"));
        Assert.Equal("low: 2 medium: 2 high: 20", _engine.Text("\"$((Get-PolicyEfficiencyRule InlineCidrs -Preset Strict).Parameters)\""));
        Assert.Equal(["True", "Low"], _engine.Texts("$r = Get-PolicyEfficiencyRule CP3009; $r.OptIn; \"$($r.Severity)\""));
        Assert.Empty(_engine.Output("Get-PolicyEfficiencyRule CP3009 -Preset Strict"));
        Assert.Equal(["RuleUnknown"], _engine.Run("Get-PolicyEfficiencyRule CP9999 -Preset Strict").ErrorIds);
    }

    private IEnumerable<string> Verbose(string command) =>
        _engine.Run(command).Verbose.Where(message => message.StartsWith("Settings:", StringComparison.Ordinal));

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }
}
