using System.Text.RegularExpressions;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Help;

/// <summary>A page of docs/cmdlets, in the Markdown of PlatyPS (schema 2024-05-01).</summary>
internal sealed partial class HelpPage
{
    private readonly IReadOnlyList<(string Heading, string Text)> _sections;

    private HelpPage(string text)
    {
        var end = text.IndexOf("\n---\n", StringComparison.Ordinal);
        FrontMatter = text[4..end].Split('\n').Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        _sections = Split(text[(end + 5)..], "## ");
    }

    public static string Folder { get; } = Repository.Path("docs", "cmdlets");

    public IReadOnlyDictionary<string, string> FrontMatter { get; }

    public IEnumerable<string> Headings => _sections.Select(section => section.Heading);

    public string Synopsis => Section("SYNOPSIS");

    public string Description => Section("DESCRIPTION");

    public string Notes => Section("NOTES");

    public IReadOnlyList<(string Heading, string Text)> Syntax => Split(Section("SYNTAX"), "### ");

    public IReadOnlyList<(string Type, string Text)> Inputs => Split(Section("INPUTS"), "### ");

    public IReadOnlyList<(string Type, string Text)> Outputs => Split(Section("OUTPUTS"), "### ");

    public IReadOnlyList<HelpExample> Examples => [.. Split(Section("EXAMPLES"), "### ").Select(example => new HelpExample(example.Heading, example.Text))];

    public IReadOnlyList<HelpParameter> Parameters =>
        [.. Split(Section("PARAMETERS"), "### ").Where(parameter => parameter.Heading != "CommonParameters").Select(ToParameter)];

    /// <summary>The names behind the related links and their addresses.</summary>
    public IReadOnlyList<(string Name, string Address)> Links =>
        [.. LinkLine().Matches(Section("RELATED LINKS")).Select(match => (match.Groups["name"].Value, match.Groups["address"].Value))];

    public static HelpPage Of(string cmdlet) => new(File.ReadAllText(Path.Combine(Folder, cmdlet + ".md")));

    private string Section(string heading) => _sections.Single(section => section.Heading == heading).Text;

    // A heading counts outside of fences only: a comment in an example begins with # too.
    private static IReadOnlyList<(string Heading, string Text)> Split(string text, string mark)
    {
        var parts = new List<(string Heading, List<string> Lines)>();
        var isInFence = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) isInFence = !isInFence;
            if (!isInFence && line.StartsWith(mark, StringComparison.Ordinal))
                parts.Add((line[mark.Length..], []));
            else if (parts.Count > 0)
                parts[^1].Lines.Add(line);
        }

        return [.. parts.Select(part => (part.Heading, string.Join('\n', part.Lines).Trim('\n')))];
    }

    private static HelpParameter ToParameter((string Heading, string Text) section)
    {
        var fence = section.Text.IndexOf("```yaml\n", StringComparison.Ordinal);
        Assert.True(section.Heading.StartsWith('-') && fence > 0, $"'{section.Heading}' is no parameter with a description and a yaml fence.");
        var yaml = section.Text[fence..];
        return new HelpParameter(
            section.Heading[1..],
            section.Text[..fence].Trim(),
            Value(yaml, "Type"),
            Value(yaml, "SupportsWildcards") == "true",
            List(yaml, "Aliases"),
            List(yaml, "AcceptedValues"),
            [.. SetEntry().Matches(yaml).Select(ToSet)]);
    }

    private static HelpParameterSet ToSet(Match match) => new(
        match.Groups["name"].Value,
        Value(match.Value, "  Position"),
        Value(match.Value, "  IsRequired") == "true",
        Value(match.Value, "  ValueFromPipeline") == "true",
        Value(match.Value, "  ValueFromPipelineByPropertyName") == "true",
        Value(match.Value, "  ValueFromRemainingArguments") == "true");

    private static string Value(string yaml, string key) => Regex.Match(yaml, $"^{key}: (.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant).Groups[1].Value;

    private static IReadOnlyList<string> List(string yaml, string key)
    {
        var match = Regex.Match(yaml, $@"^{key}:\n((?:- .*\n)+)", RegexOptions.Multiline | RegexOptions.CultureInvariant);
        return match.Success ? [.. match.Groups[1].Value.TrimEnd('\n').Split('\n').Select(line => line[2..].Trim('\''))] : [];
    }

    [GeneratedRegex(@"^- Name: (?<name>.*)\n(?:  .*\n)+", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex SetEntry();

    [GeneratedRegex(@"^- \[(?<name>[^\]]+)\]\((?<address>[^)]+)\)$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex LinkLine();
}
