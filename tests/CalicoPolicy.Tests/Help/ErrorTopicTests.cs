using System.Text.RegularExpressions;
using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Help;

/// <summary>about_CalicoPolicyErrors lists the ids that the sources use: all of them, no others, with their categories.</summary>
public partial class ErrorTopicTests
{
    // Ids that are made of the members of an enumeration, and the cmdlet that writes them.
    private static readonly (string Type, string File)[] Codes =
    [
        ("CalicoPolicy.Core.Connectivity.DefaultDenyProblemCode", "NewDefaultDenyPolicyCommand.cs"),
        ("CalicoPolicy.Core.Conversion.ConversionErrorCode", "ConversionCmdlet.cs"),
        ("CalicoPolicy.Core.Documents.DocumentErrorCode", "ReadingCmdlet.cs"),
        ("CalicoPolicy.Core.Documents.Export.ExportErrorCode", "ExportPolicyCommand.cs"),
        ("CalicoPolicy.Core.Documents.Export.ExportErrorCode", "ExportPolicyFindingCommand.cs"),
        ("CalicoPolicy.Core.Documents.Export.ExportErrorCode", "ExportPolicySnapshotCommand.cs"),
    ];

    [Fact]
    public void Every_error_id_is_listed_and_every_listed_id_is_used() =>
        Assert.Equal(SourceIds().Select(entry => entry.Id).Distinct().Order(StringComparer.Ordinal), Listed().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_listed_categories_are_those_of_the_sources()
    {
        var listed = Listed();
        Assert.All(SourceIds(), entry => Assert.Equal(entry.Category, listed[entry.Id]));
    }

    [Fact]
    public void Ids_of_codes_are_written_by_the_cmdlets_named_here_only() => Assert.Equal(
        Codes.Select(code => code.File).Order(StringComparer.Ordinal),
        Sources().Where(source => source.Text.Contains(".Code.ToString()", StringComparison.Ordinal)).Select(source => source.File).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_id_comes_with_an_explanation()
    {
        var text = File.ReadAllText(Repository.Path("en-US", "about_CalicoPolicyErrors.help.txt"));
        Assert.All(Listed().Keys, id => Assert.Matches($@"\n    {id} \(\w+\)\n        \S", text));
    }

    private static IEnumerable<(string Id, string Category)> SourceIds()
    {
        foreach (var (_, text) in Sources())
        {
            foreach (Match match in WrittenId().Matches(text)) yield return (match.Groups["id"].Value, match.Groups["category"].Value);
        }

        using var engine = new PolicyEngine();
        foreach (var (type, file) in Codes)
        {
            foreach (var name in engine.Output("[enum]::GetNames([Type]$args[0])", type))
            {
                var category = (string)name.BaseObject == "LimitExceeded" ? "LimitsExceeded" : file.StartsWith("ExportPolicy", StringComparison.Ordinal) ? "InvalidOperation" : "InvalidData";
                yield return ((string)name.BaseObject, category);
            }
        }
    }

    private static IEnumerable<(string File, string Text)> Sources() =>
        Directory.EnumerateFiles(Repository.Path("src", "CalicoPolicy"), "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path)));

    private static IReadOnlyDictionary<string, string> Listed() =>
        ListedId().Matches(File.ReadAllText(Repository.Path("en-US", "about_CalicoPolicyErrors.help.txt")))
            .ToDictionary(match => match.Groups["id"].Value, match => match.Groups["category"].Value, StringComparer.Ordinal);

    // A text of one word, as an argument in a statement that names a category, is the id.
    [GeneratedRegex("""[(,]\s*"(?<id>[A-Z][A-Za-z]+)",[^;]*?ErrorCategory\.(?<category>\w+)""", RegexOptions.CultureInvariant)]
    private static partial Regex WrittenId();

    [GeneratedRegex(@"^    (?<id>[A-Z][A-Za-z]+) \((?<category>[A-Za-z]+)\)$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex ListedId();
}
