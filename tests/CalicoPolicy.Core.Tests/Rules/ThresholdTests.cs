using System.Globalization;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>Each threshold: its default is the catalogue's number, and another number moves the line.</summary>
public class ThresholdTests
{
    public static TheoryData<string, string, int, int> Lines => new()
    {
        // Rule, threshold, the default, and whether the number is the first that is found (0) or the last that is not (1).
        { "CP1001", "groups", 2, 0 },
        { "CP1004", "namespaces", 3, 0 },
        { "CP1009", "policies", 2, 0 },
        { "CP1011", "low", 2, 0 },
        { "CP1012", "domains", 3, 1 },
        { "CP1013", "rules", 2, 0 },
        { "CP1014", "saved", 1, 0 },
        { "CP1015", "rules", 100, 1 },
        { "CP1018", "rules", 0, 0 },
    };

    [Fact]
    public void Every_threshold_is_tried_here_or_grades_what_is_found() => Assert.Equal(
        [.. Lines.Select(row => $"{row.Data.Item1} {row.Data.Item2} {row.Data.Item3}"), "CP1011 high 50", "CP1011 medium 5"],
        Input.AllDescriptors.SelectMany(rule => rule.Parameters.OfType<RuleThreshold>())
            .Select(threshold => string.Create(CultureInfo.InvariantCulture, $"{threshold.RuleId} {threshold.Name} {threshold.Default}"))
            .OrderBy(row => row.Contains("medium", StringComparison.Ordinal) || row.Contains("high", StringComparison.Ordinal)).ThenBy(row => row, StringComparer.Ordinal));

    [Fact]
    public void A_parameter_names_its_own_rule_and_each_name_is_there_once() => Assert.All(Input.AllDescriptors, rule =>
    {
        Assert.All(rule.Parameters, parameter => Assert.Equal(rule.Id, parameter.RuleId));
        Assert.Equal(rule.Parameters.Count, rule.Parameters.Select(parameter => parameter.Name).Append("severity").Distinct(StringComparer.OrdinalIgnoreCase).Count() - 1);
        Assert.All(rule.Parameters.OfType<RuleThreshold>(), threshold => Assert.InRange(threshold.Default, threshold.Least, RuleThreshold.Most));
    });

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_line_is_where_the_catalogue_has_it_and_moves_with_the_setting(string rule, string threshold, int number, int free)
    {
        foreach (var line in (int[])[number, number + 1, number + 4])
        {
            var setting = line == number ? "High" : string.Create(CultureInfo.InvariantCulture, $"{{severity: High, {threshold}: {line}}}");
            Assert.NotEmpty(Judge(rule, setting, line + free));
            if (line + free > 0) Assert.Empty(Judge(rule, setting, line + free - 1));
        }
    }

    [Theory]
    [InlineData("{}", 4, FindingSeverity.Low)]
    [InlineData("{}", 5, FindingSeverity.Medium)]
    [InlineData("{}", 49, FindingSeverity.Medium)]
    [InlineData("{}", 50, FindingSeverity.High)]
    [InlineData("{medium: 8, high: 10}", 7, FindingSeverity.Low)]
    [InlineData("{medium: 8, high: 10}", 8, FindingSeverity.Medium)]
    [InlineData("{medium: 8, high: 10}", 10, FindingSeverity.High)]
    [InlineData("{low: 8}", 8, FindingSeverity.Medium)]
    [InlineData("{severity: Error}", 2, FindingSeverity.Error)]
    [InlineData("Low", 60, FindingSeverity.Low)]
    public void The_grades_of_CP1011_can_be_set_and_a_severity_stands_for_all_of_them(string setting, int cidrs, FindingSeverity expected) =>
        Assert.Equal(expected, Assert.Single(Judge("CP1011", setting, cidrs)).Severity);

    [Fact]
    public void One_CIDR_can_be_a_finding_and_saves_nothing()
    {
        var finding = Assert.Single(Judge("CP1011", "{low: 1}", 1));
        Assert.Contains("lists 1 CIDR:", finding.Message, StringComparison.Ordinal);
        Assert.Null(finding.Saving);
    }

    [Fact]
    public void A_policy_of_more_rules_than_are_allowed_is_not_asked_for()
    {
        // CP1009 merges up to the most rules that CP1015 lets stand.
        string Policies(int rules) => Yaml.Documents([.. ((string[])["a", "b"]).Select((name, order) => Yaml.NetworkPolicy($"order: {order}\n{Rules(rules)}", name))]);
        Assert.NotEmpty(Judge("CP1009", "{}", Policies(10)));
        Assert.Empty(Judge("CP1009", "{}\n  CP1015: {rules: 19}", Policies(10)));
        Assert.NotEmpty(Judge("CP1009", "{}\n  CP1015: {rules: 20}", Policies(10)));
    }

    private static List<PolicyFinding> Judge(string rule, string setting, int size) => Judge(rule, setting, Of(rule, size));

    private static List<PolicyFinding> Judge(string rule, string setting, string yaml) =>
        Input.Judge(yaml, SettingsText.Read($"rules:\n  {rule}: {setting}").Under(new RuleOptions { IncludeRule = [rule] }, null));

    /// <summary>An input in which what the rule counts is there a number of times.</summary>
    private static string Of(string rule, int size) => rule switch
    {
        "CP1001" => Yaml.GlobalNetworkPolicy($"selector: has(team)\negress: [{Items(size, index => $"{{action: Allow, source: {{selector: app == 'a{index}'}}, destination: {{nets: [192.0.2.1/32]}}}}")}]"),
        "CP1004" => size == 0 ? Yaml.Tier("t") : Yaml.Documents([.. Enumerable.Range(0, size).Select(index => Yaml.NetworkPolicy("types: [Egress]\negress: [{action: Allow, destination: {nets: [192.0.2.1/32]}}]", "p", $"n{index}"))]),
        "CP1009" => size == 0 ? Yaml.Tier("t") : Yaml.Documents([.. Enumerable.Range(0, size).Select(index => Yaml.NetworkPolicy($"order: {index}\n{Rules(1)}", $"p{index}"))]),
        "CP1011" => Yaml.NetworkPolicy($"egress: [{{action: Allow, destination: {{nets: [{Items(size, index => $"10.{2 * index}.0.0/16")}]}}}}]"),
        "CP1012" => Yaml.NetworkPolicy($"egress: [{{action: Allow, destination: {{domains: [{Items(size, index => $"a{index}.example")}]}}}}]"),
        "CP1013" => Yaml.NetworkPolicy($"egress: [{Items(size, index => $"{{action: Allow, protocol: TCP, destination: {{nets: [192.0.2.7/32], ports: [{index + 80}]}}}}")}]"),

        // Each block and its half save one.
        "CP1014" => Yaml.NetworkPolicy($"egress: [{{action: Allow, destination: {{nets: [{Items(size, index => $"10.{2 * index}.0.0/16, 10.{2 * index}.0.0/17")}]}}}}]"),
        "CP1015" => Yaml.NetworkPolicy(Rules(size)),
        _ => Yaml.NetworkPolicy($"selector: app == 'web'\nperformanceHints: [AssumeNeededOnEveryNode]\n{Rules(size)}"),
    };

    private static string Rules(int count) => $"types: [Egress]\negress: [{Items(count, index => $"{{action: Allow, destination: {{selector: app == 'b{index}'}}}}")}]";

    private static string Items(int count, Func<int, string> item) => string.Join(", ", Enumerable.Range(0, count).Select(item));
}
