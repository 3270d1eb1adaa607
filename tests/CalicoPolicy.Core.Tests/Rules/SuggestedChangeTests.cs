using System.Text;
using System.Text.RegularExpressions;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>What findings suggest parses, validates, and no longer has the finding.</summary>
public partial class SuggestedChangeTests(ITestOutputHelper output)
{
    private const string GoldenName = "suggested-changes.txt";

    /// <summary>The rules whose page's bad example gets a suggestion.</summary>
    private static readonly string[] Suggesting =
    [
        "CP1001", "CP1003", "CP1004", "CP1006", "CP1008", "CP1009", "CP1011", "CP1012", "CP1013", "CP1014", "CP1017", "CP1018",
        "CP2002", "CP2004", "CP2102", "CP2103", "CP2104", "CP2105", "CP2107", "CP2203", "CP2207", "CP2208",
        "CP3005", "CP3010",
    ];

    public static TheoryData<string> Ids => [.. Input.AllDescriptors.Select(rule => rule.Id)];

    [Fact]
    public void Nothing_is_suggested_unless_asked_for() =>
        Assert.All(Input.Judge(BadExample("CP1013")), finding => Assert.Null(finding.SuggestedChange));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_bad_example_of_a_page_is_mended(string id)
    {
        var input = Input.Read(BadExample(id));
        var options = OptionsOf(id);
        var own = Input.Judge(input, options).Where(finding => finding.RuleId == id).ToList();
        Assert.Equal(Suggesting.Contains(id), own.Exists(finding => finding.SuggestedChange is not null));
        Mended.Check(input, options);
    }

    [Theory]
    [InlineData("best-practices")]
    public void Every_suggestion_on_the_examples_holds(string folder)
    {
        var files = Directory.GetFiles(RepositoryFiles.PathOf("docs", "examples", folder), "*.yaml", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.NotEqual(0, files.Sum(file => Mended.Check(Input.Read(File.ReadAllText(file), file), new() { SuggestChange = true })));
    }

    [Fact]
    public void Every_suggestion_on_the_inputs_by_hand_holds()
    {
        var files = Directory.GetFiles(RepositoryFiles.PathOf("tests", "CalicoPolicy.Core.Tests", "Rules", "Inputs"));
        var count = files.SelectMany(RuleInput.In).Sum(input => Mended.Check(Input.Read(input.Text), input.Options with { SuggestChange = true }));
        output.WriteLine($"{count} suggestions on the inputs by hand.");
        Assert.True(count > 100, $"{count} suggestions");
    }

    /// <summary>Reviewed by eye; a run with CALICOPOLICY_ACCEPT=1 writes it anew.</summary>
    [Fact]
    public void The_suggestions_are_those_of_the_golden_file()
    {
        var text = new StringBuilder();
        foreach (var id in Suggesting)
        {
            foreach (var finding in Input.Judge(Input.Read(BadExample(id)), OptionsOf(id)))
            {
                if (finding.RuleId != id || finding.SuggestedChange is not { } change) continue;
                text.Append("# ").Append(id).Append(' ').Append(finding.JsonPath).Append(": ").Append(change.Effect ?? "nothing else changes").Append('\n');
                text.Append(ResourceText.Of(change.Resources, new YamlFormat(), keepServerMetadata: false)).Append('\n');
            }
        }

        var golden = RepositoryFiles.PathOf("tests", "CalicoPolicy.Core.Tests", "Golden", GoldenName);
        if (RepositoryFiles.IsAccepting) File.WriteAllText(golden, text.ToString());
        Assert.Equal(File.ReadAllText(golden), text.ToString());
    }

    private static RuleOptions OptionsOf(string id) => new()
    {
        SuggestChange = true,
        Complete = Section(id).Contains("(`-Complete`)", StringComparison.Ordinal),
    };

    private static string BadExample(string id) => Fence().Match(Section(id)).Groups["yaml"].Value;

    private static string Section(string id)
    {
        var page = File.ReadAllText(RepositoryFiles.PathOf("docs", "rules", id + ".md"));
        var start = page.IndexOf("\n## Bad\n", StringComparison.Ordinal);
        return page[start..page.IndexOf("\n## Good\n", StringComparison.Ordinal)];
    }

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();
}
