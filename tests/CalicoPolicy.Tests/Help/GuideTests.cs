using System.Text;
using System.Text.RegularExpressions;
using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Help;

/// <summary>
/// The guides' commands run one after the other in a copy of docs/examples, and print what the guides say. With CALICOPOLICY_ACCEPT=1 what they
/// print is written into the guides.
/// </summary>
public partial class GuideTests
{
    public static TheoryData<string> Guides => [.. Directory.EnumerateFiles(Repository.Path("docs", "guides"), "*.md").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Guides))]
    public void Commands_run_and_print_what_the_guide_says(string guide)
    {
        using var folder = new TestFolder();
        folder.Copy(Repository.Path("docs", "examples"));
        using var engine = new PolicyEngine(folder.Place);
        var path = Repository.Path("docs", "guides", guide);
        var text = File.ReadAllText(path);
        var seen = new StringBuilder();
        var end = 0;
        foreach (Match block in Blocks().Matches(text))
        {
            var code = block.Groups["code"].Value;
            seen.Append(text, end, block.Index - end).Append("```powershell\n").Append(code).Append("\n```\n");
            end = block.Index + block.Length;
            engine.Output(code);
            if (block.Groups["output"].Success) seen.Append("\n```Output\n").Append(engine.Printed(code, columns: 80).Trim('\n')).Append("\n```\n");
        }

        Assert.True(end > 0, "The guide has no commands.");
        seen.Append(text, end, text.Length - end);
        if (Environment.GetEnvironmentVariable("CALICOPOLICY_ACCEPT") == "1") File.WriteAllText(path, seen.ToString());
        else Assert.Equal(text, seen.ToString());
    }

    [GeneratedRegex(@"^```powershell\n(?<code>.*?)\n```\n(\n```Output\n(?<output>.*?)\n?```\n)?", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
