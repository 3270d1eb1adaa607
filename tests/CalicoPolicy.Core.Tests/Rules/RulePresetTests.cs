using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class RulePresetTests
{
    // A finding of CP1011, Low as it grades itself, one of CP5004, High, and one of CP2207, Low.
    private const string Spec = """
        types: [Ingress, Egress]
        egress:
          - {action: Allow}
          - {action: Allow, protocol: TCP, destination: {nets: [192.0.2.1/32, 198.51.100.7/32]}}
        """;

    [Fact]
    public void Every_rule_has_a_place() =>
        Assert.Equal(Input.AllDescriptors.Select(rule => rule.Id), RulePresets.Placed.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_is_for_something() => Assert.All(
        RulePresets.Placed,
        rule => Assert.True(RulePresets.Contains(RulePreset.Security, rule) || RulePresets.Contains(RulePreset.Performance, rule), rule));

    [Fact]
    public void Default_and_Strict_have_every_rule() => Assert.All(
        RulePresets.Placed,
        rule => Assert.True(RulePresets.Contains(RulePreset.Default, rule) && RulePresets.Contains(RulePreset.Strict, rule), rule));

    [Fact]
    public void Security_leaves_out_what_is_only_a_matter_of_cost() => Assert.Equal(
        [
            "CP1001", "CP1002", "CP1003", "CP1004", "CP1005", "CP1006", "CP1008", "CP1009", "CP1011", "CP1012", "CP1013", "CP1014",
            "CP1015", "CP1016", "CP1018", "CP2205", "CP3015",
        ],
        RulePresets.Placed.Where(rule => !RulePresets.Contains(RulePreset.Security, rule)).Order(StringComparer.Ordinal));

    [Fact]
    public void Performance_has_the_rules_on_scope_and_cost_and_those_that_are_both() => Assert.Equal(
        [
            "CP0001", "CP1001", "CP1002", "CP1003", "CP1004", "CP1005", "CP1006", "CP1007", "CP1008", "CP1009", "CP1010", "CP1011", "CP1012",
            "CP1013", "CP1014", "CP1015", "CP1016", "CP1017", "CP1018", "CP2205", "CP3014", "CP3015",
        ],
        RulePresets.Placed.Where(rule => RulePresets.Contains(RulePreset.Performance, rule)).Order(StringComparer.Ordinal));

    [Fact]
    public void A_preset_that_is_none_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => RulePresets.SettingsOf((RulePreset)9));

    [Theory]
    [InlineData(RulePreset.Default, "CP1011 Low,CP2207 Low,CP5004 High")]
    [InlineData(RulePreset.Strict, "CP1011 Medium,CP2207 Medium,CP5004 High")]
    [InlineData(RulePreset.Security, "CP2207 Low,CP5004 High")]
    [InlineData(RulePreset.Performance, "CP1011 Low")]
    public void A_preset_chooses_rules_and_severities(RulePreset preset, string expected) => Assert.Equal(
        expected.Split(','),
        Judge(Yaml.NetworkPolicy(Spec), preset).Select(finding => $"{finding.RuleId} {finding.Severity}").Where(row => !row.StartsWith("CP1017", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Strict_leaves_less_room()
    {
        var nets = string.Join(", ", Enumerable.Range(0, 20).Select(index => $"192.0.2.{3 * index}/32"));
        var policy = Yaml.NetworkPolicy($"egress: [{{action: Allow, destination: {{nets: [{nets}]}}}}, {{action: Allow, destination: {{domains: [a.example]}}}}]");
        Assert.Equal(FindingSeverity.Medium, Assert.Single(Judge(policy, RulePreset.Default), finding => finding.RuleId == "CP1011").Severity);
        Assert.Equal(FindingSeverity.High, Assert.Single(Judge(policy, RulePreset.Strict), finding => finding.RuleId == "CP1011").Severity);
        Assert.DoesNotContain(Judge(policy, RulePreset.Default), finding => finding.RuleId == "CP1012");
        Assert.Contains(Judge(policy, RulePreset.Strict), finding => finding.RuleId == "CP1012");
    }

    [Fact]
    public void No_preset_makes_an_opt_in_rule_run() => Assert.All(
        Enum.GetValues<RulePreset>(),
        preset => Assert.DoesNotContain(Input.AllDescriptors, rule => rule.OptIn && RulePresets.SettingsOf(preset).Runs(rule)));

    [Fact]
    public void The_list_of_a_preset_tells_what_runs_and_how()
    {
        Assert.Equal(
            Input.AllDescriptors.Where(rule => !rule.OptIn && RulePresets.Contains(RulePreset.Security, rule.Id)).Select(rule => rule.Id),
            PracticeCatalogue.Find("*", RulePreset.Security).Select(rule => rule.Id));
        Assert.DoesNotContain(PracticeCatalogue.Find("*", RulePreset.Strict), rule => rule.Severity == FindingSeverity.Low);
        Assert.Equal("low: 2,medium: 2,high: 20", string.Join(',', PracticeCatalogue.Find("InlineCidrs", RulePreset.Strict).Single().Parameters));
        Assert.Equal("low: 2,medium: 5,high: 50", string.Join(',', PracticeCatalogue.Find("InlineCidrs", RulePreset.Default).Single().Parameters));
        Assert.Empty(PracticeCatalogue.Find("CP1011", RulePreset.Security));
    }

    private static List<PolicyFinding> Judge(string yaml, RulePreset preset) => Input.Judge(yaml, new() { Settings = RulePresets.SettingsOf(preset) });
}
