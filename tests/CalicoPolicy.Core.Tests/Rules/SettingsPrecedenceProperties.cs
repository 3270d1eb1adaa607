using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>Random calls with random files and presets against the order of precedence, asked one source after the other.</summary>
public class SettingsPrecedenceProperties
{
    private static readonly RuleDescriptor[] Rules = [.. Input.AllDescriptors.Where(rule => rule.Id is "CP0001" or "CP1005" or "CP1011" or "CP3001" or "CP3009" or "CP5004")];
    private static readonly string?[] Values = [null, null, "Off", "Low", "High", "{}", "{severity: Medium}"];
    private static readonly string[] Patterns = ["*", "CP1*", "CP1011", "AllowAny", "cp3009", "*Any", "CP5004"];
    private static readonly RulePreset?[] Presets = [null, .. Enum.GetValues<RulePreset>().Select(preset => (RulePreset?)preset)];

    [Fact]
    public void The_call_comes_before_the_file_and_the_file_before_the_preset_and_that_before_the_catalogue()
    {
        var random = new Random(130);
        var ran = 0;
        var rounds = TestScale.Of(400);
        for (var round = rounds; round > 0; round--)
        {
            var file = Rules.Select(rule => (rule.Id, Value: random.GetItems(Values, 1)[0])).Where(row => row.Value is not null).ToDictionary(row => row.Id, row => row.Value!);
            var (inFile, inCall) = (random.GetItems(Presets, 1)[0], random.GetItems(Presets, 1)[0]);
            string[] include = random.Next(2) == 0 ? [] : random.GetItems(Patterns, random.Next(1, 3));
            string[] exclude = random.Next(3) > 0 ? [] : random.GetItems(Patterns, 1);
            var text = $"rules: {{{string.Join(", ", file.Select(row => $"{row.Key}: {row.Value}"))}}}\n" + (inFile is null ? "" : $"preset: {inFile}\n");
            var options = SettingsText.Read(text).Under(new RuleOptions { IncludeRule = include, ExcludeRule = exclude }, inCall);
            foreach (var rule in Rules)
            {
                var preset = inCall ?? inFile ?? RulePreset.Default;
                var expected = Runs(rule, include, exclude, file.GetValueOrDefault(rule.Id), preset);
                Assert.True(expected == options.Selects(rule), $"{rule.Id}: include {string.Join(' ', include)}, exclude {string.Join(' ', exclude)}, {preset}, {text}");
                ran += expected ? 1 : 0;
                foreach (var found in Enum.GetValues<FindingSeverity>())
                    Assert.Equal(Severity(found, file.GetValueOrDefault(rule.Id), preset), options.Settings.SeverityOf(rule.Id, found));
            }
        }

        Assert.InRange(ran, rounds, (Rules.Length - 1) * rounds);
    }

    private static bool Runs(RuleDescriptor rule, string[] include, string[] exclude, string? inFile, RulePreset preset)
    {
        if (exclude.Any(pattern => Names(pattern, rule))) return false;
        if (include.Any(pattern => pattern != "*" && Names(pattern, rule))) return true;
        if (include.Length > 0 && !include.Contains("*")) return false;
        if (inFile is not null) return inFile != "Off";
        return !rule.OptIn && preset switch
        {
            RulePreset.Security => rule.Id is not ("CP1005" or "CP1011"),
            RulePreset.Performance => rule.Id is "CP0001" or "CP1005" or "CP1011",
            _ => true,
        };
    }

    private static bool Names(string pattern, RuleDescriptor rule) => pattern switch
    {
        "*" => true,
        "CP1*" => rule.Id.StartsWith("CP1", StringComparison.Ordinal),
        "*Any" or "AllowAny" => rule.Name == "AllowAny",
        _ => string.Equals(pattern, rule.Id, StringComparison.OrdinalIgnoreCase),
    };

    private static FindingSeverity Severity(FindingSeverity found, string? inFile, RulePreset preset) => inFile switch
    {
        "Low" => FindingSeverity.Low,
        "High" => FindingSeverity.High,
        "{severity: Medium}" => FindingSeverity.Medium,
        _ => preset == RulePreset.Strict && found == FindingSeverity.Low ? FindingSeverity.Medium : found,
    };
}
