using System.Text.RegularExpressions;
using CalicoPolicy.Core.Efficiency.Settings;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>The pages under docs/rules are run: the bad example yields its rule, the good one nothing.</summary>
public partial class RulePageTests
{
    private static readonly string[] Sections = ["Why", "Bad", "Good", "How to mend it", "When to ignore it"];

    public static TheoryData<string> Ids => [.. Input.AllDescriptors.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_is_headed_by_the_catalogue_and_has_its_sections(string id)
    {
        var rule = Rule(id);
        var lines = File.ReadAllLines(PathOf(id));
        Assert.Equal($"# {rule.Id} {rule.Name}", lines[0]);
        Assert.Contains(rule.Severity.ToString(), lines[2], StringComparison.Ordinal);
        Assert.Equal(Sections, lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_bad_example_yields_its_rule_and_those_that_the_page_names(string id)
    {
        var section = Section(id, "Bad");
        string[] expected = [id, .. AlsoFound().Matches(section).SelectMany(line => RuleId().Matches(line.Value)).Select(match => match.Value)];
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            Judge(section).Select(finding => finding.RuleId).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_good_example_yields_nothing(string id) =>
        Assert.Empty(Judge(Section(id, "Good")).Select(finding => finding.ToString()));

    [Fact]
    public void Every_page_belongs_to_a_rule() => Assert.Equal(
        Input.AllDescriptors.Select(rule => rule.Id + ".md"),
        Directory.GetFiles(RepositoryFiles.PathOf("docs", "rules")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static RuleDescriptor Rule(string id) => Input.AllDescriptors.Single(rule => rule.Id == id);

    private static string PathOf(string id) => RepositoryFiles.PathOf("docs", "rules", id + ".md");

    private static string Section(string id, string name)
    {
        var text = File.ReadAllText(PathOf(id));
        var start = text.IndexOf($"\n## {name}\n", StringComparison.Ordinal) + 1;
        var end = text.IndexOf("\n## ", start, StringComparison.Ordinal);
        return text[start..(end < 0 ? text.Length : end)];
    }

    [Fact]
    public void A_page_with_settings_is_judged_by_them()
    {
        var section = Section("CP3009", "Bad");
        Assert.NotEmpty(Judge(section));
        Assert.Empty(Judge(SettingsFence().Replace(section, string.Empty)));
    }

    /// <summary>An example that is the whole set says so, and one that needs a settings file has it in front.</summary>
    private static List<PolicyFinding> Judge(string section)
    {
        var settings = SettingsFence().Matches(section).Select(fence => SettingsText.Read(fence.Groups["yaml"].Value)).SingleOrDefault(SettingsFile.None);
        var options = new RuleOptions { Complete = section.Contains("(`-Complete`)", StringComparison.Ordinal) };
        var yaml = Assert.Single(Fence().Matches(section)).Groups["yaml"].Value;
        return section.Contains("(`-Snapshot`)", StringComparison.Ordinal)
            ? Input.JudgeInCluster(Input.Read(yaml), settings.Under(options, preset: null))
            : Input.Judge(yaml, settings.Under(options, preset: null));
    }

    [GeneratedRegex("```yaml title=\"\\.calicopolicy\\.yaml\"\n(?<yaml>.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex SettingsFence();

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    [GeneratedRegex("^Also found here: .*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex AlsoFound();

    [GeneratedRegex("CP[0-9]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex RuleId();
}
